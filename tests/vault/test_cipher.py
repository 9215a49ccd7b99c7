"""Sealed values open only with the right key, in their own row and column."""

import uuid

import pytest
from django.db import connection

from cases.models import Person
from tests.factories.cases import PersonFactory
from tracekenya.vault.cipher import CannotOpen, open_sealed, seal, seal_with_ring
from tracekenya.vault.keys import keys_kept
from tracekenya.vault.models import DataKey

pytestmark = pytest.mark.django_db
ROW = uuid.UUID(int=1)
OWNER = uuid.UUID(int=9)


def test_a_sealed_value_opens_to_the_same_text():
    sealed = seal("Nafula wa Mfano", label="person.names", row=ROW, owner=OWNER)

    assert open_sealed(sealed, label="person.names", row=ROW) == "Nafula wa Mfano"


def test_a_sealed_value_names_the_data_key_of_its_owner():
    sealed = seal("Mfano", label="person.names", row=ROW, owner=OWNER)

    assert sealed[0] == 2
    assert uuid.UUID(bytes=sealed[1:17]) == DataKey.objects.get(owner=OWNER).pk


def test_nobody_named_means_that_the_row_owns_it():
    seal("Mfano", label="person.names", row=ROW)

    assert DataKey.objects.get().owner == ROW


@pytest.mark.parametrize("count", [20_000, pytest.param(1_000_000, marks=pytest.mark.deep)])
def test_a_nonce_is_never_used_twice(count):
    with keys_kept():
        nonces = {seal("x", label="a", row=ROW)[17:29] for _ in range(count)}

    print(f"\nnonces: {count} encryptions, {count - len(nonces)} repeated")  # noqa: T201
    assert len(nonces) == count


@pytest.mark.parametrize(
    ("label", "row"), [("person.phone", ROW), ("person.names", uuid.UUID(int=2))]
)
@pytest.mark.parametrize(
    "make", [seal, lambda text, **where: seal_with_ring(text.encode(), **where)]
)
def test_a_value_moved_to_another_column_or_row_does_not_open(make, label, row):
    sealed = make("Mfano", label="person.names", row=ROW)

    with pytest.raises(CannotOpen):
        open_sealed(sealed, label=label, row=row)


def test_a_value_put_under_the_key_of_another_owner_does_not_open():
    sealed = seal("Mfano", label="person.names", row=ROW, owner=OWNER)
    seal("Mwingine", label="person.names", row=uuid.UUID(int=3), owner=uuid.UUID(int=8))
    other = DataKey.objects.get(owner=uuid.UUID(int=8))

    with pytest.raises(CannotOpen):
        open_sealed(sealed[:1] + other.pk.bytes + sealed[17:], label="person.names", row=ROW)


def test_a_data_key_given_to_another_owner_does_not_open():
    sealed = seal("Mfano", label="person.names", row=ROW, owner=OWNER)
    DataKey.objects.filter(owner=OWNER).update(owner=uuid.UUID(int=7))

    with pytest.raises(CannotOpen):
        open_sealed(sealed, label="person.names", row=ROW)


@pytest.mark.parametrize(
    "damage", [b"", b"\x02", b"\x07" + bytes(60), b"\x02" + bytes(60), b"\x01"]
)
def test_a_damaged_value_cannot_be_opened(damage):
    with pytest.raises(CannotOpen):
        open_sealed(damage, label="person.names", row=ROW)


def test_a_changed_bit_is_noticed():
    sealed = bytearray(seal("Mfano", label="person.names", row=ROW))
    sealed[-1] ^= 1

    with pytest.raises(CannotOpen):
        open_sealed(bytes(sealed), label="person.names", row=ROW)


def test_a_value_under_an_unknown_key_does_not_open(settings):
    values = [
        seal("Mfano", label="person.names", row=ROW),
        seal_with_ring(b"Mfano", label="person.names", row=ROW),
    ]
    settings.VAULT_KEYS = {"other": bytes(32)}

    for sealed in values:
        with pytest.raises(CannotOpen):
            open_sealed(sealed, label="person.names", row=ROW)


def test_what_an_older_release_sealed_still_opens():
    sealed = seal_with_ring(b"Mfano", label="person.names", row=ROW)

    assert sealed[0] == 1
    assert open_sealed(sealed, label="person.names", row=ROW) == "Mfano"


def test_an_old_key_still_opens_after_a_new_one_is_put_first(settings):
    sealed = seal("Mfano", label="person.names", row=ROW)
    settings.VAULT_KEYS = {"new1": bytes(range(32)), **settings.VAULT_KEYS}

    assert open_sealed(sealed, label="person.names", row=ROW) == "Mfano"
    seal("x", label="a", row=OWNER)
    assert DataKey.objects.get(owner=OWNER).kek == "new1"


def test_the_database_holds_no_readable_name():
    person = PersonFactory(names="Zuhura Kielelezo", phone="0712 000 111")

    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM cases_person p WHERE id = %s", [person.pk])
        row = cursor.fetchone()[0]

    assert "Zuhura" not in row
    assert b"Zuhura".hex() not in row
    assert Person.objects.get(pk=person.pk).names == "Zuhura Kielelezo"
    assert Person.objects.get(pk=person.pk).phone == "0712 000 111"


def test_a_deferred_name_is_fetched_not_forgotten():
    person = PersonFactory(names="Zuhura Kielelezo")

    assert Person.objects.only("code").get(pk=person.pk).names == "Zuhura Kielelezo"


def test_saving_what_was_loaded_keeps_the_name():
    person = Person.objects.get(pk=PersonFactory(names="Zuhura Kielelezo").pk)

    person.sex = "unknown"
    person.save()

    assert Person.objects.get(pk=person.pk).names == "Zuhura Kielelezo"
