"""Addresses of records, worked out once a route: lists print them by the dozen."""

import uuid
from functools import cache

from django.urls import reverse

ANY_KEY = uuid.UUID(int=0)


def address(route: str, key: uuid.UUID | str) -> str:
    """Return the address of `route`, whose only argument is a UUID. Raises NoReverseMatch."""
    before, after = _around(route)
    return f"{before}{key}{after}"


@cache
def plain_address(route: str) -> str:
    """Return the address of a route without arguments. Raises NoReverseMatch."""
    return reverse(route)


@cache
def _around(route: str) -> tuple[str, str]:
    before, _key, after = reverse(route, args=[ANY_KEY]).partition(str(ANY_KEY))
    return before, after
