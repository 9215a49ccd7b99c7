"""After erasure nothing about a person opens, in the database or in any copy of it."""

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation

from cases.actions import people
from cases.actions.erasure import erase_identity
from cases.models import Case, Note, Person
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, NoteFactory, PersonFactory
from tests.factories.work import InterceptedPersonFactory
from tests.vault.sealed import by_label, marks, met_on_the_road, of_one_person, read
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.addresses import address
from tracekenya.roles.roles import Role
from tracekenya.vault.actions import erase
from tracekenya.vault.cipher import open_sealed, seal_with_ring
from tracekenya.vault.errors import Erased
from tracekenya.vault.fields import sealed_fields
from tracekenya.vault.files import folders, keep_sealed, read_sealed
from tracekenya.vault.keys import keys_kept
from tracekenya.vault.models import DataKey

pytestmark = pytest.mark.django_db


def made_old(row) -> None:
    """Lay the row's texts as an older release sealed them, without a data key."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    for field in sealed_fields(type(row)):
        text = getattr(row, field.name).encode()
        rows.update(**{field.name: seal_with_ring(text, label=field.seal_label, row=row.pk)})


def test_every_text_about_the_person_reads_erased():
    rows = of_one_person(by_label)
    others = of_one_person(by_label)

    erase_identity(person=rows[0], by=UserFactory())

    assert set(read(rows).values()) == {"erased"}
    assert read(others) == {label: f"Mfano {label}" for label in read(others)}


def test_the_word_is_in_the_readers_language():
    person = PersonFactory(names="Zuhura Kielelezo")
    erase_identity(person=person, by=None)

    with translation.override("sw"):
        assert Person.objects.get(pk=person.pk).names == "imefutwa"


def test_what_an_older_release_sealed_is_erased_too():
    rows = of_one_person(by_label)
    for row in rows:
        made_old(row)

    erase_identity(person=rows[0], by=None)

    assert set(read(rows).values()) == {"erased"}


def test_no_key_of_the_person_is_left_in_the_database():
    person = PersonFactory(names="Zuhura Kielelezo")

    erase_identity(person=person, by=None)

    key = DataKey.objects.get(owner=person.pk)
    assert (bytes(key.wrapped), key.kek) == (b"", "")
    assert key.erased_at is not None


def test_the_blind_indexes_go_and_the_facts_that_count_stay():
    person = people.register(
        by=None, names="Zuhura Kielelezo", phone="0711000111", document_number="AK99", sex="female",
        language="Giriama",
    )  # fmt: skip

    erase_identity(person=person, by=None)

    row = Person.objects.get(pk=person.pk)
    tokens = [row.name_tokens, row.sound_tokens, row.phone_tokens, row.document_tokens]
    assert tokens == [[], [], [], []]
    assert (row.language, row.sex, row.code, row.version) == ("", "female", person.code, 2)


def test_the_trail_says_who_erased_whom():
    by, person = UserFactory(), PersonFactory(names="Zuhura Kielelezo")

    erase_identity(person=person, by=by)

    event = AuditEvent.objects.get(kind="erased")
    assert (event.by, event.target_code, event.fields) == (by.staff_code, person.code, {})


def test_nothing_is_erased_when_the_trail_cannot_be_written(broken_trail):
    person = PersonFactory(names="Zuhura Kielelezo")

    with pytest.raises(Exception, match="broken"):
        erase_identity(person=person, by=None)


def test_merged_rows_go_together_whichever_is_named():
    kept = PersonFactory(names="Zuhura Kielelezo")
    double = PersonFactory(names="Zuhura K.", merged_into=kept)

    erased = erase_identity(person=double, by=None)

    assert {row.pk for row in erased} == {kept.pk, double.pk}
    assert set(read([kept]).values()) == {"erased", ""}
    assert Person.objects.get(pk=double.pk).names == "erased"


def test_what_was_written_about_the_person_alone_on_the_road_goes_too():
    alone, together = PersonFactory(), PersonFactory()
    intercept = met_on_the_road(alone, by_label)
    shared = met_on_the_road(together, by_label)
    InterceptedPersonFactory(intercept=shared)

    erase_identity(person=alone, by=None)
    erase_identity(person=together, by=None)

    assert set(read([intercept]).values()) == {"erased"}
    assert read([shared]) == {f"intercept.{n}": t for n, t in marks(type(shared), by_label).items()}


def test_nothing_new_is_sealed_for_an_erased_person():
    person = PersonFactory(names="Zuhura Kielelezo")
    case = CaseFactory(person=person)
    erase_identity(person=person, by=None)

    with pytest.raises(Erased, match="were erased"), transaction.atomic():
        NoteFactory(case=case)

    assert Note.objects.count() == 0


def test_a_correction_of_an_erased_person_is_refused_in_words():
    person = PersonFactory(names="Zuhura Kielelezo")
    erase_identity(person=person, by=None)
    row = Person.objects.get(pk=person.pk)

    with pytest.raises(Erased):
        people.edit(person=row, version=row.version, by=UserFactory(), names="Someone")


def test_a_person_of_whom_nothing_was_sealed_can_be_erased():
    person = PersonFactory()

    erase_identity(person=person, by=None)

    assert DataKey.objects.get(owner=person.pk).erased_at is not None


def test_erasing_twice_changes_nothing_more():
    person = PersonFactory(names="Zuhura Kielelezo")

    assert (erase(owner=person.pk), erase(owner=person.pk)) == (True, False)


def test_a_key_at_hand_is_dropped_at_once():
    person = PersonFactory(names="Zuhura Kielelezo")

    with keys_kept():
        row = Person.objects.get(pk=person.pk)
        assert row.names == "Zuhura Kielelezo"
        erase(owner=person.pk)
        assert row.names == "erased"


def test_a_file_of_the_owner_opens_no_more(settings, tmp_path):
    folder, person = folders[0], PersonFactory()
    where = {"folder": folder.folder, "label": folder.label, "row": person.pk}
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    keep_sealed(b"paper", **where)
    assert default_storage.exists(f"{folder.folder}/{person.pk}.sealed")

    erase(owner=person.pk)

    with pytest.raises(Erased):
        read_sealed(**where)


@pytest.mark.parametrize("language", ["en", "sw"])
def test_pages_of_an_erased_person_read_well(signed_in, language):
    client, user = signed_in(Role.CASE_MANAGER, language=language)
    person = PersonFactory(names="Zuhura Kielelezo", phone="0711000111")
    case = CaseFactory(person=person, granted_to=[user], summary="Words")
    erase_identity(person=person, by=None)

    pages = [client.get(row.get_absolute_url()) for row in (person, Case.objects.get(pk=case.pk))]

    assert [page.status_code for page in pages] == [200, 200]


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_details_of_an_erased_person_are_not_offered_for_correction(signed_in, method):
    client, user = signed_in(Role.CASE_MANAGER)
    person = PersonFactory(names="Zuhura Kielelezo")
    case = CaseFactory(person=person, granted_to=[user])
    erase_identity(person=person, by=None)
    typed = {"version": str(Person.objects.get().version), "sex": "female", "names": "Mwingine"}

    answer = getattr(client, method)(address("cases:person_edit", case.pk), typed, follow=True)

    assert answer.redirect_chain == [(case.get_absolute_url(), 302)]
    assert "These details were erased." in answer.content.decode()
    assert Person.objects.get(pk=person.pk).names == "erased"


def test_the_ring_cannot_open_what_was_erased():
    person = PersonFactory(names="Zuhura Kielelezo")
    lies = Person.objects.filter(pk=person.pk).values_list("names", flat=True).get()

    erase(owner=person.pk)

    with pytest.raises(Erased):
        open_sealed(bytes(lies), label="person.names", row=person.pk)
