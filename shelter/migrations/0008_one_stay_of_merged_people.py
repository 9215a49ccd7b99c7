"""One stay at a time also counts the rows that were merged into one person, before or after."""

from django.db import migrations

HEAD = "CREATE OR REPLACE FUNCTION shelter_one_stay_of_a_person() RETURNS trigger LANGUAGE plpgsql AS $$"
BODY = """
DECLARE
    whose uuid;
BEGIN
    SELECT {key} INTO whose FROM cases_case JOIN cases_person ON cases_person.id = cases_case.person_id
        WHERE cases_case.id = NEW.case_id;
    PERFORM pg_advisory_xact_lock(hashtextextended('stay of ' || whose::text, 0));
    IF EXISTS (
        SELECT FROM shelter_admission mine WHERE mine.id = NEW.id AND mine.status IN ('admitted', 'on_leave')
    ) AND EXISTS (
        SELECT FROM shelter_admission other JOIN cases_case ON cases_case.id = other.case_id
            JOIN cases_person ON cases_person.id = cases_case.person_id
        WHERE {key} = whose AND other.id <> NEW.id AND other.status IN ('admitted', 'on_leave')
    ) THEN
        RAISE EXCEPTION 'the person lives in a shelter already'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'one_open_stay_of_a_person',
            TABLE = 'shelter_admission';
    END IF;
    RETURN NULL;
END $$;
"""
MERGED = """
CREATE FUNCTION shelter_one_stay_of_merged_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('stay of ' || NEW.master_id::text, 0));
    IF (SELECT count(*) FROM shelter_admission stay JOIN cases_case ON cases_case.id = stay.case_id
            JOIN cases_person ON cases_person.id = cases_case.person_id
        WHERE cases_person.master_id = NEW.master_id AND stay.status IN ('admitted', 'on_leave')) > 1
    THEN
        RAISE EXCEPTION 'the person lives in a shelter already'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'one_open_stay_of_a_person',
            TABLE = 'cases_person';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER one_open_stay_of_merged_people
    AFTER UPDATE OF merged_into_id ON cases_person
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
    EXECUTE FUNCTION shelter_one_stay_of_merged_people();
"""
APART = """
DROP TRIGGER one_open_stay_of_merged_people ON cases_person;
DROP FUNCTION shelter_one_stay_of_merged_people();
"""
OF_THE_PERSON = HEAD + BODY.format(key="cases_person.master_id")
OF_THE_ROW = HEAD + BODY.format(key="cases_person.id")


class Migration(migrations.Migration):
    dependencies = [("shelter", "0007_one_stay_of_a_person"), ("cases", "0001_first_tables")]

    operations = [migrations.RunSQL(OF_THE_PERSON + MERGED, APART + OF_THE_ROW)]
