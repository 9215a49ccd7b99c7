"""The comparison with the oracle notices every single wrong cell of the table of rights."""

import pytest

from tests.roles.oracle import ORACLE, differences, oracle, oracle_tiers, tier_differences
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import ASKS_REASON, Scope, Tier, letters, tier_of
from tracekenya.roles.roles import Role

LETTERS = {*map(str, Scope), *(scope + ASKS_REASON for scope in Scope if scope is not Scope.NONE)}


@pytest.mark.parametrize("act", list(Permission))
def test_every_other_letter_in_any_cell_is_noticed(act):
    copy, noticed = dict(letters()), []
    for role in Role:
        right = copy[role, act]
        for wrong in LETTERS - {right}:
            copy[role, act] = wrong
            found = differences(copy)
            noticed.append(found == {(str(role), str(act)): (wrong, right)})
        copy[role, act] = right

    assert noticed == [True] * (len(Role) * (len(LETTERS) - 1))


@pytest.mark.parametrize("act", list(Permission))
def test_a_cell_that_is_missing_is_noticed(act):
    for role in Role:
        copy = dict(letters())
        del copy[role, act]

        assert list(differences(copy)) == [(str(role), str(act))]


@pytest.mark.parametrize("act", list(Permission))
def test_every_other_tier_of_an_act_is_noticed(act):
    tiers = {each: tier_of(each) for each in Permission}

    for wrong in set(Tier) - {tiers[act]}:
        assert tier_differences({**tiers, act: wrong}) == {str(act): (str(wrong), str(tiers[act]))}


def test_a_cell_that_the_oracle_does_not_know_is_noticed():
    copy = {**letters(), (Role.CASE_MANAGER, "case.fly"): "-"}

    assert differences(copy) == {("case_manager", "case.fly"): ("-", None)}


def test_the_oracle_has_each_act_once_and_only_known_letters():
    acts = [line.split(",")[0] for line in ORACLE.read_text().splitlines()[1:]]

    assert sorted(acts) == sorted(Permission)
    assert set(oracle().values()) <= LETTERS
    assert {letter.removesuffix(ASKS_REASON) for letter in oracle().values()} == {*map(str, Scope)}
    assert set(oracle_tiers().values()) == {str(tier) for tier in Tier}
