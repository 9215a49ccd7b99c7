"""The oracle of the table of rights, written by hand, and the comparison of a policy with it."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Tier
from tracekenya.roles.roles import Role

ORACLE = Path(__file__).parent / "access_oracle.csv"

Cell = tuple[str, str]


@cache
def oracle() -> dict[Cell, str]:
    """Return (role, act) -> letter. Raises ValueError for a row with too few or too many cells."""
    head, *rows = csv.reader(ORACLE.read_text().splitlines())
    return {
        (role, act): letter
        for act, _tier, *letters in rows
        for role, letter in zip(head[2:], letters, strict=True)
    }


@cache
def oracle_tiers() -> dict[str, str]:
    """Return act -> tier of what it opens."""
    _head, *rows = csv.reader(ORACLE.read_text().splitlines())
    return {act: tier for act, tier, *_letters in rows}


def differences(
    stated: Mapping[tuple[Role, Permission], str],
) -> dict[Cell, tuple[str | None, str | None]]:
    """Return each cell that differs as (letter of the policy, letter of the oracle), None if missing."""
    letters = {(str(role), str(act)): str(letter) for (role, act), letter in stated.items()}
    return {
        cell: (letters.get(cell), oracle().get(cell))
        for cell in letters.keys() | oracle().keys()
        if letters.get(cell) != oracle().get(cell)
    }


def tier_differences(stated: Mapping[Permission, Tier]) -> dict[str, tuple[str | None, str | None]]:
    """Return each act whose tier differs as (tier of the policy, tier of the oracle)."""
    tiers = {str(act): str(tier) for act, tier in stated.items()}
    return {
        act: (tiers.get(act), oracle_tiers().get(act))
        for act in tiers.keys() | oracle_tiers().keys()
        if tiers.get(act) != oracle_tiers().get(act)
    }
