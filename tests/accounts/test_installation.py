"""Practice only on an empty database; a live system never starts unsafe."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from tests.db_roles import application_role
from tests.factories.accounts import UserFactory
from tracekenya.accounts.installation import is_practice, make_practice, refuse_unsafe_start
from tracekenya.accounts.models import Installation, User
from tracekenya.lib.errors import DomainError


def test_an_empty_database_becomes_practice_once(db):
    make_practice()
    make_practice()

    assert is_practice()
    assert Installation.objects.count() == 1


def test_a_database_with_people_never_becomes_practice(db):
    UserFactory()

    with pytest.raises(DomainError, match="empty database"):
        make_practice()

    assert not is_practice()


def test_a_live_database_never_becomes_practice(db):
    with application_role():
        refuse_unsafe_start()

    with pytest.raises(DomainError, match="empty database"):
        make_practice()


def test_live_mode_without_the_second_factor_does_not_start(db, settings):
    settings.SECOND_FACTOR = False

    with pytest.raises(ImproperlyConfigured, match="second factor"):
        refuse_unsafe_start()


def test_live_mode_as_the_owner_of_the_tables_does_not_start(db):
    with pytest.raises(ImproperlyConfigured, match="bounded role of PostgreSQL in DATABASE_URL"):
        refuse_unsafe_start()


def test_practice_starts_as_the_owner_of_the_tables(practice):
    refuse_unsafe_start()


def test_practice_starts_without_the_second_factor(practice, settings):
    settings.SECOND_FACTOR = False

    refuse_unsafe_start()


def test_a_wrong_vault_key_stops_the_start(practice, settings):
    settings.VAULT_KEYS = {next(iter(settings.VAULT_KEYS)): bytes(32)}

    with pytest.raises(ImproperlyConfigured, match="does not fit this database"):
        refuse_unsafe_start()


def test_the_command_makes_an_account(db, monkeypatch, capsys):
    monkeypatch.setenv("TRACE_PASSWORD", "a long enough pass phrase")

    call_command("add_user", "New@Test.example", staff_code="SA01", role="system_administrator")

    assert User.objects.get().email == "new@test.example"
    assert capsys.readouterr().out == "SA01 may sign in as system_administrator\n"


@pytest.mark.parametrize(
    ("password", "words"), [("short", "too short"), ("long enough phrase", "taken already")]
)
def test_the_command_says_what_is_wrong(db, monkeypatch, password, words):
    UserFactory(email="new@test.example")
    monkeypatch.setenv("TRACE_PASSWORD", password)

    with pytest.raises(CommandError, match=words):
        call_command("add_user", "new@test.example", staff_code="SA01", role="system_administrator")

    assert User.objects.count() == 1
