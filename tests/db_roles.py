"""Working as the application's role of PostgreSQL, as in production; tests themselves are the owner."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg2
import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


def application_url() -> str:
    """Return the address under which the application reaches the database of this test."""
    found = connection.settings_dict
    user, password = settings.APPLICATION_ROLE, quote(settings.APPLICATION_ROLE_PASSWORD, safe="")
    return f"postgres://{user}:{password}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


def has_two_roles() -> bool:
    return settings.APPLICATION_ROLE not in ("", connection.settings_dict["USER"])


@contextmanager
def as_application() -> Iterator[psycopg2.extensions.connection]:
    """Give a connection of its own, signed in as the application's role.

    It sees committed rows alone; each statement is a transaction of its own.
    """
    if not has_two_roles():
        pytest.fail("These tests need two roles: set DATABASE_OWNER_URL beside DATABASE_URL")
    made = psycopg2.connect(application_url())
    try:
        made.autocommit = True
        yield made
    finally:
        made.close()


@contextmanager
def application_role() -> Iterator[None]:
    """Let this test's own connection work as the application's role for a while."""
    _run(f'SET ROLE "{settings.APPLICATION_ROLE}"')
    try:
        yield
    finally:
        _run("RESET ROLE")


class ApplicationRoleMiddleware:
    """Let every request of a test do its work as the application's role."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            connection.ensure_connection()
        except (DatabaseError, RuntimeError):  # a test without database, or with a broken one
            return self.get_response(request)
        with application_role():
            return self.get_response(request)


def _run(statement: str) -> None:
    """Run beside Django's cursors, whose statements tests count; a lost connection has no role."""
    if not has_two_roles() or connection.connection is None or connection.connection.closed:
        return
    try:
        with connection.connection.cursor() as cursor:
            cursor.execute(statement)
    except psycopg2.Error:  # a broken transaction: its end takes the role away again
        return
