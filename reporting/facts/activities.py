"""Activities: where they were held, who attended by name, and how many came without names."""

from django.db.models import Exists, F, OuterRef, Q

from programmes.models import Activity, ActivityAttendance, ActivityHeadcount
from reporting.facts.people import KENYA, about, place
from reporting.facts.source import RecordPath, Source

ATTENDANCE = Source(
    name="attendance",
    rows=ActivityAttendance.objects.all,
    key="person__master_id",
    day="activity__held_on",
    record=RecordPath("activity", "activity__code", "activity_id"),
    dimensions=about("person", F("activity__county_id")),
    starts=(
        lambda: Activity.objects.filter(
            Exists(ActivityAttendance.objects.filter(activity=OuterRef("pk")))
            | Exists(ActivityHeadcount.objects.filter(activity=OuterRef("pk")))
        ),
        "held_on",
    ),
)

HEADCOUNTS = Source(
    name="headcounts",
    rows=ActivityHeadcount.objects.all,
    key="activity_id",
    day="activity__held_on",
    record=RecordPath("activity", "activity__code", "activity_id"),
)


ACTIVITIES = Source(
    name="activities",
    rows=Activity.objects.all,
    key="pk",
    day="held_on",
    record=RecordPath("activity", "code", "pk"),
    dimensions=lambda day: {"county": place(~Q(country=KENYA), "county_id")},
)
