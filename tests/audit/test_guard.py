"""What PostgreSQL refuses to the application's role, whatever the application would do."""

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg2 import errors

from tests.db_roles import ApplicationRoleMiddleware, application_role, as_application
from tracekenya.audit.guard import CannotGuard, guard, trouble_with
from tracekenya.audit.tables import APPEND_ONLY

FORBIDDEN = [
    "UPDATE audit_auditevent SET by = 'X'",
    "UPDATE audit_auditevent SET mac = mac",
    "DELETE FROM audit_auditevent",
    "TRUNCATE audit_auditevent",
    "TRUNCATE cases_case CASCADE",
    "ALTER TABLE audit_auditevent DISABLE TRIGGER audit_append_only",
    "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_append_only ON audit_auditevent",
    "DROP FUNCTION audit_refuse_change() CASCADE",
    "CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN OLD; END'",
    "CREATE TRIGGER mine BEFORE INSERT ON audit_auditevent"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()",
    "CREATE RULE mine AS ON INSERT TO audit_auditevent DO INSTEAD NOTHING",
    "SELECT setval('audit_auditevent_id_seq', 1)",
    "SELECT * FROM audit_auditevent FOR UPDATE",
    "ALTER TABLE audit_auditevent DROP COLUMN mac",
    "DROP TABLE audit_auditevent",
    "ALTER TABLE audit_auditevent OWNER TO CURRENT_USER",
    "SET session_replication_role = replica",
    "CREATE TABLE mine (id int)",
    "CREATE DATABASE mine",
    "CREATE ROLE mine",
    "CREATE EXTENSION pgcrypto",
    "ALTER TABLE cases_case DROP CONSTRAINT case_version_positive",
    "ALTER TABLE shelter_bedassignment DROP COLUMN version",
    "UPDATE django_migrations SET app = app",
    "SET ROLE tracekenya",
    "GRANT UPDATE ON audit_auditevent TO CURRENT_USER",
    "COPY audit_auditevent TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_applications_role_is_refused(db, statement):
    with as_application() as session, session.cursor() as cursor:
        if statement.startswith("GRANT"):
            cursor.execute(statement)  # PostgreSQL only warns that nothing was granted
            cursor.execute("SELECT has_table_privilege('audit_auditevent', 'UPDATE')")
            assert cursor.fetchone() == (False,)
            return
        with pytest.raises(errors.InsufficientPrivilege):
            cursor.execute(statement)


def test_the_applications_role_may_add_to_the_trail_and_read_it(db):
    with as_application() as session, session.cursor() as cursor:
        session.autocommit = False  # nothing of this stays
        cursor.execute(
            "INSERT INTO audit_auditevent (at, kind, by, target_type, target_id, target_code, fields, mac)"
            " VALUES (now(), 'viewed', 'X', '', '', '', '{}', '')"
        )
        cursor.execute("SELECT by FROM audit_auditevent")
        assert cursor.fetchall() == [("X",)]


def test_every_other_table_can_be_worked_with_and_none_can_be_emptied(db):
    with as_application() as session, session.cursor() as cursor:
        cursor.execute(
            "SELECT relname, array(SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE',"
            " 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p WHERE has_table_privilege(c.oid, p))"
            " FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        )
        rights = dict(cursor.fetchall())

    bounded = {
        name: rights.pop(name) for name in (*APPEND_ONLY, "django_migrations") if name in rights
    }
    assert bounded.pop("django_migrations") == ["SELECT"]
    assert set(map(tuple, bounded.values())) == {("SELECT", "INSERT")}
    assert set(map(tuple, rights.values())) == {("SELECT", "INSERT", "UPDATE", "DELETE")}


def test_requests_of_tests_work_as_the_application(db, rf, settings):
    def current_role(request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            return cursor.fetchone()[0]

    serve = ApplicationRoleMiddleware(current_role)

    assert serve(rf.get("/")) == settings.APPLICATION_ROLE
    assert current_role(None) == connection.settings_dict["USER"] != settings.APPLICATION_ROLE


def test_a_role_that_owns_or_may_change_the_trail_is_named(db):
    with application_role(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = cursor.fetchone()[0]
    assert trouble_with(role) == ""

    with connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE (mac) ON audit_auditevent TO {role}")
    assert trouble_with(role) == (
        f"the role {role} may change the audit trail: run manage.py guard_database"
    )

    call_command("guard_database", verbosity=0)
    assert trouble_with(role) == ""


def test_an_owner_is_never_taken_for_the_application(db, settings):
    settings.APPLICATION_ROLE = "postgres"

    with pytest.raises(CommandError, match="superuser"):
        call_command("guard_database")


def test_a_missing_role_is_asked_for(db):
    with pytest.raises(CannotGuard, match="make it first"):
        guard(role="nobody_yet", password="long enough")
    with pytest.raises(CannotGuard, match="no password"):
        guard(role="nobody_yet", password="")


def test_one_role_alone_is_left_as_it_is(db, settings, capsys):
    settings.APPLICATION_ROLE = connection.settings_dict["USER"]

    call_command("guard_database")

    assert capsys.readouterr().out.startswith("One role owns and uses the database")


def test_the_applications_password_is_needed(db):
    with as_application() as session, pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(session.dsn, password="wrong")
