"""Turning the ring: everything under the first key, while people work, and again after a kill."""

import uuid

import pytest
from django.core.management import CommandError, call_command

from cases.models import Note, Person
from tests.factories.cases import CaseFactory, NoteFactory, PersonFactory
from tests.vault.sealed import by_label, of_nobody_in_the_registry, of_one_person, read
from tests.vault.test_erasure import made_old
from tracekenya.vault.actions import erase, rotate
from tracekenya.vault.actions.resealing import old_rows, sealed_models
from tracekenya.vault.actions.rotating import how_many_left
from tracekenya.vault.cipher import CannotOpen, is_old, seal_with_ring
from tracekenya.vault.files import (
    discard_sealed,
    folders,
    keep_sealed,
    read_sealed,
    reseal_file,
    sealed_files,
)
from tracekenya.vault.models import DataKey

pytestmark = pytest.mark.django_db
NEW = {"new1": bytes(range(32))}


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    return tmp_path


@pytest.fixture
def turned(settings):
    """Return a function that puts a new key in front, and one that takes the old ones out."""
    old = settings.VAULT_KEYS

    def put_in_front() -> None:
        settings.VAULT_KEYS = NEW | old

    def take_out() -> None:
        settings.VAULT_KEYS = NEW

    return put_in_front, take_out


def old_file(row) -> dict:
    """Lay a file as an older release sealed it; returns where."""
    folder = folders[0]
    where = {"folder": folder.folder, "label": folder.label, "row": row}
    keep_sealed(b"paper", **where)
    place = dict(sealed_files(folder))[row]
    place.write_bytes(seal_with_ring(b"paper", label=folder.label, row=row))
    return where


def test_everything_opens_after_the_old_key_was_taken_out(turned):
    put_in_front, take_out = turned
    rows = of_one_person(by_label) + of_nobody_in_the_registry(by_label)
    before = read(rows)
    put_in_front()

    rotate()
    take_out()

    assert read(rows) == before
    assert set(DataKey.objects.values_list("kek", flat=True)) == {"new1"}


def test_what_an_older_release_sealed_opens_after_its_key_was_taken_out(turned):
    put_in_front, take_out = turned
    rows = of_one_person(by_label) + of_nobody_in_the_registry(by_label)
    before = read(rows)
    for row in rows:
        made_old(row)
    where = old_file(rows[0].pk)
    put_in_front()

    done = rotate()
    take_out()

    assert (done.rows, done.files, done.left, done.failed) == (len(rows), 1, 0, [])
    assert read(rows) == before
    assert read_sealed(**where) == b"paper"
    assert [model.__name__ for model in sealed_models() if old_rows(model).exists()] == []


def test_nothing_opens_when_the_old_key_is_taken_out_too_early(turned):
    """The control: without turning the ring the old key is needed."""
    _, take_out = turned
    rows = of_one_person(by_label)

    take_out()

    with pytest.raises(CannotOpen):
        read(rows)


def test_a_turned_ring_has_nothing_left_to_do(turned):
    of_one_person(by_label)
    turned[0]()
    rotate()

    again = rotate()

    assert (again.keys, again.rows, again.files, again.left) == (0, 0, 0, 0)


def test_versions_stay_for_nobody_edited(turned):
    note = NoteFactory()
    made_old(note)

    rotate()

    assert Note.objects.get(pk=note.pk).version == note.version


def test_a_save_with_what_was_read_before_keeps_the_text(turned):
    put_in_front, take_out = turned
    case = CaseFactory(person=PersonFactory(names="Zuhura Kielelezo"))
    made_old(case.person)
    read_before = Person.objects.get(pk=case.person_id)
    put_in_front()
    rotate()

    read_before.save()
    take_out()

    assert Person.objects.get(pk=case.person_id).names == "Zuhura Kielelezo"


def test_saving_an_old_row_brings_it_under_the_data_key():
    person = PersonFactory(names="Zuhura Kielelezo")
    made_old(person)

    Person.objects.get(pk=person.pk).save()

    lies = Person.objects.filter(pk=person.pk).values_list("names", flat=True).get()
    assert not is_old(bytes(lies))


def test_an_old_value_of_an_erased_owner_is_emptied():
    person = PersonFactory(names="Zuhura Kielelezo")
    erase(owner=person.pk)
    lies = seal_with_ring(b"Zuhura", label="person.names", row=person.pk)
    Person.objects.filter(pk=person.pk).update(names=lies)

    rotate()

    assert Person.objects.get(pk=person.pk).names == ""


def test_the_command_says_what_it_did(turned, capsys):
    rows = of_one_person(by_label)
    made_old(rows[0])
    turned[0]()
    keys = DataKey.objects.count()

    call_command("rotate_keys")

    assert capsys.readouterr().out == (
        f"Under key new1 now: {keys} data keys, 1 records and 0 files. Left: 0\n"
    )


def test_the_command_names_what_does_not_open_and_ends_badly(turned):
    good, lost = PersonFactory(names="Zuhura"), PersonFactory(names="Mfano")
    DataKey.objects.filter(owner=lost.pk).update(kek="gone1")
    turned[0]()

    with pytest.raises(CommandError, match="1 cannot be opened") as refusal:
        call_command("rotate_keys")

    assert str(DataKey.objects.get(owner=lost.pk).pk) in str(refusal.value)
    assert Person.objects.get(pk=good.pk).names == "Zuhura"
    assert DataKey.objects.get(owner=good.pk).kek == "new1"


def test_a_damaged_old_value_is_named_and_the_others_go_on():
    good, bad = PersonFactory(names="Zuhura"), PersonFactory(names="Mfano")
    for person in (good, bad):
        made_old(person)
    lies = seal_with_ring(b"x", label="person.names", row=good.pk)
    Person.objects.filter(pk=bad.pk).update(names=lies)

    done = rotate()

    assert done.failed == [f"cases.Person {bad.pk}"]
    assert (done.rows, done.left) == (1, how_many_left())


def test_a_file_that_was_removed_meanwhile_does_not_come_back(turned):
    where = old_file(uuid.uuid4())
    discard_sealed(folder=where["folder"], row=where["row"])

    assert reseal_file(folders[0], where["row"]) is False
    assert list(sealed_files(folders[0])) == []


def test_a_file_that_was_written_anew_meanwhile_stays_as_it_is():
    where = old_file(uuid.uuid4())
    keep_sealed(b"newer", **where)

    assert reseal_file(folders[0], where["row"]) is False
    assert read_sealed(**where) == b"newer"


def test_an_old_file_of_an_erased_owner_goes():
    row = uuid.uuid4()
    erase(owner=row)
    where = {"folder": folders[0].folder, "label": folders[0].label, "row": row}
    keep_sealed(b"paper", **where, owner=uuid.uuid4())
    lies = seal_with_ring(b"paper", label=where["label"], row=row)
    dict(sealed_files(folders[0]))[row].write_bytes(lies)

    rotate()

    assert list(sealed_files(folders[0])) == []


def test_what_a_killed_process_left_half_written_is_cleared(storage):
    where = old_file(uuid.uuid4())
    half = storage / where["folder"] / f"{where['row']}.sealed.{uuid.uuid4().hex}.part"
    half.write_bytes(b"half")

    rotate()

    assert (half.exists(), read_sealed(**where)) == (False, b"paper")
