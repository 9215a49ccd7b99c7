"""The plain columns of what is sealed now go."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shelter", "0004_seal_what_is_there")]

    operations = [
        migrations.RemoveField(model_name="shelterexit", name="authority_document"),
        migrations.RenameField(
            model_name="shelterexit", old_name="sealed_authority_document", new_name="authority_document"
        ),
    ]
