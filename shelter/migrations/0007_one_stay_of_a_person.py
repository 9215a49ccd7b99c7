"""Nobody lives in two shelters at once, also not through two cases; judged when the work is committed."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION shelter_one_stay_of_a_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose uuid;
BEGIN
    SELECT person_id INTO whose FROM cases_case WHERE id = NEW.case_id;
    PERFORM pg_advisory_xact_lock(hashtextextended('stay of ' || whose::text, 0));
    IF EXISTS (
        SELECT FROM shelter_admission mine WHERE mine.id = NEW.id AND mine.status IN ('admitted', 'on_leave')
    ) AND EXISTS (
        SELECT FROM shelter_admission other JOIN cases_case ON cases_case.id = other.case_id
        WHERE cases_case.person_id = whose AND other.id <> NEW.id
            AND other.status IN ('admitted', 'on_leave')
    ) THEN
        RAISE EXCEPTION 'the person lives in a shelter already'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'one_open_stay_of_a_person',
            TABLE = 'shelter_admission';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER one_open_stay_of_a_person
    AFTER INSERT OR UPDATE OF status, case_id ON shelter_admission
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status IN ('admitted', 'on_leave'))
    EXECUTE FUNCTION shelter_one_stay_of_a_person();
"""
ALLOW = """
DROP TRIGGER one_open_stay_of_a_person ON shelter_admission;
DROP FUNCTION shelter_one_stay_of_a_person();
"""


class Migration(migrations.Migration):
    dependencies = [("shelter", "0006_rules_of_one_row"), ("cases", "0001_first_tables")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
