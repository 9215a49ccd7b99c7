"""Pages and forms of the records that stand on a case or a court case."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases import access, registries
from cases.actions import corrections, court, hearings, profiles, reintegration
from cases.actions.corrections import refusal
from cases.court_lists import state_of
from cases.court_page import suspects_near
from cases.enums import NoteKind
from cases.forms import editing
from cases.forms.profile import ProfileEditForm
from cases.models import (
    ConsentRecord,
    FollowUpVisit,
    PreventionOutcome,
    Reintegration,
    ServiceProvision,
    TraffickingProfile,
)
from cases.parts import Part
from cases.reveals import Reveal
from cases.sealed import COUNSELLING
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.forms import EditForm
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


def form_of(form: type[EditForm], **more: Any):
    """Return how `form` is made for a saved row; `more`: keyword -> function of the row."""

    def made(data, row):
        given = {name: of(row) for name, of in more.items()}
        return form(data, instance=row, initial={"version": row.version}, **given)

    return made


def of_case(model):
    """Return how a record of a case is fetched, under the rules of its case."""

    def get(user, pk, permission, write):
        return access.get_part_for(user, model, pk, permission, write=write)

    return get


def of_court(get):
    """Return how a record of a court case is fetched; all who edit those reach all of them."""

    def got(user, pk, permission, write):
        return get(user, pk)

    return got


def case_home(row):
    return row.case


def closed_case(row) -> str:
    return refusal(row.case)


def reveal_of(name: str, folder: str, model: Any, *fields: str, act: Permission) -> Reveal:
    """Return what is sealed of a record that stands on a case."""

    def get(user: Any, pk: Any, permission: Permission) -> Any:
        return access.get_part_for(user, model, pk, permission)

    return Reveal(
        route=f"cases:{name}_read", folder=f"{folder}/", act=act, get=get, fields=fields, title=str,
        case_of=home_case,
    )  # fmt: skip


def home_case(row):
    return row.reintegration.case if isinstance(row, FollowUpVisit) else row.case


case_part = partial(Part, view=Permission.CASE_VIEW, home=case_home, closed=closed_case)
court_part = partial(Part, edit=Permission.COURT_EDIT)


def why_visit_stays(visit: FollowUpVisit) -> str:
    """Return why a visit cannot be corrected now: its case is closed, or nobody made it yet."""
    waiting = "" if visit.done_on else _now("This visit is not written down yet.")
    return refusal(visit.reintegration.case) or waiting


def visit_facts(visit: FollowUpVisit, user) -> list[Fact]:
    back = visit.reintegration
    return [fact(_now("Return home"), str(back), url=back.get_absolute_url())]


def visit_acts(visit: FollowUpVisit, user) -> list[Act]:
    if visit.done_on is not None or refusal(visit.reintegration.case):
        return []
    url = reverse("cases:visit_done", args=[visit.pk])
    return [Act(_now("Write it down"), url, "check", Permission.REINTEGRATION_RECORD)]


def consent_acts(consent: ConsentRecord, user) -> list[Act]:
    if consent.status != "given" or consent.withdrawn_on:
        return []
    url = reverse("cases:consent_withdraw", args=[consent.pk])
    return [Act(_now("Withdraw"), url, "leave", Permission.CONSENT_RECORD)]


def consent_facts(consent: ConsentRecord, user) -> list[Fact]:
    origin = registries.origins_of([consent]).get(consent.pk, "")
    return [fact(_now("Where"), origin)] if origin else []


def outcome_acts(charge, user) -> list[Act]:
    url = reverse("cases:outcome_add", args=[charge.pk])
    return [Act(_now("Record an outcome"), url, "plus", Permission.COURT_EDIT)]


def outcomes_of(charge, user) -> list[Panel]:
    context = {"outcomes": charge.outcomes.all()}
    return [Panel("outcomes", _now("Outcomes"), "cases/_outcomes.html", context)]


def visits_of(row: Reintegration, user) -> list[Panel]:
    return [Panel("visits", _now("Visits"), "cases/_visits.html", {"visits": row.visits.all()})]


def route_acts(profile: TraffickingProfile, user) -> list[Act]:
    if refusal(profile.case):
        return []
    url = reverse("cases:route_edit", args=[profile.pk])
    return [Act(_now("Change the journey"), url, "edit", Permission.CASE_EDIT)]


def route_of(profile: TraffickingProfile, user) -> list[Panel]:
    legs = profile.case.route_legs.select_related("from_county", "to_county")
    return [Panel("route", _now("The journey"), "cases/_route.html", {"legs": legs})]


SERVICE = case_part(
    name="service", folder="services", noun=_("Service"), edit=Permission.SERVICE_RECORD,
    get=of_case(ServiceProvision), make_form=form_of(editing.ServiceEditForm),
    change=corrections.correct_service,
    fields=("kind", "status", "planned_on", "delivered_on", "provider", "county", "minutes"),
    reveal=reveal_of("service", "services", ServiceProvision, "note", act=Permission.NOTE_VIEW),
)  # fmt: skip
CONSENT = case_part(
    name="consent", folder="consents", noun=_("Consent"), view=Permission.CONSENT_VIEW, edit=Permission.CONSENT_RECORD,
    get=of_case(ConsentRecord), make_form=form_of(editing.ConsentEditForm),
    change=corrections.correct_consent, acts=consent_acts, more_facts=consent_facts,
    fields=("scope", "organisation", "status", "giver", "mode", "given_on", "expires_on", "withdrawn_on"),
)  # fmt: skip
PREVENTION = case_part(
    name="prevention", folder="prevention", noun=_("Harm prevented"),
    edit=Permission.PREVENTION_RECORD, get=of_case(PreventionOutcome),
    home=lambda row: row.case or row.person, make_form=form_of(editing.PreventionEditForm),
    change=corrections.correct_prevention, fields=("kind", "basis", "happened_on", "county"),
    reveal=reveal_of(
        "prevention", "prevention", PreventionOutcome, "evidence", act=Permission.NOTE_VIEW
    ),
)  # fmt: skip
REINTEGRATION = case_part(
    name="reintegration", folder="going-home", noun=_("Return home"),
    edit=Permission.REINTEGRATION_RECORD, get=of_case(Reintegration),
    make_form=form_of(editing.ReintegrationEditForm), change=reintegration.correct_return,
    fields=("happened_on", "kind", "county", "country", "package_kes"),
    labels={"country": _("Country")},
    panels=visits_of,
    reveal=reveal_of(
        "reintegration", "going-home", Reintegration, "family_contact", act=Permission.PERSON_REVEAL
    ),
)  # fmt: skip
VISIT = case_part(
    name="visit", folder="visits", noun=_("Follow-up visit"),
    edit=Permission.REINTEGRATION_RECORD, get=of_case(FollowUpVisit),
    home=lambda row: row.reintegration.case, make_form=form_of(editing.VisitEditForm),
    change=corrections.correct_visit, closed=why_visit_stays,
    more_facts=visit_facts, acts=visit_acts,
    fields=("milestone", "due_on", "done_on", "outcome"),
    reveal=reveal_of("visit", "visits", FollowUpVisit, "note", act=Permission.NOTE_VIEW),
)  # fmt: skip
PROFILE = case_part(
    name="profile", folder="profiles", noun=_("Trafficking"), edit=Permission.CASE_EDIT,
    get=of_case(TraffickingProfile), make_form=form_of(ProfileEditForm), change=profiles.edit,
    acts=route_acts, panels=route_of,
    labels={"exploitation_country": _("Country of exploitation")},
    fields=("acts", "means", "exploitation_types", "labour_sectors", "recruiter_relation",
            "recruitment_channels", "exploitation_country", "is_cross_border"),
)  # fmt: skip
CHARGE = court_part(
    name="charge", folder="court/charges", noun=_("Charge"), view=Permission.SUSPECT_VIEW,
    get=of_court(access.get_charge_for), home=lambda row: row.court_case,
    make_form=form_of(
        editing.ChargeEditForm, suspects=lambda row: suspects_near(row.court_case, row.suspect_id)
    ),
    change=court.edit_charge, fields=("suspect", "offence", "count_number"),
    acts=outcome_acts, panels=outcomes_of,
)  # fmt: skip
OUTCOME = court_part(
    name="outcome", folder="court/outcomes", noun=_("Outcome"), view=Permission.SUSPECT_VIEW,
    get=of_court(access.get_outcome_for), home=lambda row: row.charge.court_case,
    make_form=form_of(editing.OutcomeEditForm), change=hearings.edit_outcome,
    fields=("outcome", "decided_on", "sentence_types", "years", "months", "fine_kes", "restitution_kes"),
)  # fmt: skip
HEARING = court_part(
    name="hearing", folder="court/hearings", noun=_("Hearing"), view=Permission.COURT_VIEW,
    get=of_court(access.get_hearing_for), home=lambda row: row.court_case,
    make_form=form_of(editing.HearingEditForm), change=hearings.edit_hearing,
    fields=("held_on", "kind", "outcome", "attended", "next_on", "next_kind"),
    tags=lambda row: [state_of(row)],
)  # fmt: skip
PARTS = (
    SERVICE, CONSENT, PREVENTION, REINTEGRATION, VISIT, PROFILE, CHARGE, OUTCOME, HEARING,
)  # fmt: skip


@requires(Permission.NOTE_VIEW)
@require_safe
def note_detail(request, pk):
    """Show one note with what it corrects and what corrects it; a note itself is never changed.

    Of somebody else's counselling note the facts only: its text opens by a click of its own.
    """
    user = request.user
    note = access.get_note_for(user, pk, Permission.NOTE_VIEW)
    record(AuditKind.VIEWED, by=user, target=note)
    is_own, is_sealed = note.recorded_by_id == user.pk, note.kind != NoteKind.CASE_NOTE
    context = {"note": note, "corrections": note.corrections.select_related("recorded_by")}
    return record_response(
        request, note, title=_now("%(noun)s: %(what)s") % {"noun": _("Note"), "what": note},
        trail=[(note.case.code, note.case.get_absolute_url())],
        facts=[
            fact(_now("Case"), note.case.code, url=note.case.get_absolute_url()),
            *facts_of(note, ["kind", "written_on", *(["is_shared"] if is_sealed else [])]),
            fact(_now("Written by"), note.recorded_by),
        ],
        acts=note_acts(note, user), lead=refusal(note.case),
        panels=[Panel("text", _now("Text"), "cases/_note_text.html", context)]
        if is_own or not is_sealed else [],
    )  # fmt: skip


def note_acts(note, user) -> list[Act]:
    """Return what can be done with a note: open it, share it, correct it."""
    is_own, is_sealed = note.recorded_by_id == user.pk, note.kind != NoteKind.CASE_NOTE
    if is_sealed and not is_own:
        return COUNSELLING.act_on(note, user)
    if refusal(note.case):
        return []
    correct, share = (reverse(f"cases:note_{act}", args=[note.pk]) for act in ("correct", "share"))
    acts = [Act(_now("Correct this note"), correct, "edit", Permission.NOTE_ADD)]
    if is_sealed:
        words = _now("Share it no more") if note.is_shared else _now("Let case workers read it")
        acts.append(Act(words, share, "people", Permission.COUNSELLING_ADD, is_post=True))
    return acts
