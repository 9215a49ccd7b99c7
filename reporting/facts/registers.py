"""The registers: each row holds from one day until another, so that any year's end can be asked."""

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest, Least

from programmes.models import (
    BoardAttendance,
    Channel,
    FundingRecord,
    Investment,
    Network,
    Partnership,
    PolicyDocument,
    StaffPost,
)
from reporting.facts.expressions import DaysAfter, MonthsAfter, TextKey
from reporting.facts.source import RecordPath, Source

CHANNEL_SILENT_DAYS = 90  # a channel unused for longer is not in use (rule of indicator 4.7)
RETAINED_MONTHS = 12  # rule of indicator 4.3


def register(code: str) -> RecordPath:
    return RecordPath("register", code, "pk")


def after(day: str) -> DaysAfter:
    """Return the first day on which a row no longer holds whose last day is `day`."""
    return DaysAfter(F(day), 1)


def _partnerships() -> QuerySet:
    """Return agreements in force or ended on a known day; prospects and dormant ones never count."""
    return Partnership.objects.filter(Q(status="active") | Q(status="ended", ends_on__isnull=False))


PARTNERSHIPS = Source(
    name="partnerships",
    rows=_partnerships,
    key="pk",
    day="starts_on",
    until=after("ends_on"),
    record=register("organisation__name"),
    starts=(Partnership.objects.all, "starts_on"),
)
SIGNED_PARTNERSHIPS = Source(
    name="signed_partnerships",
    rows=lambda: _partnerships().filter(agreement_signed_on__isnull=False),
    key="pk",
    day=Greatest("starts_on", "agreement_signed_on"),
    until=after("ends_on"),
    record=register("organisation__name"),
    starts=(Partnership.objects.all, "starts_on"),
)
NETWORKS = Source(
    name="networks",
    rows=Network.objects.all,
    key="pk",
    day="starts_on",
    until=after("ends_on"),
    record=register("name"),
)


def _policies() -> QuerySet:
    """Return approved policies in use, or retired on a known day."""
    return PolicyDocument.objects.filter(
        Q(status="in_use") | Q(status="retired", retired_on__isnull=False),
        approved_on__isnull=False,
        next_review_on__isnull=False,
    )


POLICIES = Source(
    name="policies",
    rows=_policies,
    key="pk",
    day="approved_on",
    until=Least("next_review_on", "retired_on"),
    record=register("title"),
    starts=(PolicyDocument.objects.filter(approved_on__isnull=False).all, "approved_on"),
)

STAFF = Source(
    name="staff",
    rows=StaffPost.objects.all,
    key=TextKey("staff_code"),
    day="starts_on",
    until=after("ends_on"),
    record=register("staff_code"),
)


def _posts_with_service() -> QuerySet:
    """Return posts with the day since when their holder serves without a gap between posts."""
    earlier = StaffPost.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=DaysAfter(OuterRef("starts_on"), -1)),
        staff_code=OuterRef("staff_code"),
        starts_on__lt=OuterRef("starts_on"),
    )
    beginnings = (
        StaffPost.objects.filter(
            ~Exists(earlier),
            staff_code=OuterRef("staff_code"),
            starts_on__lte=OuterRef("starts_on"),
        )
        .order_by("-starts_on")
        .values("starts_on")[:1]
    )
    return StaffPost.objects.annotate(serves_since=Subquery(beginnings, output_field=DateField()))


RETAINED_STAFF = Source(
    name="retained_staff",
    rows=_posts_with_service,
    key=TextKey("staff_code"),
    day=Greatest(MonthsAfter(F("serves_since"), RETAINED_MONTHS), F("starts_on")),
    until=after("ends_on"),
    record=register("staff_code"),
    starts=(StaffPost.objects.all, "starts_on"),
)
CHANNELS = Source(
    name="channels",
    rows=lambda: Channel.objects.filter(last_activity_on__isnull=False),
    key=TextKey("kind"),
    day="starts_on",
    until=Least(after("ends_on"), DaysAfter(F("last_activity_on"), CHANNEL_SILENT_DAYS + 1)),
    record=register("name"),
    starts=(Channel.objects.all, "starts_on"),
)
INVESTMENTS = Source(
    name="investments",
    rows=Investment.objects.all,
    key="pk",
    day="acquired_on",
    until="disposed_on",
    record=register("name"),
)
FUNDING = Source(
    name="funding",
    rows=FundingRecord.objects.all,
    key="pk",
    day="received_on",
    record=register("kind"),
)
BOARD_ATTENDANCE = Source(
    name="board_attendance",
    rows=BoardAttendance.objects.all,
    key="pk",
    day="meeting__held_on",
    record=register("member__code"),
)
