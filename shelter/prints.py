"""What the sheets about one person say: admission, belongings, hearing; each only what its readers need."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.models import Case, ConsentRecord, CourtCase
from shelter import custody, signatures
from shelter.actions.prints import Opened
from shelter.enums import TellAnswer
from shelter.models import Admission, BelongingItem, Signature
from shelter.stay_facts import moment
from tracekenya.lib.vocabularies import label
from tracekenya.pages.facts import Fact, fact, facts_of, in_words, label_of
from tracekenya.roles.fields import may_read, rule_of
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import asks_reason
from tracekenya.vault.fields import known, open_together

MOST_HEARINGS = 12  # of one court case, the latest
PERSON = ("names", "birth_date", "stated_age", "stated_age_on", "language")
CONSENTS = ("shelter_rules", "medical", "data_processing")
TOLD = ("may_tell", "may_tell_safe_to_call")
ARRIVAL = (
    "admitted_at", "brought_by", "reason", "legal_authority", "authority_expires_on", "needs",
    "expected_days", "planned_exit_on", "rules_language",
)  # fmt: skip


@dataclass(frozen=True)
class Sitting:
    """One court case of a hearing summary with its charges and sittings in words."""

    facts: list[Fact]
    charges: list[str]
    hearings: list[Any]


def admission_of(stay: Admission, user: Any) -> tuple[dict[str, Any], list[Opened]]:
    """Return what the form of the arrival says, and which sealed fields of which records it opens."""
    person = stay.case.person
    identity, opened_person = _opened(person, PERSON, user)
    called, opened_name = _opened(stay, ("house_name",), user)
    told, opened_told = _opened(stay, TOLD, user)
    things, opened_things = items_of(stay)
    context = {
        "person": [fact(_("Case"), stay.case.code), *called, *identity, *_plain_facts(person)],
        "arrival": [each for each in facts_of(stay, ARRIVAL) if each["value"]],
        "told": _told(stay, told),
        "consents": consents_of(stay.case, CONSENTS),
        "officers": list(stay.officer_notices.defer("officer", "reference")),
        "things": things,
        "lines": _who_signs(stay),
        "stay": stay,
    }  # fmt: skip
    return context, [
        (person, opened_person), (stay, [*opened_name, *opened_told]), *opened_things,
    ]  # fmt: skip


def receipt_of(stay: Admission) -> tuple[dict[str, Any], list[Opened]]:
    """Return what was taken in and what went back, with the signatures of both."""
    things, opened = items_of(stay)
    rows = list(stay.signatures.filter(purpose__in=("items_in", "items_out")))
    open_together(rows)
    drawn = [(words, signatures.path_of(known(row.strokes))) for row, words in zip(rows, custody.signatures_of(rows), strict=True)]  # fmt: skip
    lines = _lines(_("Resident or who takes the things"), _("Staff"))
    context = {"things": things, "drawn": drawn, "stay": stay, "lines": lines}
    return context, [*opened, *_signed(rows)]


def items_of(stay: Admission) -> tuple[list[BelongingItem], list[Opened]]:
    items = list(stay.belongings.all())
    open_together(items)
    return items, [(item, ["description", "amount"]) for item in items]


def hearing_of(case: Case, user: Any) -> dict[str, Any]:
    """Return what a court may be told: no name, no house, no county of the house, no health."""
    person, today = case.person, timezone.localdate()
    stays = Admission.objects.visible_to(user, Permission.HEARING_SUMMARY).filter(case=case)
    is_child = person.presumed_child_on(today)
    courts = CourtCase.objects.filter(victim_links__case=case).distinct()
    return {
        "person": [
            fact(_("Case"), case.code),
            *_plain_facts(person),
            fact(_("Child or adult today"), _("Child (also where the age is not known)") if is_child else _("Adult")),
            fact(_("Case opened on"), date_format(case.opened_on)),
        ],
        "stays": [_stay_words(stay) for stay in stays.filter(admitted_at__isnull=False)],
        "courts": [_sitting(court, user) for court in courts.prefetch_related("charges__offence", "hearings")],
        "consents": consents_of(case, ("data_processing", "share_police")),
        "lines": [_("Name, by hand, only if the court asks"), *_lines(_("Prepared by"), _("Checked by"))],
    }  # fmt: skip


def consents_of(case: Case, scopes: Sequence[str]) -> list[Fact]:
    """Return the last answer to each of `scopes`, in words."""
    today, last = timezone.localdate(), {}
    for row in case.consents.filter(scope__in=scopes).order_by("given_on", "recorded_at"):
        last[row.scope] = row
    return [
        fact(label("consent_scope", scope), _answer(last.get(scope), today)) for scope in scopes
    ]


def _answer(row: ConsentRecord | None, today: dt.date) -> str:
    if row is None:
        return _("Not yet asked")
    words = row.get_status_display()
    if row.status == "given" and not row.is_live_on(today):
        words = _("No longer holds")
    return f"{words}, {date_format(row.given_on)}, {row.get_giver_display()}"


def _opened(row: Model, names: Iterable[str], user: Any) -> tuple[list[Fact], list[str]]:
    """Return those of the sealed fields that `user` may open by a click alone, and their names."""
    model = type(row)
    found, opened = [], []
    for name in names:
        if not may_read(user, model, name) or _asks_more(user, model, name):
            continue
        words = in_words(model._meta.get_field(name), known(getattr(row, name)))
        if words:
            found.append(fact(label_of(model, name), words))
            opened.append(name)
    return found, opened


def _asks_more(user: Any, model: type[Model], name: str) -> bool:
    acts = [act for act in rule_of(model, name).acts if user.can(act)]
    return all(asks_reason(user.role, act) for act in acts)


def _plain_facts(person: Model) -> list[Fact]:
    facts = facts_of(person, ["sex", "nationality"], nationality=_("Nationality"))
    return [each for each in facts if each["value"]]


def _told(stay: Admission, opened: list[Fact]) -> list[Fact]:
    answer = fact(_("Answer"), stay.get_may_tell_answer_display())
    return [answer, *(opened if stay.may_tell_answer == TellAnswer.NAMED else [])]


def _signed(rows: list[Signature]) -> list[Opened]:
    return [(row, ["strokes"]) for row in rows if known(row.strokes)]


def _lines(*who: str) -> list[str]:
    """Return what stands under the lines on which people sign by hand."""
    return [_("%(who)s, day and signature") % {"who": each} for each in who]


def _who_signs(stay: Admission) -> list[str]:
    is_child = stay.case.person.presumed_child_on(timezone.localdate())
    guardian = [_("Guardian or children officer")] if is_child else []
    return _lines(_("Resident"), *guardian, _("Staff"), _("Interpreter"))


def _stay_words(stay: Admission) -> list[Fact]:
    """Return when somebody was protected and on whose authority; not where."""
    return [
        fact(_("Arrived"), moment(stay.admitted_at)),
        fact(_("Until"), moment(stay.ended_at) or _("in our care today")),
        fact(_("Nights"), str(stay.nights)),
        fact(_("On whose authority"), stay.get_legal_authority_display()),
        *[each for each in facts_of(stay, ["authority_expires_on"]) if each["value"]],
    ]


def _sitting(court: CourtCase, user: Any) -> Sitting:
    names = (
        "court",
        "court_level",
        "court_number",
        "stage",
        "plea_on",
        "concluded_on",
        "in_camera",
    )
    facts = [fact(_("Our number"), court.code), *facts_of(court, names, reader=user)]
    charges = sorted({str(charge.offence) for charge in court.charges.all()})
    return Sitting(
        [each for each in facts if each["value"]],
        charges,
        list(court.hearings.all())[:MOST_HEARINGS],
    )
