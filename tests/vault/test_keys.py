"""One data key for each owner, asked for once in a request, never left behind by a rollback."""

import threading
import uuid

import pytest
from django.db import connection, transaction

from tests.factories.cases import CaseFactory, NoteFactory, PersonFactory
from tests.factories.work import OrganisationFactory
from tracekenya.directory.models import Contact
from tracekenya.vault.cipher import open_sealed, seal
from tracekenya.vault.fields import open_together, seal_together
from tracekenya.vault.keys import key_to_seal, keys_kept, load_keys, make_keys
from tracekenya.vault.models import DataKey

OWNER = uuid.UUID(int=9)


def sealed_note(owner=OWNER) -> bytes:
    return seal("Mfano", label="note.text", row=uuid.UUID(int=1), owner=owner)


def opened(sealed: bytes) -> str:
    return open_sealed(sealed, label="note.text", row=uuid.UUID(int=1))


@transaction.atomic
def sealing_that_fails() -> None:
    sealed_note()
    raise ZeroDivisionError


def test_an_owner_has_one_key_however_much_is_sealed(db):
    for _ in range(3):
        sealed_note()

    assert DataKey.objects.count() == 1


def test_the_key_is_not_in_the_database_as_it_is(db):
    key_id, key = key_to_seal(OWNER)

    assert len(key) == 32
    assert key not in bytes(DataKey.objects.get(pk=key_id).wrapped)


def test_two_owners_have_two_keys(db):
    assert key_to_seal(OWNER)[1] != key_to_seal(uuid.UUID(int=8))[1]


@pytest.mark.parametrize("count", [1, 3])
def test_many_values_of_one_person_ask_once(db, django_assert_num_queries, count):
    notes = [sealed_note() for _ in range(count)]

    with django_assert_num_queries(1), keys_kept():
        assert {opened(note) for note in notes} == {"Mfano"}


@pytest.mark.parametrize("count", [1, 3])
def test_sealing_many_values_of_one_person_asks_once(db, django_assert_num_queries, count):
    with django_assert_num_queries(1), keys_kept():
        for _ in range(count):
            sealed_note()


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_list_asks_once_for_the_keys_of_all_its_rows(db, django_assert_num_queries, count):
    organisation = OrganisationFactory()
    for number in range(count):
        Contact.objects.create(organisation=organisation, names=f"Mfano {number}", phone="0700")

    with django_assert_num_queries(2), keys_kept():
        rows = list(Contact.objects.all())
        open_together(rows)
        names = sorted(row.names for row in rows)

    assert names == sorted(f"Mfano {number}" for number in range(count))


def test_many_rows_get_their_keys_with_two_statements(db, django_assert_num_queries):
    organisation = OrganisationFactory()
    rows = [Contact(organisation=organisation, names="Mfano") for _ in range(30)]

    with keys_kept():
        with django_assert_num_queries(2):
            seal_together(rows)
        with django_assert_num_queries(1):
            Contact.objects.bulk_create(rows)

    assert {row.names for row in Contact.objects.all()} == {"Mfano"}


def test_nothing_is_kept_after_the_end(db, django_assert_num_queries):
    note = sealed_note()
    with keys_kept():
        opened(note)

    with django_assert_num_queries(2):
        opened(note)
        opened(note)


def test_an_inner_call_belongs_to_the_outer(db, django_assert_num_queries):
    note = sealed_note()

    with django_assert_num_queries(1), keys_kept():
        with keys_kept():
            opened(note)
        opened(note)


def test_loading_outside_of_a_request_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        load_keys([uuid.uuid4().bytes])


def test_a_key_that_was_rolled_back_seals_nothing_more(db):
    with keys_kept():
        with pytest.raises(ZeroDivisionError):
            sealing_that_fails()
        note = sealed_note()

    assert opened(note) == "Mfano"


def test_a_key_made_by_an_inner_step_that_stayed_seals_on(db, django_assert_num_queries):
    with keys_kept(), transaction.atomic():
        with transaction.atomic():
            first = sealed_note()
        with django_assert_num_queries(0):
            second = sealed_note()

    assert (opened(first), opened(second)) == ("Mfano", "Mfano")


@pytest.mark.django_db(transaction=True)
def test_a_key_stays_at_hand_after_the_commit(django_assert_num_queries):
    with keys_kept():
        with transaction.atomic():
            sealed_note()
        with django_assert_num_queries(0):
            note = sealed_note()

    assert opened(note) == "Mfano"


@pytest.mark.django_db(transaction=True)
def test_a_key_of_a_transaction_that_failed_is_made_anew():
    with keys_kept():
        with pytest.raises(ZeroDivisionError):
            sealing_that_fails()
        note = sealed_note()

    assert opened(note) == "Mfano"


def in_threads(work, count: int) -> list:
    """Return what `work(number)` gave in each of `count` threads that began at once."""
    start, results = threading.Barrier(count), [None] * count

    def run(number: int) -> None:
        try:
            start.wait()
            results[number] = work(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_many_who_make_the_first_key_of_one_owner_end_with_one():
    def work(number: int) -> list[bytes]:
        with keys_kept(), transaction.atomic():
            return [sealed_note(uuid.UUID(int=owner)) for owner in range(1, 21)]

    made = in_threads(work, 6)

    assert DataKey.objects.count() == 20
    assert [opened(note) for notes in made for note in notes] == ["Mfano"] * 120


@pytest.mark.django_db(transaction=True)
def test_batches_that_make_the_same_keys_wait_for_each_other():
    owners = [uuid.uuid4() for _ in range(200)]

    def work(number: int) -> str:
        with keys_kept(), transaction.atomic():
            make_keys(reversed(owners) if number % 2 else owners)
        return "done"

    assert in_threads(work, 4) == ["done"] * 4
    assert DataKey.objects.count() == 200


def test_a_note_is_sealed_for_the_person_of_its_case(db):
    case = CaseFactory(person=PersonFactory())

    note = NoteFactory(case=case, text="Mfano")

    assert note.seal_owner == case.person_id
    assert list(DataKey.objects.values_list("owner", flat=True)) == [case.person_id]
