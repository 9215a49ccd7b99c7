"""Survivors' businesses are sealed."""

from django.db import migrations

from tracekenya.vault.moving import opening, sealing

MODEL = ("programmes", "TrustFundGrant")
COLUMNS = [
    {
        "plain": "business",
        "sealed": "sealed_business",
        "label": "trust_fund_grant.business",
    },
]


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_sealed_columns")]

    operations = [
        migrations.RunPython(sealing(*MODEL, **column), opening(*MODEL, **column))
        for column in COLUMNS
    ]
