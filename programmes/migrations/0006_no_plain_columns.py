"""The plain columns of what is sealed now go."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("programmes", "0005_seal_what_is_there")]

    operations = [
        migrations.RemoveField(model_name="trustfundgrant", name="business"),
        migrations.RenameField(
            model_name="trustfundgrant", old_name="sealed_business", new_name="business"
        ),
    ]
