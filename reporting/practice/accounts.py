"""One practice account for each role, and colleagues without a password."""

import json
import os
from pathlib import Path

from reporting.practice.draw import Draw
from reporting.practice.names import invented_name
from reporting.practice.world import World
from tracekenya.accounts.models import User
from tracekenya.places.models import Office
from tracekenya.roles.roles import Role

STAFF_LETTERS = {
    Role.FIELD_MONITOR: "FM", Role.SHELTER_MANAGER: "SM", Role.SHELTER_STAFF: "SS",
    Role.CASE_WORKER: "CW", Role.CASE_MANAGER: "CM", Role.LEGAL_OFFICER: "LO",
    Role.PROGRAMME_OFFICER: "PO", Role.PROGRAMME_MANAGER: "PM", Role.ME_OFFICER: "ME",
    Role.FINANCE_OFFICER: "FO", Role.EXECUTIVE_DIRECTOR: "ED", Role.SAFEGUARDING_LEAD: "SL",
    Role.BOARD_MEMBER: "BM", Role.DONOR_VIEWER: "DV", Role.SYSTEM_ADMINISTRATOR: "SA",
    Role.DATA_PROTECTION_OFFICER: "DP",
}  # fmt: skip
COLLEAGUES = {
    Role.FIELD_MONITOR: 5, Role.CASE_WORKER: 4, Role.SHELTER_MANAGER: 1, Role.SHELTER_STAFF: 3,
    Role.PROGRAMME_OFFICER: 1,
}  # fmt: skip
IN_A_SHELTER = (Role.SHELTER_MANAGER, Role.SHELTER_STAFF)
WITHOUT_OFFICE = (Role.BOARD_MEMBER, Role.DONOR_VIEWER)
SPEAKS_SWAHILI = (Role.FIELD_MONITOR, Role.SHELTER_STAFF)
PASSWORD_WORDS = (
    "bahari", "chungwa", "daraja", "embe", "fagio", "gurudumu", "jahazi", "kahawa", "korosho",
    "mnazi", "ndizi", "parachichi", "samaki", "tembo", "upinde", "wimbi", "zulia",
)  # fmt: skip


def make_accounts(world: World) -> list[dict[str, str]]:
    """Add all users and return role, e-mail and password of the sixteen that can sign in."""
    draw = world.draw("accounts")
    signs_in = []
    for role in Role:
        password = _easy_password(draw)
        for number in range(1 + COLLEAGUES.get(role, 0)):
            user = _user(role, number, world, draw)
            user.set_password(password if number == 0 else None)
            world.users.setdefault(role, []).append(world.add(user))
        signs_in.append({"role": str(role), "email": _email(role, 0), "password": password})
    return signs_in


def add_colleague(world: World, role: Role) -> User:
    """Add one more user with `role` after all others, so that nothing drawn before changes."""
    user = _user(role, len(world.users[role]), world, world.draw(f"colleague {role}"))
    user.set_password(None)
    world.users[role].append(world.add(user))
    return user


def write_accounts(signs_in: list[dict[str, str]], target: Path) -> None:
    """Write the sign-ins as JSON, readable by the owner of the file alone."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(signs_in, file, indent=1)


def _user(role: Role, number: int, world: World, draw: Draw) -> User:
    return User(
        id=draw.new_id(),
        email=_email(role, number),
        staff_code=f"{STAFF_LETTERS[role]}{number + 1:02d}",
        full_name=invented_name(draw),
        role=role,
        office=_office(role, number, world),
        is_board_secretary=role is Role.BOARD_MEMBER,
        is_board_chair=role is Role.BOARD_MEMBER and number == 0,
        language="sw" if role in SPEAKS_SWAHILI and number == 0 else "en",
    )


def _office(role: Role, number: int, world: World) -> Office | None:
    if role in WITHOUT_OFFICE:
        return None
    if role in IN_A_SHELTER:
        shelters = [one for one in world.offices.values() if one.kind == Office.Kind.SHELTER]
        return shelters[number % len(shelters)]
    return world.offices["mtwapa-office"]


def _email(role: Role, number: int) -> str:
    name = role.replace("_", "-")
    return f"{name}{number + 1 if number else ''}@practice.example"


def _easy_password(draw: Draw) -> str:
    return f"{'-'.join(draw.some(PASSWORD_WORDS, 2))}-{draw.number(1000, 9999)}"
