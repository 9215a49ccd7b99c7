"""What must hold of each record of casework, new or corrected: its days among themselves and others'.

Each takes the unsaved row and raises DomainError at the field; a refusal over two days names both.
"""

import datetime as dt

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import registries
from cases.actions.rules import refuse_before_opening
from cases.enums import NEEDS_PLEA, ConsentStatus, ServiceStatus
from cases.models import (
    Case,
    Charge,
    ChargeOutcome,
    ConsentRecord,
    CourtCase,
    FollowUpVisit,
    Hearing,
    Note,
    Person,
    PreventionOutcome,
    Reintegration,
    ServiceProvision,
)
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import OutOfOrder, day_words, refuse_before, refuse_future


def opening(row: Case) -> None:
    """Nothing of a case is older than its opening."""
    first = registries.earliest_day(row)
    if first is not None and first[1] < row.opened_on:
        facts = {"what": first[0], "day": day_words(first[1]), "earliest": day_words(row.opened_on)}
        raise OutOfOrder(
            _("“%(what)s” is of %(day)s, before the case was opened (%(earliest)s).") % facts,
            field="opened_on",
        )


def birth(row: Person) -> None:
    """Nobody is born after the first day on which something is known of them."""
    refuse_future(row.birth_date, "birth_date")
    known = (
        (row.cases.aggregate(day=Min("opened_on")), _("A case was opened on %(day)s, before this date of birth (%(earliest)s).")),
        (row.cases.aggregate(day=Min("consents__given_on")), _("There is a consent of %(day)s, before this date of birth (%(earliest)s).")),
        (row.prevention_outcomes.aggregate(day=Min("happened_on")), _("Harm was prevented on %(day)s, before this date of birth (%(earliest)s).")),
    )  # fmt: skip
    for found, sentence in known:
        refuse_before(found["day"], row.birth_date, field="birth_date", sentence=sentence)


def service(row: ServiceProvision) -> None:
    if row.status == ServiceStatus.DELIVERED and row.delivered_on is None:
        raise DomainError(_("Enter the day on which it was provided."), field="delivered_on")
    refuse_future(row.delivered_on, "delivered_on")
    refuse_before_opening(row.delivered_on, row.case, "delivered_on")
    refuse_before_opening(row.planned_on, row.case, "planned_on")


def consent(row: ConsentRecord) -> None:
    """Somebody who may be a child cannot consent alone."""
    refuse_future(row.given_on, "given_on")
    _refuse_before_birth(row.given_on, row.case.person, "given_on")
    _check_giver(row)
    refuse_before(
        row.expires_on,
        row.given_on,
        field="expires_on",
        sentence=_("It cannot end on %(day)s, before it was given (%(earliest)s)."),
    )
    refuse_before(
        row.withdrawn_on,
        row.given_on,
        field="given_on",
        sentence=_("It was withdrawn on %(day)s, before this day (%(earliest)s)."),
    )


def note(row: Note) -> None:
    refuse_future(row.written_on, "written_on")
    _refuse_before_birth(row.written_on, row.case.person, "written_on")


def prevention(row: PreventionOutcome) -> None:
    refuse_future(row.happened_on, "happened_on")
    _refuse_before_birth(row.happened_on, row.person, "happened_on")


def going_home(row: Reintegration) -> None:
    refuse_future(row.happened_on, "happened_on")
    refuse_before_opening(row.happened_on, row.case, "happened_on")
    same_day = row.case.reintegrations.filter(happened_on=row.happened_on).exclude(pk=row.pk)
    if same_day.exists():
        raise DomainError(_("A return on that day is written down already."), field="happened_on")
    for reason in registries.objections_to_going_home(row):
        raise DomainError(reason, field="happened_on")
    first_visit = FollowUpVisit.objects.filter(reintegration=row.pk).aggregate(day=Min("done_on"))
    refuse_before(
        first_visit["day"],
        row.happened_on,
        field="happened_on",
        sentence=_("There is a visit of %(day)s, before this return (%(earliest)s)."),
    )


def visit(row: FollowUpVisit) -> None:
    refuse_future(row.done_on, "done_on")
    refuse_before(
        row.done_on,
        row.reintegration.happened_on,
        field="done_on",
        sentence=_("The visit (%(day)s) cannot be before the return home (%(earliest)s)."),
    )


def court_case(row: CourtCase) -> None:
    """The charge sheet comes after the offence and before plea, outcomes and conclusion."""
    refuse_future(row.charge_sheet_on, "charge_sheet_on")
    refuse_before(
        row.charge_sheet_on,
        row.victim_links.aggregate(day=Min("offence_on"))["day"],
        field="charge_sheet_on",
        sentence=_("The charge sheet (%(day)s) cannot be before the offence (%(earliest)s)."),
    )
    later = (
        (row.plea_on, _("The plea was taken on %(day)s, before this charge sheet (%(earliest)s).")),
        (_first_outcome(row), _("There is an outcome of %(day)s, before this charge sheet (%(earliest)s).")),
        (row.concluded_on, _("It was concluded on %(day)s, before this charge sheet (%(earliest)s).")),
    )  # fmt: skip
    for day, sentence in later:
        refuse_before(day, row.charge_sheet_on, field="charge_sheet_on", sentence=sentence)


def plea(row: CourtCase) -> None:
    refuse_future(row.plea_on, "plea_on")
    refuse_before(
        row.plea_on,
        row.charge_sheet_on,
        field="plea_on",
        sentence=_("The plea (%(day)s) cannot be before the charge sheet (%(earliest)s)."),
    )
    refuse_before(
        _first_outcome(row),
        row.plea_on,
        field="plea_on",
        sentence=_("There is an outcome of %(day)s, before this plea (%(earliest)s)."),
    )
    refuse_before(
        row.concluded_on,
        row.plea_on,
        field="plea_on",
        sentence=_("It was concluded on %(day)s, before this plea (%(earliest)s)."),
    )


def charge(row: Charge) -> None:
    """A count that was decided keeps its accused."""
    against = row.court_case.charges.filter(suspect=row.suspect_id).exclude(pk=row.pk)
    if against.filter(count_number=row.count_number).exists():
        raise DomainError(_("This accused has a count of that number."), field="count_number")
    before = Charge.objects.filter(pk=row.pk).first()
    if before and before.suspect_id != row.suspect_id and row.outcomes.exists():
        raise DomainError(
            _("This count has an outcome, so the accused stays. Add a new charge instead."),
            field="suspect",
        )


def outcome(row: ChargeOutcome) -> None:
    """A verdict needs a plea, and comes after it and after the charge sheet."""
    refuse_future(row.decided_on, "decided_on")
    case = row.charge.court_case
    if case.plea_on is None and row.outcome in NEEDS_PLEA:
        raise DomainError(_("First record the day of the plea."), field="outcome")
    refuse_before(
        row.decided_on,
        case.plea_on,
        field="decided_on",
        sentence=_("The outcome (%(day)s) cannot be before the plea (%(earliest)s)."),
    )
    refuse_before(
        row.decided_on,
        case.charge_sheet_on,
        field="decided_on",
        sentence=_("The outcome (%(day)s) cannot be before the charge sheet (%(earliest)s)."),
    )
    same = row.charge.outcomes.filter(decided_on=row.decided_on, outcome=row.outcome)
    if same.exclude(pk=row.pk).exists():
        raise DomainError(_("This outcome is written down already."), field="outcome")


def hearing(row: Hearing) -> None:
    """An outcome or our presence is of a day that has come; the next date is later."""
    if row.outcome or row.attended is not None:
        refuse_future(row.held_on, "held_on")
    if row.next_on is not None and row.next_on <= row.held_on:
        days = {"day": day_words(row.next_on), "earliest": day_words(row.held_on)}
        raise OutOfOrder(
            _("The next date (%(day)s) must be later than this one (%(earliest)s).") % days,
            field="next_on",
        )
    refuse_before(
        row.held_on,
        row.court_case.victim_links.aggregate(day=Min("offence_on"))["day"],
        field="held_on",
        sentence=_("The hearing (%(day)s) cannot be before the offence (%(earliest)s)."),
    )
    if row.kind == "plea":
        refuse_before(
            row.held_on,
            row.court_case.charge_sheet_on,
            field="held_on",
            sentence=_("The plea (%(day)s) cannot be before the charge sheet (%(earliest)s)."),
        )


def other_hearing(row: Hearing) -> None:
    """Refuse a second sitting of the same kind on the same day."""
    same = row.court_case.hearings.filter(held_on=row.held_on, kind=row.kind).exclude(pk=row.pk)
    if same.exists():
        raise DomainError(
            _("A hearing of this kind on %(day)s is written down already.")
            % {"day": day_words(row.held_on)},
            field="held_on",
        )


def _first_outcome(row: CourtCase) -> dt.date | None:
    return row.charges.aggregate(first=Min("outcomes__decided_on"))["first"]


def _refuse_before_birth(day: dt.date | None, person: Person, field: str) -> None:
    refuse_before(
        day,
        person.birth_date,
        field=field,
        sentence=_("%(day)s is before the person was born (%(earliest)s)."),
    )


def _check_giver(row: ConsentRecord) -> None:
    """Refuse consent by a child alone; an unknown age counts as a child here."""
    day = row.given_on or timezone.localdate()
    is_alone = row.status == ConsentStatus.GIVEN and row.giver == "self"
    if is_alone and row.case.person.presumed_child_on(day):
        raise DomainError(
            _(
                "This person is, or may be, a child. A parent, guardian or children officer consents;"
                " keep the child's own agreement beside it as a second answer."
            ),
            field="giver",
        )
