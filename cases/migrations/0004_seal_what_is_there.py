"""Numbers at courts and police stations are sealed."""

from django.db import migrations

from tracekenya.vault.moving import opening, sealing

MODEL = ("cases", "CourtCase")
COLUMNS = [
    {
        "plain": "court_number",
        "sealed": "sealed_court_number",
        "label": "court_case.court_number",
    },
    {
        "plain": "ob_number",
        "sealed": "sealed_ob_number",
        "label": "court_case.ob_number",
    },
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_sealed_columns")]

    operations = [
        migrations.RunPython(sealing(*MODEL, **column), opening(*MODEL, **column))
        for column in COLUMNS
    ]
