"""The account of somebody who helps for a while is marked, and then has a last day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_board_chair_and_suspension")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="is_temporary",
            field=models.BooleanField(default=False, verbose_name="volunteer or intern"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(is_temporary=False) | models.Q(ends_on__isnull=False),
                name="temporary_account_has_last_day",
            ),
        ),
    ]
