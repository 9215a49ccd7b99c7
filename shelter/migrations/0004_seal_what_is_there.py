"""Documents of authority are sealed."""

from django.db import migrations

from tracekenya.vault.moving import opening, sealing

MODEL = ("shelter", "ShelterExit")
COLUMNS = [
    {
        "plain": "authority_document",
        "sealed": "sealed_authority_document",
        "label": "exit.authority_document",
    },
]


class Migration(migrations.Migration):
    dependencies = [("shelter", "0003_sealed_columns")]

    operations = [
        migrations.RunPython(sealing(*MODEL, **column), opening(*MODEL, **column))
        for column in COLUMNS
    ]
