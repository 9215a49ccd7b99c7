"""Number plates are sealed."""

from django.db import migrations

from tracekenya.vault.moving import opening, sealing

MODEL = ("intercepts", "Intercept")
COLUMNS = [
    {
        "plain": "vehicle_plate",
        "sealed": "sealed_vehicle_plate",
        "label": "intercept.vehicle_plate",
    },
]


class Migration(migrations.Migration):
    dependencies = [("intercepts", "0003_sealed_columns")]

    operations = [
        migrations.RunPython(sealing(*MODEL, **column), opening(*MODEL, **column))
        for column in COLUMNS
    ]
