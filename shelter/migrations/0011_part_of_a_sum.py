"""Of a sum of money in custody a part may be handed out: it is a row of its own that names the rest."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shelter", "0010_what_is_known_already")]

    operations = [
        migrations.AddField(
            model_name="belongingitem",
            name="part_of",
            field=models.ForeignKey(
                blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE,
                related_name="parts", to="shelter.belongingitem", verbose_name="part of",
            ),
        ),
        migrations.AddConstraint(
            model_name="belongingitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("part_of__isnull", True),
                    models.Q(("part_of", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="item_is_part_of_another",
            ),
        ),
    ]  # fmt: skip
