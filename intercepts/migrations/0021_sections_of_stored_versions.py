"""Versions and drafts that are stored get the three sections that they were scored with so far."""

from django.db import migrations

# code, title in English and Swahili, what its points count as, how many at most
SECTIONS = [
    ("vulnerability", "What makes the person easy to harm", "Yanayomweka mtu hatarini", "vulnerability", 12),
    ("evasion", "What does not fit together", "Yasiyolingana", "vulnerability", 10),
    ("control", "Somebody controls the person", "Mtu anamdhibiti", "control", None),
]  # fmt: skip


def fill(apps, _editor):
    for whole, part, owner in (
        ("ScreeningForm", "ScreeningSection", "form"),
        ("ScreeningDraft", "DraftSection", "draft"),
    ):
        row = apps.get_model("intercepts", part)
        row.objects.bulk_create(
            row(
                code=code, text_en=english, text_sw=swahili, counts_as=counts_as, cap=cap, position=place,
                **{owner: each},
            )
            for each in apps.get_model("intercepts", whole).objects.all()
            for place, (code, english, swahili, counts_as, cap) in enumerate(SECTIONS, start=1)
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("intercepts", "0020_sections_and_numbers")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
