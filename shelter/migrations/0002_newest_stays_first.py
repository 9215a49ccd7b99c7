# The list of stays begins with the newest; those not yet admitted come last.

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_first_tables'),
        ('shelter', '0001_first_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='admission',
            index=models.Index(models.OrderBy(models.F('admitted_at'), descending=True, nulls_last=True), models.F('id'), name='stay_newest_first'),
        ),
    ]
