"""The plain columns of what is sealed now go."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intercepts", "0004_seal_what_is_there")]

    operations = [
        migrations.RemoveField(model_name="intercept", name="vehicle_plate"),
        migrations.RenameField(
            model_name="intercept", old_name="sealed_vehicle_plate", new_name="vehicle_plate"
        ),
    ]
