"""Seals cannot be changed, and each event asks for its seal by itself."""

from django.db import migrations

TABLES = ("auditlink", "auditcheck")
REFUSE = "".join(
    f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON audit_{table}
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON audit_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""
    for table in TABLES
)
ALLOW = "".join(
    f"""
DROP TRIGGER {table}_no_truncate ON audit_{table};
DROP TRIGGER {table}_append_only ON audit_{table};
"""
    for table in TABLES
)
WAIT = """
CREATE FUNCTION audit_wait_for_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_auditpending (event_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER audit_wait AFTER INSERT ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_wait_for_seal();
"""
DO_NOT_WAIT = """
DROP TRIGGER audit_wait ON audit_auditevent;
DROP FUNCTION audit_wait_for_seal();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_seals")]

    operations = [migrations.RunSQL(REFUSE, ALLOW), migrations.RunSQL(WAIT, DO_NOT_WAIT)]
