"""The filled databases of one run, and the people in them who sign in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import gen
from tracekenya.accounts.installation import make_practice
from tracekenya.accounts.models import User
from tracekenya.places.models import Office
from tracekenya.roles.roles import Role

FILLED = {"small": gen.SMALL, "standard": gen.STANDARD}
STAFF = (
    Role.ME_OFFICER, Role.CASE_MANAGER, Role.PROGRAMME_MANAGER, Role.SHELTER_MANAGER,
    Role.FIELD_MONITOR,
)  # fmt: skip


def sizes() -> dict[str, str]:
    return {name: str(size) for name, size in FILLED.items()}


def fill() -> None:
    """Fill both databases; the standard one stays connected."""
    for name, size in FILLED.items():
        with connected(name):
            make_practice()
            gen.fill(size)
            _add_staff()
            gen.analyse()


@contextmanager
def connected(size: str) -> Iterator[None]:
    """Work on the database of `size`, then on the standard one again."""
    _connect(size)
    try:
        yield
    finally:
        _connect("standard")


def person(role: Role) -> User:
    return User.objects.get(email=_email(role))


@cache
def client(role: Role) -> Client:
    """Return a signed-in browser without a network, as served on localhost."""
    signed_in = Client(SERVER_NAME="localhost", raise_request_exception=True)
    signed_in.force_login(person(role), backend=settings.AUTHENTICATION_BACKENDS[0])
    return signed_in


def queries(call) -> int:
    """Return how many statements `call` sends."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def address(size: str) -> str:
    """Return the address of the database of `size`; the environment names the standard one."""
    return os.environ["DATABASE_URL"].removesuffix("standard") + size


def _connect(size: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = address(size).rpartition("/")[2]


def _add_staff() -> None:
    house = Office.objects.get(code="bench-2")
    for number, role in enumerate(STAFF):
        User.objects.create(
            email=_email(role),
            staff_code=f"BENCH{number}",
            full_name=f"Bench {role.label if hasattr(role, 'label') else role}",
            role=role,
            office=house if role == Role.SHELTER_MANAGER else None,
        )


def _email(role: Role) -> str:
    return f"{role}@bench.example"
