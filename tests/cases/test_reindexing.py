"""An index of older rules or another key is noticed and made anew, in batches, while people work."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from cases.actions import indexing, people, suspects
from cases.actions.erasure import erase_identity
from cases.finding import Wanted, find
from cases.models import Person, Suspect
from tests.factories.accounts import UserFactory
from tests.factories.cases import PersonFactory
from tracekenya.roles.roles import Role
from tracekenya.vault import blind

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(role=Role.CASE_MANAGER)


def run(*options: str) -> str:
    said = io.StringIO()
    call_command("reindex_people", *options, stdout=said)
    return said.getvalue()


def test_a_new_row_is_up_to_date_and_one_without_identity_needs_no_index(manager):
    people.register(by=None, names="Amina Otieno")
    people.register(by=None, phone="0712345678")
    PersonFactory(names="")
    suspects.register(names="Test Suspect", by=manager)

    assert [indexing.outdated(model).count() for model in (Person, Suspect)] == [0, 0]
    assert run() == ""


def test_an_index_of_older_rules_is_noticed_and_made_anew(manager, monkeypatch):
    before = people.register(by=None, names="Amina Otieno")
    suspects.register(names="Test Suspect", by=manager)
    Person.objects.update(sound_tokens=["0" * 16])
    monkeypatch.setattr(blind, "RULES", blind.RULES + 1)

    noticed = [indexing.outdated(model).count() for model in (Person, Suspect)]
    said = run()

    after = Person.objects.get()
    assert (noticed, said) == ([1, 1], "Indexed again: 2\n")
    assert (after.version, after.names) == (before.version, "Amina Otieno")
    assert [one.person for one in find(Wanted(names="Aamina Otyeno"), manager)] == [after]
    assert run() == ""


def test_another_key_is_noticed_and_the_old_tokens_go(manager, settings):
    people.register(by=None, names="Amina Otieno", phone="0712345678", document_number="A1")
    old = Person.objects.get()
    settings.VAULT_INDEX_KEY = bytes(32)

    lost = find(Wanted(names="Amina Otieno"), manager)
    run()
    new = Person.objects.get()

    assert lost == []
    assert [one.person for one in find(Wanted(phone="0712345678"), manager)] == [new]
    for column in indexing.TOKENS:
        assert not set(getattr(old, column)) & set(getattr(new, column))


def test_a_stopped_run_goes_on_where_it_was(monkeypatch):
    for number in range(5):
        people.register(by=None, names=f"Amina Otieno{'abcde'[number]}")
    monkeypatch.setattr(blind, "RULES", blind.RULES + 1)
    monkeypatch.setattr(indexing, "BATCH", 2)

    batches = indexing.reindex()
    first = next(batches)
    batches.close()

    assert (first, indexing.outdated(Person).count()) == (2, 3)
    assert list(indexing.reindex()) == [2, 1]
    assert indexing.outdated(Person).count() == 0


def test_an_index_that_is_missing_is_noticed_and_made(manager):
    people.register(by=None, names="Amina Otieno")
    Person.objects.update(name_tokens=[], sound_tokens=[], phone_tokens=[])

    assert indexing.outdated(Person).count() == 1
    assert run() == "Indexed again: 1\n"
    assert len(find(Wanted(names="Amina"), manager)) == 1


def test_an_erased_identity_is_not_missed():
    person = people.register(by=None, names="Amina Otieno")

    erase_identity(person=person, by=None)

    assert indexing.outdated(Person).count() == 0


def test_everybody_is_indexed_when_asked(manager):
    people.register(by=None, names="Amina Otieno")
    Person.objects.update(sound_tokens=[])

    assert run() == ""
    assert run("--all") == "Indexed again: 1\n"
    assert len(find(Wanted(names="Amena"), manager)) == 1


def test_the_health_of_the_data_counts_them_until_they_are_indexed(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    found = people.register(by=None, names="Amina Otieno")
    lost, old = (people.register(by=None, names="Baraka Juma") for _ in range(2))
    Person.objects.filter(pk=lost.pk).update(name_tokens=[], sound_tokens=[])
    Person.objects.filter(pk=old.pk).update(name_tokens=["0" * 16])
    address = reverse("reporting:data_health_check", args=["person-not-indexed"])

    before = client.get(address).content.decode()
    run()
    after = client.get(address).content.decode()

    codes = [lost.code, old.code, found.code]
    assert [code in before for code in codes] == [True, True, False]
    assert [code in after for code in codes] == [False, False, False]
