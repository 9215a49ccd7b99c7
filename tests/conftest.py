"""Fixtures: people with roles, and a database in which the trail can be emptied between tests."""

import pytest
from django.db import connection
from django.utils import translation

from tests.factories.accounts import UserFactory
from tests.fresh import prove
from tracekenya.roles.roles import Role

pytest_plugins = ["tests.workers"]


def pytest_terminal_summary(terminalreporter):
    """Print the figures that tests say of what they tried, which pytest shows of failed ones alone."""
    for report in terminalreporter.getreports("passed"):
        for title, text in report.sections:
            if title == "Captured stdout call" and text.strip():
                terminalreporter.write_line(f"{report.nodeid}: {text.strip()}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let tests that commit empty the trail afterwards; as the owner, in the test database only."""
    if not connection.settings_dict["NAME"].startswith("test_"):
        pytest.exit("No test of this run is marked django_db: it would use the real database")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table, trigger in (
            ("auditevent", "audit_no_truncate"),
            ("auditlink", "auditlink_no_truncate"),
            ("auditcheck", "auditcheck_no_truncate"),
        ):
            cursor.execute(f"ALTER TABLE audit_{table} DISABLE TRIGGER {trigger}")


@pytest.fixture(autouse=True)
def english():
    """Start every test in English: a request in Swahili leaves that language to its thread."""
    with translation.override("en"):
        yield


@pytest.fixture
def practice(db):
    """Mark the installation as practice, so that no second factor is asked for."""
    from tracekenya.accounts.models import Installation  # noqa: PLC0415  apps are ready here

    return Installation.objects.create(is_practice=True, canary=Installation.CANARY)


@pytest.fixture
def signed_in(client, practice):
    """Return a function that signs a new person with `role` in and returns (client, user).

    The person has just proved who it is, for every kind of act.
    """

    def sign_in(role: Role, **fields):
        user = UserFactory(role=role, **fields)
        client.force_login(user)
        prove(client)
        return client, user

    return sign_in


def _person_with(role: Role):
    @pytest.fixture(name=role.value)
    def fixture(db):
        return UserFactory(role=role)

    return fixture


for _role in Role:
    globals()[_role.value] = _person_with(_role)


@pytest.fixture
def broken_trail(db):
    """Let the database refuse every further row of the trail until the test ends."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent ADD CONSTRAINT broken CHECK (false) NOT VALID")
