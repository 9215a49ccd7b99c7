"""Somebody at the door, held against the people suspected: exact, likely, or nobody."""

import pytest

from cases.actions import suspects
from cases.actions.suspect_match import Match, match
from tests.factories.accounts import UserFactory
from tracekenya.roles.roles import Role
from tracekenya.vault.keys import keys_kept

pytestmark = pytest.mark.django_db
EXACT, LIKELY, NOBODY = Match(exact=True), Match(likely=True), Match()


@pytest.fixture
def suspect():
    return suspects.register(
        names="Mohamed Test Otieno", phone="0712 345 678", document_number="AB 123-456",
        birth_year=1980, by=UserFactory(role=Role.CASE_MANAGER),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"phone": "+254712345678"}, EXACT),
        ({"phone": "0700000001 or 0712345678", "names": "Quite Another"}, EXACT),
        ({"document": "ab123456"}, EXACT),
        ({"names": "OTIENO Mohamed Test", "birth_year": 1980}, EXACT),
        ({"names": "Mohamed Test Otieno"}, LIKELY),
        ({"names": "Mohamed Test Otieno", "birth_year": 1981}, LIKELY),
        ({"names": "Muhammad Otyeno"}, LIKELY),
        ({"names": "Muhammad Wasike Otieno Baraka"}, LIKELY),
        ({"names": "Mohamed Wasike"}, NOBODY),
        ({"names": "Mohamed"}, NOBODY),
        ({"names": "Quite Another", "phone": "0700000001", "document": "ZZ9"}, NOBODY),
        ({}, NOBODY),
        ({"names": " \x00 ", "phone": "none", "document": "--"}, NOBODY),
        ({"names": "x" * 100_000, "phone": "9" * 100_000}, NOBODY),
    ],
)
def test_what_fits_a_person_suspected(suspect, given, found):
    assert match(**given) == found


def test_a_register_of_one_word_is_met_in_a_longer_name():
    suspects.register(names="Mamushi", by=UserFactory(role=Role.CASE_MANAGER))

    assert match(names="Test Mamushi Otieno") == LIKELY
    assert match(names="Test Otieno") == NOBODY


def test_someone_without_identity_fits_nobody():
    suspects.register(by=UserFactory(role=Role.CASE_MANAGER))

    assert match() == NOBODY
    assert match(names="Test Otieno", phone="0712345678", document="A1") == NOBODY


def test_an_answer_is_true_when_anybody_fits():
    assert [bool(answer) for answer in (EXACT, LIKELY, NOBODY)] == [True, True, False]


def test_the_register_is_asked_with_few_questions_however_long_it_is(
    suspect, django_assert_num_queries
):
    by = UserFactory(role=Role.CASE_MANAGER)
    for number in range(3):
        suspects.register(names="Some One", document_number=f"D{number}", by=by)

    with keys_kept(), django_assert_num_queries(3):  # papers, their keys, names and phones
        match(names="Quite Another", phone="0700000001", document="ZZ9", birth_year=1990)
