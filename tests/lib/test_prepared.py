"""Statements that a connection plans once: every asking has its own values, a rollback takes none away."""

import pytest
from django.db import DataError, connection, transaction

from tracekenya.lib import prepared

pytestmark = pytest.mark.django_db
SUM = "SELECT %(one)s::int + %(fixed)s, %(word)s::text, 'a%%b'"


def names_kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements ORDER BY name")
        return [name for (name,) in cursor.fetchall()]


def answer(one: int | str, word: str | None = None) -> tuple:
    (row,) = prepared.rows_of(SUM, {"fixed": 7}, {"unused": 0, "one": one, "word": word})
    return row


def test_every_asking_has_its_own_values_and_one_plan_serves_them_all():
    first = answer(1, "it's $1")
    kept = names_kept()

    assert first == (8, "it's $1", "a%b")
    assert answer(2) == (9, None, "a%b")
    assert names_kept() == kept


def test_a_rollback_of_what_came_first_leaves_the_plan():
    sql = "SELECT %(one)s::int * 2"
    with transaction.atomic():
        prepared.rows_of(sql, {}, {"one": 3})
        transaction.set_rollback(True)

    assert prepared.rows_of(sql, {}, {"one": 4}) == [(8,)]


def test_a_bad_value_is_the_error_of_django():
    with pytest.raises(DataError), transaction.atomic():
        answer("not a number")

    assert answer(1) == (8, None, "a%b")
