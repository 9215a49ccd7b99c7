"""Events from before the sealer wait for their seal like new ones."""

from django.db import migrations

ALL_WAIT = """
INSERT INTO audit_auditpending (event_id)
SELECT id FROM audit_auditevent ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_guard_of_seals")]

    operations = [migrations.RunSQL(ALL_WAIT, "TRUNCATE audit_auditpending")]
