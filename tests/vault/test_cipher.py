"""Sealed values open only with the right key, in their own row and column."""

import uuid

import pytest
from django.db import connection

from cases.models import Person
from tests.factories.cases import PersonFactory
from tracekenya.vault.cipher import CannotOpen, open_sealed, seal

ROW = uuid.UUID(int=1)


def test_a_sealed_value_opens_to_the_same_text():
    sealed = seal("Nafula wa Mfano", label="person.names", row=ROW)

    assert open_sealed(sealed, label="person.names", row=ROW) == "Nafula wa Mfano"


def test_two_seals_of_the_same_text_differ():
    assert seal("x", label="a", row=ROW) != seal("x", label="a", row=ROW)


@pytest.mark.parametrize(
    ("label", "row"), [("person.phone", ROW), ("person.names", uuid.UUID(int=2))]
)
def test_a_value_moved_to_another_column_or_row_does_not_open(label, row):
    sealed = seal("Mfano", label="person.names", row=ROW)

    with pytest.raises(CannotOpen):
        open_sealed(sealed, label=label, row=row)


def test_a_value_under_an_unknown_key_does_not_open(settings):
    sealed = seal("Mfano", label="person.names", row=ROW)
    settings.VAULT_KEYS = {"other": bytes(32)}

    with pytest.raises(CannotOpen):
        open_sealed(sealed, label="person.names", row=ROW)


def test_an_old_key_still_opens_after_a_new_one_is_put_first(settings):
    sealed = seal("Mfano", label="person.names", row=ROW)
    settings.VAULT_KEYS = {"new1": bytes(range(32)), **settings.VAULT_KEYS}

    assert open_sealed(sealed, label="person.names", row=ROW) == "Mfano"
    assert seal("x", label="a", row=ROW)[2:6] == b"new1"


def test_the_database_holds_no_readable_name(db):
    person = PersonFactory(names="Zuhura Kielelezo", phone="0712 000 111")

    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM cases_person p WHERE id = %s", [person.pk])
        row = cursor.fetchone()[0]

    assert "Zuhura" not in row
    assert b"Zuhura".hex() not in row
    assert Person.objects.get(pk=person.pk).names == "Zuhura Kielelezo"
    assert Person.objects.get(pk=person.pk).phone == "0712 000 111"


def test_a_deferred_name_is_fetched_not_forgotten(db):
    person = PersonFactory(names="Zuhura Kielelezo")

    assert Person.objects.only("code").get(pk=person.pk).names == "Zuhura Kielelezo"


def test_saving_what_was_loaded_keeps_the_name(db):
    person = Person.objects.get(pk=PersonFactory(names="Zuhura Kielelezo").pk)

    person.sex = "unknown"
    person.save()

    assert Person.objects.get(pk=person.pk).names == "Zuhura Kielelezo"
