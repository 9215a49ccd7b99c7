"""Runs a statement of the planner."""

from typing import Any

from django.db import connection


def rows_of(statement: tuple[str, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return all rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()
