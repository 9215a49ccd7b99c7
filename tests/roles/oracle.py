"""The oracle of the table of rights, written by hand, and the comparison of a policy with it."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.roles.roles import Role

ORACLE = Path(__file__).parent / "access_oracle.csv"

Cell = tuple[str, str]


@cache
def oracle() -> dict[Cell, str]:
    """Return (role, act) -> letter. Raises ValueError for a row with too few or too many cells."""
    head, *rows = csv.reader(ORACLE.read_text().splitlines())
    return {
        (role, act): letter
        for act, *letters in rows
        for role, letter in zip(head[1:], letters, strict=True)
    }


def differences(
    stated: Mapping[tuple[Role, Permission], Scope],
) -> dict[Cell, tuple[str | None, str | None]]:
    """Return each cell that differs as (letter of the policy, letter of the oracle), None if missing."""
    letters = {(str(role), str(act)): str(scope) for (role, act), scope in stated.items()}
    return {
        cell: (letters.get(cell), oracle().get(cell))
        for cell in letters.keys() | oracle().keys()
        if letters.get(cell) != oracle().get(cell)
    }
