"""Number plates get a sealed column beside the plain one."""

from django.db import migrations

from tracekenya.vault.fields import EncryptedTextField


class Migration(migrations.Migration):
    dependencies = [("intercepts", "0002_names_of_fields")]

    operations = [
        migrations.AddField(
            model_name="intercept",
            name="sealed_vehicle_plate",
            field=EncryptedTextField(
                blank=True, editable=True, seal_label="intercept.vehicle_plate", verbose_name="number plate"
            ),
        ),
    ]
