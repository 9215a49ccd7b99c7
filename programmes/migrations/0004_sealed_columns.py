"""Survivors' businesses get a sealed column beside the plain one."""

from django.db import migrations

from tracekenya.vault.fields import EncryptedTextField


class Migration(migrations.Migration):
    dependencies = [("programmes", "0003_days_in_order")]

    operations = [
        migrations.AddField(
            model_name="trustfundgrant",
            name="sealed_business",
            field=EncryptedTextField(
                blank=True, editable=True, seal_label="trust_fund_grant.business", verbose_name="business"
            ),
        ),
    ]
