"""Whoever may approve a role is told of it at once, but never of the own asking."""

import uuid

import pytest

from tests.administration.people import used
from tests.factories.accounts import UserFactory
from tracekenya.administration.actions import accounts
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

GIVEN = {
    "full_name": "",
    "office": None,
    "ends_on": None,
    "language": "en",
    "is_board_secretary": False,
}


def invite(by, role: Role, number: int = 1):
    submission = uuid.UUID(int=number)
    return accounts.invite(
        by=by, email=f"new{number}@test.example", staff_code=f"NEW{number}", role=role,
        submission=submission, **GIVEN,
    )  # fmt: skip


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.values_list("to__staff_code", "target_code"))


@pytest.fixture
def director(db):
    return UserFactory(role=Role.EXECUTIVE_DIRECTOR, staff_code="ED01")


def test_an_invitation_to_a_role_that_reaches_people_is_told(director, system_administrator):
    made = invite(system_administrator, Role.CASE_WORKER)

    assert told() == [("ED01", "NEW1")]
    assert Notice.objects.get().leads_to == f"/administration/roles-to-approve/{made.user.pk}/"


def test_the_same_form_sent_twice_tells_once(director, system_administrator):
    invite(system_administrator, Role.CASE_WORKER)
    invite(system_administrator, Role.CASE_WORKER)

    assert len(told()) == 1


def test_a_role_that_needs_nobody_tells_nobody(director, system_administrator):
    invite(system_administrator, Role.FINANCE_OFFICER)

    assert told() == []


def test_a_change_to_such_a_role_is_told_once(director, system_administrator):
    person = used(role=Role.FINANCE_OFFICER, staff_code="FO01")
    given = {"office": None, "ends_on": None, "language": "en", "is_board_secretary": False}

    for version in (1, 2):
        accounts.edit(
            user=person, by=system_administrator, role=Role.CASE_WORKER, version=version, **given
        )
        person.refresh_from_db()

    assert told() == [("ED01", "FO01")]


def test_nobody_is_told_of_the_own_asking_or_the_own_role(director):
    invite(director, Role.CASE_WORKER)

    assert told() == []
