"""What older rows tell of the new columns: planned exits, first days of beds, and beds out of use."""

import datetime as dt
import uuid

from django.db import migrations
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Min
from django.db.models.functions import Lower
from django.utils import timezone

EARLIER_SYSTEM = uuid.UUID(
    "9a5f0a52-6f5c-4d0e-8f0e-5a2f6b1c7d30"
)  # names the keys of rows made here
REASON = "not_recorded"


def fill(apps, _editor) -> None:
    """Plan exits by the expected days, let beds begin with their first use, and open an outage each."""
    admission, bed, outage = (
        apps.get_model("shelter", name) for name in ("Admission", "Bed", "BedOutage")
    )
    planned = admission.objects.filter(planned_exit_on=None, admitted_at__isnull=False)
    for stay in planned.exclude(expected_days=None).only("admitted_at", "expected_days"):
        day = timezone.localdate(stay.admitted_at) + dt.timedelta(days=stay.expected_days)
        admission.objects.filter(pk=stay.pk).update(planned_exit_on=day)
    rows = bed.objects.annotate(first=Min(Lower("assignments__period"))).only(
        "recorded_at", "status"
    )
    for row in rows:
        began = min(row.recorded_at, row.first or row.recorded_at)
        bed.objects.filter(pk=row.pk).update(in_use_from=timezone.localdate(began))
        if row.status == "out_of_use":
            outage.objects.create(
                id=uuid.uuid5(EARLIER_SYSTEM, str(row.pk)), bed_id=row.pk, reason=REASON,
                period=DateTimeTZRange(timezone.now(), None),
            )  # fmt: skip


def take_back(apps, _editor) -> None:
    """Leave out the outages that were made above; the filled columns go with the schema."""
    rows = apps.get_model("shelter", "BedOutage").objects
    beds = apps.get_model("shelter", "Bed").objects.values_list("pk", flat=True)
    rows.filter(pk__in=[uuid.uuid5(EARLIER_SYSTEM, str(pk)) for pk in beds]).delete()


class Migration(migrations.Migration):
    dependencies = [("shelter", "0009_the_life_of_the_house")]

    operations = [migrations.RunPython(fill, take_back)]
