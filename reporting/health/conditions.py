"""What counts as missing or contradictory, as conditions on rows; each takes today.

The faults of the practice data are found by the same conditions.
"""

import datetime as dt

from django.db.models import (
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Lower, TruncDate

from cases.ages import of_majority
from cases.enums import CLOSED_STATUSES, NOT_COUNTED_STATUSES, CaseType, ServiceStatus
from cases.index_state import not_up_to_date
from cases.models import CaseGrant, CaseStatusChange, Hearing, Note, Person, ServiceProvision
from programmes.models import ActivityAttendance, ActivityHeadcount
from referrals.enums import WAITING_STATUSES
from shelter.enums import IN_HOUSE, ExitKind
from shelter.models import Admission, BedAssignment
from tracekenya.directory.models import Organisation

NEVER_CLASSED_DAYS = 30
AUTHORITY_DAYS = 3
STALE_CHANNEL_DAYS = 90
NO_CONTACT_DAYS = 30
UNTOUCHED_DAYS = 90
NO_ANSWER_DAYS = 14

OPEN_CASE = ~Q(status__in=CLOSED_STATUSES)
COUNTED_CASE = ~Q(status__in=NOT_COUNTED_STATUSES)


def no_county(today: dt.date) -> Q:
    return Q(county=None)


def no_profile(today: dt.date) -> Q:
    return COUNTED_CASE & Q(case_types__0=CaseType.TRAFFICKING, profile=None)


def no_age(today: dt.date) -> Q:
    return COUNTED_CASE & Q(person__reckoned_birth=None, person__majority_override="")


def no_sex(today: dt.date) -> Q:
    return COUNTED_CASE & Q(person__sex="unknown")


def no_worker(today: dt.date) -> Q:
    return OPEN_CASE & ~Exists(
        CaseGrant.objects.live().filter(case=OuterRef("pk"), user__isnull=False)
    )


def no_risk(today: dt.date) -> Q:
    return OPEN_CASE & Q(risk_level="")


def high_risk_without_contact(today: dt.date) -> Q:
    """Return open cases at high risk, older than the limit, with neither service nor note since."""
    last = days_before(today, NO_CONTACT_DAYS)
    is_high = Q(risk_level__in=("high", "critical"), opened_on__lt=last)
    return OPEN_CASE & is_high & ~_served_since(last) & ~_noted_since(last)


def untouched(today: dt.date) -> Q:
    """Return open cases in which nothing was provided, written or decided for long."""
    last = days_before(today, UNTOUCHED_DAYS)
    moved = Exists(CaseStatusChange.objects.filter(case=OuterRef("pk"), at__date__gte=last))
    is_old = OPEN_CASE & Q(opened_on__lt=last)
    return is_old & ~_served_since(last) & ~_noted_since(last) & ~moved


def opened_before_birth(today: dt.date) -> Q:
    return Q(person__reckoned_birth__gt=F("opened_on"))


def served_before_opening(today: dt.date) -> Q:
    return Q(delivered_on__lt=F("case__opened_on"))


def returned_nowhere(today: dt.date) -> Q:
    return Q(country="KE", county=None)


def returned_before_exit(today: dt.date) -> Q:
    """Return returns on a day on which the person still lived in a shelter, and nothing else."""
    stays = Admission.objects.filter(
        case=OuterRef("case"), admitted_at__date__lte=OuterRef("happened_on")
    )
    still_there = Q(ended_at__date__gt=OuterRef("happened_on")) | Q(status__in=IN_HOUSE)
    return Q(Exists(stays.filter(still_there)))


def recorded_twice(today: dt.date) -> Q:
    """Return people of whom a later row has the same name and birth date, by blind index alone."""
    twins = Person.objects.filter(
        name_tokens=OuterRef("name_tokens"), birth_date=OuterRef("birth_date"),
        merged_into=None, code__gt=OuterRef("code"),
    )  # fmt: skip
    return Q(merged_into=None, birth_date__isnull=False) & Exists(twins)


def not_found_by_name(today: dt.date) -> Q:
    return not_up_to_date(Person)


def hearing_unanswered(today: dt.date) -> Q:
    return Q(held_on__lt=today, outcome="")


def no_next_hearing(today: dt.date) -> Q:
    """Return court cases that go on, with a charge sheet, and without a date from today on."""
    coming = Hearing.objects.filter(court_case=OuterRef("pk"), held_on__gte=today)
    later = Hearing.objects.filter(court_case=OuterRef("pk"), next_on__gte=today)
    goes_on = Q(concluded_on=None, charge_sheet_on__isnull=False)
    return goes_on & ~Exists(coming) & ~Exists(later)


def no_authority(today: dt.date) -> Q:
    return Q(legal_authority="pending", admitted_at__date__lte=days_before(today, AUTHORITY_DAYS))


def no_bed(today: dt.date) -> Q:
    beds = BedAssignment.objects.at().filter(admission=OuterRef("pk"))
    return Q(status__in=IN_HOUSE) & ~Exists(beds)


def admitted_before_opening(today: dt.date) -> Q:
    return Q(admitted_at__date__lt=F("case__opened_on"))


def child_left_without_follow_up(today: dt.date) -> Q:
    """Return exits of children, and of people of unknown age, without a day for the first visit."""
    day, person = TruncDate("admission__ended_at"), "admission__case__person__"
    is_child = of_majority("child", day, person) | of_majority("unknown", day, person)
    return is_child & Q(first_follow_up_on=None) & ~Q(kind=ExitKind.DECEASED)


def never_classed(today: dt.date) -> Q:
    return Q(final_class="", intercept__happened_on__lt=days_before(today, NEVER_CLASSED_DAYS))


def no_destination(today: dt.date) -> Q:
    return Q(destination_county=None, destination_country="")


def unanswered(today: dt.date) -> Q:
    return Q(status__in=WAITING_STATUSES, sent_at__date__lt=days_before(today, NO_ANSWER_DAYS))


def nobody_counted(today: dt.date) -> Q:
    by_code = ActivityAttendance.objects.filter(activity=OuterRef("pk"))
    by_number = ActivityHeadcount.objects.filter(activity=OuterRef("pk"))
    return Q(held_on__lte=today) & ~Exists(by_code) & ~Exists(by_number)


def no_agreement(today: dt.date) -> Q:
    return Q(status="active", agreement_signed_on=None)


def ended_but_active(today: dt.date) -> Q:
    return Q(status="active", ends_on__lt=today)


def review_overdue(today: dt.date) -> Q:
    return Q(status="in_use", next_review_on__lte=today)


def silent(today: dt.date) -> Q:
    """Return channels in use that nobody used for long, or ever."""
    last = days_before(today, STALE_CHANNEL_DAYS)
    return Q(last_activity_on=None) | Q(last_activity_on__lt=last)


def unapproved(today: dt.date) -> Q:
    return Q(approved_at=None)


def named_alike(today: dt.date) -> Q:
    """Return organisations of which another has the same letters and digits in its name."""
    same = Organisation.objects.annotate(letters=_letters()).values("letters")
    return Q(Exists(same.filter(letters=_letters(OuterRef("name"))).exclude(pk=OuterRef("pk"))))


def worker_of(path: str) -> Coalesce:
    """Return the staff code of the first worker with a live grant on the case at `path`, or ""."""
    grants = CaseGrant.objects.live().filter(case=OuterRef(path), user__isnull=False)
    codes = grants.order_by("from_at", "pk").values("user__staff_code")[:1]
    return Coalesce(Subquery(codes), Value(""))


def days_before(today: dt.date, days: int) -> dt.date:
    return today - dt.timedelta(days=days)


def _served_since(day: dt.date) -> Exists:
    rows = ServiceProvision.objects.filter(status=ServiceStatus.DELIVERED, delivered_on__gte=day)
    return Exists(rows.filter(case=OuterRef("pk")))


def _noted_since(day: dt.date) -> Exists:
    return Exists(Note.objects.filter(case=OuterRef("pk"), written_on__gte=day))


def _letters(name: F | OuterRef | None = None) -> Func:
    """Return the name without case, spaces and marks."""
    return Func(
        Lower(name or F("name")), Value("[^a-z0-9]"), Value(""), Value("g"),
        function="regexp_replace", output_field=CharField(),
    )  # fmt: skip
