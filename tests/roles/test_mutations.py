"""The comparison with the oracle notices every single wrong cell of the table of rights."""

import pytest

from tests.roles.oracle import ORACLE, differences, oracle
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, policy
from tracekenya.roles.roles import Role


@pytest.mark.parametrize("act", list(Permission))
def test_every_other_letter_in_any_cell_is_noticed(act):
    copy, noticed = dict(policy()), []
    for role in Role:
        right = copy[role, act]
        for wrong in set(Scope) - {right}:
            copy[role, act] = wrong
            found = differences(copy)
            noticed.append(found == {(str(role), str(act)): (str(wrong), str(right))})
        copy[role, act] = right

    assert noticed == [True] * (len(Role) * (len(Scope) - 1))


@pytest.mark.parametrize("act", list(Permission))
def test_a_cell_that_is_missing_is_noticed(act):
    for role in Role:
        copy = dict(policy())
        del copy[role, act]

        assert list(differences(copy)) == [(str(role), str(act))]


def test_a_cell_that_the_oracle_does_not_know_is_noticed():
    copy = {**policy(), (Role.CASE_MANAGER, "case.fly"): Scope.NONE}

    assert differences(copy) == {("case_manager", "case.fly"): ("-", None)}


def test_the_oracle_has_each_act_once_and_only_known_letters():
    acts = [line.split(",")[0] for line in ORACLE.read_text().splitlines()[1:]]

    assert sorted(acts) == sorted(Permission)
    assert set(oracle().values()) == {str(scope) for scope in Scope}
