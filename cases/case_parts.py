"""What casework itself puts on the page of a case: panels, timeline, next steps, closing guards."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases import looks, registries, workflow
from cases.access import notes_to_open
from cases.actions import reintegration
from cases.case_page import grants_of as case_grants
from cases.enums import CaseType, NoteKind
from cases.models import Case, CourtCase, FollowUpVisit
from cases.registries import NextStep, Panel, TimelineEntry, VisitTaker
from tracekenya.lib import vocabularies
from tracekenya.pages.facts import facts_of
from tracekenya.roles.permissions import Permission

MOST_NOTES = 20


def profile_rows(case: Case, user) -> dict:
    """Return the profile in words; without one, whether the reader may write it."""
    profile = getattr(case, "profile", None)
    names = ("acts", "means", "exploitation_types")
    return {
        "profile": profile,
        "profile_facts": facts_of(profile, names) if profile else [],
        "may_describe": case.is_open and user.can(Permission.CASE_EDIT),
    }


def service_rows(case: Case, user) -> dict:
    may_edit = case.is_open and user.can(Permission.SERVICE_RECORD)
    return {"services": case.services.select_related("provider"), "may_edit": may_edit}


def prevention_rows(case: Case, user) -> dict:
    return {"outcomes": case.prevention_outcomes.all()}


def consent_rows(case: Case, user) -> dict:
    """Return the answers, each with whether it holds today and where it was given."""
    today = timezone.localdate()
    rows = list(case.consents.select_related("organisation"))
    origins = registries.origins_of(rows)
    for consent in rows:
        consent.is_live = consent.is_live_on(today)
        consent.origin = origins.get(consent.pk, "")
    may_withdraw = user.can(Permission.CONSENT_RECORD)
    return {"consents": rows, "may_withdraw": may_withdraw}


def note_rows(case: Case, user) -> dict:
    """Return the notes whose page the reader may open, without their texts; the others as a number."""
    known = Q(kind=NoteKind.CASE_NOTE) | Q(recorded_by=user)
    known |= Q(pk__in=notes_to_open(user, case).values("pk"))
    notes = case.notes.filter(known).select_related("recorded_by").defer("text")
    notes = notes.prefetch_related("corrections")[:MOST_NOTES]
    return {"notes": notes, "sealed_notes": case.notes.exclude(known).count()}


def home_rows(case: Case, user) -> dict:
    returns = case.reintegrations.select_related("county").prefetch_related("visits")
    may_visit = case.is_open and user.can(Permission.REINTEGRATION_RECORD)
    return {"returns": returns, "may_visit": may_visit, "today": timezone.localdate()}


def court_rows(case: Case, user) -> dict:
    mine = CourtCase.objects.visible_to(user).filter(victims=case)
    return {"court_cases": mine.prefetch_related("hearings")}


def suspect_rows(case: Case, user) -> dict:
    rows = case.case_suspects.select_related("suspect")
    return {
        "suspects": [
            (row.suspect, [vocabularies.label("perpetrator_role", role) for role in row.roles])
            for row in rows
        ]
    }


def grant_rows(case: Case, user) -> dict:
    return {"grants": case_grants(case)}


def timeline(case: Case) -> Iterator[TimelineEntry]:
    """Yield the steps of the status, services provided, and going home with its visits."""
    for change in case.status_changes.all():
        status = vocabularies.label("case_status", change.to_status)
        yield TimelineEntry(timezone.localdate(change.at), _("Status: %s") % status)
    for service in case.services.filter(delivered_on__isnull=False):
        yield TimelineEntry(
            service.delivered_on, service.get_kind_display(), service.get_absolute_url()
        )
    for row in case.reintegrations.all():
        yield TimelineEntry(
            row.happened_on, _("Went home: %s") % row.get_kind_display(), row.get_absolute_url()
        )
    for visit in FollowUpVisit.objects.filter(reintegration__case=case, done_on__isnull=False):
        yield TimelineEntry(
            visit.done_on, _("Visit: %s") % visit.get_outcome_display(), visit.get_absolute_url()
        )


def court_timeline(case: Case) -> Iterator[TimelineEntry]:
    """Yield the sittings up to today; those to come stand in the panel."""
    today = timezone.localdate()
    for court_case in case.court_cases.prefetch_related("hearings"):
        for hearing in court_case.hearings.all():
            if hearing.held_on > today:
                continue
            text = _("Court: %s") % hearing.get_kind_display()
            yield TimelineEntry(hearing.held_on, text, hearing.get_absolute_url())


def days_of(case: Case) -> Iterator[tuple[str, dt.date]]:
    """Yield what casework did on which day: services, planned ones too, and going home."""
    for service in case.services.all():
        day = service.delivered_on or service.planned_on
        if day is not None:
            yield service.get_kind_display(), day
    for row in case.reintegrations.all():
        yield row.get_kind_display(), row.happened_on


def open_visits(case: Case) -> Iterator[str]:
    """Yield what still keeps the case open: visits that nobody made."""
    waiting = FollowUpVisit.objects.filter(reintegration__case=case, done_on__isnull=True)
    for visit in waiting:
        facts = {"visit": visit.get_milestone_display(), "day": date_format(visit.due_on)}
        yield _("The follow-up visit “%(visit)s”, due %(day)s, is not written down.") % facts


def register() -> None:
    """Fill the registries with the casework's own parts; called once."""
    registries.panels += [
        Panel("profile", _lazy("Trafficking"), "cases/_profile.html", Permission.CASE_VIEW, profile_rows, 5),
        Panel("services", _lazy("Services"), "cases/_services.html", Permission.CASE_VIEW, service_rows, 10),
        Panel("consents", _lazy("Consent"), "cases/_consents.html", Permission.CONSENT_VIEW, consent_rows, 20),
        Panel("notes", _lazy("Notes"), "cases/_notes.html", Permission.NOTE_VIEW, note_rows, 30),
        Panel("prevention", _lazy("Harm prevented"), "cases/_prevention.html", Permission.CASE_VIEW,
              prevention_rows, 55),
        Panel("home", _lazy("Going home"), "cases/_home.html", Permission.CASE_VIEW, home_rows, 60),
        Panel("court", _lazy("Court"), "cases/_court.html", Permission.COURT_VIEW, court_rows, 70),
        Panel("suspects", _lazy("People suspected"), "cases/_suspects.html", Permission.SUSPECT_VIEW,
              suspect_rows, 80),
        Panel("grants", _lazy("Who may open this case"), "cases/_grants.html", Permission.CASE_ASSIGN,
              grant_rows, 90),
        Panel("looks", _lazy("Who looked at this case"), "cases/_looks.html", Permission.TRAIL_CASE,
              looks.panel_rows, 95),
    ]  # fmt: skip
    registries.timelines += [
        (Permission.CASE_VIEW, timeline),
        (Permission.COURT_VIEW, court_timeline),
    ]
    registries.closing_guards.append(open_visits)
    registries.days.append(days_of)
    registries.next_steps += NEXT_STEPS
    registries.visit_takers["reintegration"] = VisitTaker(
        Permission.REINTEGRATION_RECORD, reintegration.put_visit
    )


def _lacks_profile(case: Case) -> bool:
    return CaseType.TRAFFICKING in case.case_types and not hasattr(case, "profile")


def _may_have_profile(case: Case) -> bool:
    return not _lacks_profile(case)


def _always(case: Case) -> bool:
    return True


def _may_close(case: Case) -> bool:
    return case.status in {*workflow.MAY_CLOSE, *workflow.MAY_CLOSE_BY_TRANSFER}


def _is_restricted(case: Case) -> bool:
    return case.is_restricted


def _is_free(case: Case) -> bool:
    return not case.is_restricted


def _has_steps(case: Case) -> bool:
    return any(step.from_status == case.status for step in workflow.STEPS)


NEXT_STEPS = [
    NextStep("describe", _lazy("Describe the trafficking"), "warning", Permission.CASE_EDIT,
             "cases:profile_describe", _lacks_profile),
    NextStep("service", _lazy("Record a service"), "plus", Permission.SERVICE_RECORD,
             "cases:service_add", _always),
    NextStep("note", _lazy("Write a note"), "edit", Permission.NOTE_ADD, "cases:note_add", _always),
    NextStep("consent", _lazy("Record consent"), "check", Permission.CONSENT_RECORD,
             "cases:consent_add", _always),
    NextStep("risk", _lazy("Set the risk"), "warning", Permission.CASE_EDIT, "cases:case_risk",
             _always),
    NextStep("status", _lazy("Change the status"), "clock", Permission.CASE_EDIT,
             "cases:case_status", _has_steps),
    NextStep("victim_status", _lazy("Decide victim status"), "shield", Permission.CASE_EDIT,
             "cases:case_trafficking_status", _always),
    NextStep("prevention", _lazy("Record harm prevented"), "shield", Permission.PREVENTION_RECORD,
             "cases:prevention_add", _always),
    NextStep("home", _lazy("Record going home"), "home", Permission.REINTEGRATION_RECORD,
             "cases:reintegration_add", _always),
    NextStep("suspect", _lazy("Add a person suspected"), "person", Permission.SUSPECT_EDIT,
             "cases:suspect_add", _always),
    NextStep("join_suspect", _lazy("Join a person suspected"), "person", Permission.SUSPECT_EDIT,
             "cases:suspect_join", _always),
    NextStep("court", _lazy("Open a court case"), "scales", Permission.COURT_EDIT,
             "cases:court_case_add", _always),
    NextStep("join_court", _lazy("Join a court case"), "scales", Permission.COURT_EDIT,
             "cases:court_case_join", _always),
    NextStep("edit", _lazy("Change the basics"), "edit", Permission.CASE_EDIT, "cases:case_edit",
             _always),
    NextStep("profile", _lazy("Describe the trafficking"), "edit", Permission.CASE_EDIT,
             "cases:profile_describe", _may_have_profile),
    NextStep("person", _lazy("Correct the person's details"), "person", Permission.CASE_EDIT,
             "cases:person_edit", _always),
    NextStep("assign", _lazy("Assign the case"), "people", Permission.CASE_ASSIGN,
             "cases:case_assign", _always),
    NextStep("end_access", _lazy("End somebody's access"), "leave", Permission.CASE_ASSIGN,
             "cases:grant_end", _always),
    NextStep("restrict", _lazy("Restrict this case"), "lock", Permission.CASE_RESTRICT,
             "cases:case_restrict", _is_free),
    NextStep("let_in", _lazy("Let somebody in"), "people", Permission.CASE_RESTRICT,
             "cases:case_let_in", _is_restricted),
    NextStep("lift", _lazy("Lift the restriction"), "lock", Permission.CASE_RESTRICT,
             "cases:case_restrict", _is_restricted),
    NextStep("close", _lazy("Close the case"), "lock", Permission.CASE_CLOSE, "cases:case_close",
             _may_close),
]  # fmt: skip
