"""Documents of authority get a sealed column beside the plain one."""

from django.db import migrations

from tracekenya.vault.fields import EncryptedTextField


class Migration(migrations.Migration):
    dependencies = [("shelter", "0002_newest_stays_first")]

    operations = [
        migrations.AddField(
            model_name="shelterexit",
            name="sealed_authority_document",
            field=EncryptedTextField(
                blank=True, editable=True, seal_label="exit.authority_document", verbose_name="authority document"
            ),
        ),
    ]
