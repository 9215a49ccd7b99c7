"""Rules of the rooms: sex, age and company, and what a refusal may say."""

import uuid

import pytest

from shelter.fit import NOT_SUITABLE, Guest, objections

MOTHER = uuid.UUID(int=1)


ANOTHER = uuid.UUID(int=9)


def woman(case=ANOTHER):
    return Guest(case, "female", False)


def man():
    return Guest(uuid.UUID(int=8), "male", False)


def girl():
    return Guest(uuid.UUID(int=7), "female", True)


def boy():
    return Guest(uuid.UUID(int=6), "male", True)


def person(sex, *, is_child):
    return Guest(uuid.UUID(int=5), sex, is_child)


@pytest.mark.parametrize(
    ("kind", "sex", "is_child", "fits"),
    [
        ("female", "female", False, True),
        ("female", "female", True, False),
        ("female", "male", False, False),
        ("female", "intersex", False, True),
        ("female", "unknown", False, False),
        ("male", "male", False, True),
        ("male", "male", True, False),
        ("male", "female", False, False),
        ("male", "intersex", False, True),
        ("girls", "female", True, True),
        ("girls", "female", False, False),
        ("girls", "male", True, False),
        ("boys", "male", True, True),
        ("boys", "male", False, False),
        ("boys", "intersex", True, True),
        ("mother_child", "female", False, True),
        ("mother_child", "male", False, False),
        ("mother_child", "male", True, True),
        ("isolation", "unknown", True, True),
        ("isolation", "male", False, True),
        ("accessible", "unknown", False, True),
    ],
)
def test_an_empty_room_takes_those_it_is_meant_for(kind, sex, is_child, fits):
    assert (objections(person(sex, is_child=is_child), kind, []) == []) == fits


@pytest.mark.parametrize(
    ("guest", "kind", "company", "fits"),
    [
        (woman(), "female", [woman(MOTHER)], True),
        (girl(), "girls", [girl()], True),
        (girl(), "accessible", [woman()], False),
        (woman(), "accessible", [girl()], False),
        (man(), "accessible", [woman()], False),
        (woman(), "accessible", [woman(MOTHER)], True),
        (woman(), "isolation", [woman(MOTHER)], False),
        (woman(), "mother_child", [woman(MOTHER)], False),
        (woman(), "mother_child", [girl()], False),
        (boy(), "mother_child", [girl()], True),
        (boy(), "mother_child", [woman(MOTHER)], False),
    ],
)
def test_company_must_suit(guest, kind, company, fits):
    assert objections(guest, kind, company) == ([] if fits else [NOT_SUITABLE])


def test_a_child_joins_the_own_mother_and_her_other_children():
    company = [woman(MOTHER), girl()]

    assert objections(boy(), "mother_child", company, mother=MOTHER) == []


def test_a_child_does_not_join_two_women_of_whom_one_is_the_mother():
    company = [woman(MOTHER), woman()]

    assert objections(boy(), "mother_child", company, mother=MOTHER) == [NOT_SUITABLE]


def test_a_woman_who_names_somebody_else_as_mother_joins_nobody():
    assert objections(woman(), "mother_child", [woman(MOTHER)], mother=MOTHER) == [NOT_SUITABLE]


def test_a_room_for_others_says_for_whom_it_is():
    assert [str(text) for text in objections(girl(), "female", [])] == ["Only for women"]
