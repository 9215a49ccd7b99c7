"""Locks on things that have no row yet: held until the transaction ends."""

from collections.abc import Iterable

from django.db import connection


def hold(keys: Iterable[int]) -> None:
    """Wait for others who hold one of these numbers (63 bits), then hold them; in one order, by one statement."""
    wanted = sorted(set(keys))
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) AS k", [wanted]
            )
