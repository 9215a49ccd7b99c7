"""The table of rights against an oracle written by hand, and its invariants."""

import pytest
from django.conf import settings
from django.utils import translation

from tests.factories.accounts import UserFactory
from tests.roles.oracle import differences, oracle, tier_differences
from tracekenya.roles.describe import access_document
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import (
    Scope,
    Tier,
    asks_reason,
    letters,
    policy,
    scope_of,
    tier_of,
)
from tracekenya.roles.roles import ROLE_TEXTS, Role

IDENTITY_ACTS = [Permission.PERSON_REVEAL, Permission.PERSON_SEARCH, Permission.SHELTER_ADDRESS]
CASE_ACTS = [
    p for p in Permission if p.split(".")[0] in {"case", "person", "note", "counselling", "consent"}
]


def test_the_policy_is_the_oracle():
    assert differences(letters()) == {}
    assert tier_differences({act: tier_of(act) for act in Permission}) == {}
    assert set(oracle()) == {(str(role), str(act)) for role in Role for act in Permission}


def test_every_role_has_a_sentence_and_every_act_a_row():
    assert set(ROLE_TEXTS) == set(Role)
    assert len(policy()) == len(Role) * len(Permission)


def test_what_is_missing_is_no():
    assert scope_of("unknown", Permission.HOME_VIEW) is Scope.NONE
    assert scope_of(Role.CASE_MANAGER, "case.fly") is Scope.NONE
    assert tier_of("case.fly") is Tier.SPECIAL
    assert asks_reason(Role.CASE_MANAGER, "case.fly") is False


@pytest.mark.parametrize("act", [*IDENTITY_ACTS, *CASE_ACTS])
def test_board_donor_and_administrator_reach_no_person(act):
    for role in (Role.BOARD_MEMBER, Role.DONOR_VIEWER, Role.SYSTEM_ADMINISTRATOR):
        assert scope_of(role, act) is Scope.NONE


def test_shelter_manager_and_staff_never_read_counselling():
    for role in (Role.SHELTER_MANAGER, Role.SHELTER_STAFF):
        assert scope_of(role, Permission.COUNSELLING_VIEW) is Scope.NONE


def test_monitors_see_no_case_and_only_their_own_intercepts():
    assert scope_of(Role.FIELD_MONITOR, Permission.CASE_VIEW) is Scope.NONE
    assert scope_of(Role.FIELD_MONITOR, Permission.INTERCEPT_VIEW) is Scope.OWN


def test_director_and_finance_reveal_nobody():
    for role in (Role.EXECUTIVE_DIRECTOR, Role.FINANCE_OFFICER):
        assert {scope_of(role, act) for act in IDENTITY_ACTS} == {Scope.NONE}


def test_an_ended_account_can_do_nothing(db):
    user = UserFactory(role=Role.CASE_MANAGER, is_active=False)

    assert {user.can(act) for act in Permission} == {False}


def test_only_the_secretary_of_the_board_keeps_its_register(db):
    member = UserFactory(role=Role.BOARD_MEMBER)
    secretary = UserFactory(role=Role.BOARD_MEMBER, is_board_secretary=True)

    assert (
        member.can(Permission.BOARD_REGISTER_EDIT),
        secretary.can(Permission.BOARD_REGISTER_EDIT),
    ) == (False, True)


def test_the_access_document_is_up_to_date():
    with translation.override("en"):
        assert (settings.BASE_DIR / "docs" / "ACCESS.md").read_text() == access_document()
