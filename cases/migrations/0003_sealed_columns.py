"""Numbers at courts and police stations get a sealed column beside the plain one."""

from django.db import migrations

from tracekenya.vault.fields import EncryptedTextField


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_restricted_cases_and_reasons")]

    operations = [
        migrations.AddField(
            model_name="courtcase",
            name="sealed_court_number",
            field=EncryptedTextField(
                blank=True, editable=True, seal_label="court_case.court_number", verbose_name="number at the court"
            ),
        ),
        migrations.AddField(
            model_name="courtcase",
            name="sealed_ob_number",
            field=EncryptedTextField(
                blank=True, editable=True, seal_label="court_case.ob_number", verbose_name="OB number"
            ),
        ),
    ]
