"""The plain columns of what is sealed now go."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_seal_what_is_there")]

    operations = [
        migrations.RemoveField(model_name="courtcase", name="court_number"),
        migrations.RenameField(
            model_name="courtcase", old_name="sealed_court_number", new_name="court_number"
        ),
        migrations.RemoveField(model_name="courtcase", name="ob_number"),
        migrations.RenameField(
            model_name="courtcase", old_name="sealed_ob_number", new_name="ob_number"
        ),
    ]
