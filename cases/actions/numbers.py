"""Codes without gaps or repeats, whoever asks at the same time."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import connection, transaction

from cases.models import NumberSeries


def next_number(series: str) -> int:
    """Return the next number of `series`, starting at 1; the row stays locked until commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {NumberSeries._meta.db_table} AS s (name, last) VALUES (%s, 1)"  # noqa: S608  own table name
            " ON CONFLICT (name) DO UPDATE SET last = s.last + 1 RETURNING last",
            [series],
        )
        return cursor.fetchone()[0]


def next_numbers(series: Iterable[str]) -> dict[str, Iterator[int]]:
    """Return for each name of `series`, as often as it stands there, the next numbers in their order.

    One statement; rows are locked in the order of their names, so that two who ask wait, never both.
    """
    wanted = Counter(series)
    names = sorted(wanted)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {NumberSeries._meta.db_table} AS s (name, last)"  # noqa: S608  own table name
            " SELECT name, wanted FROM unnest(%s::text[], %s::int[]) AS w (name, wanted) ORDER BY name"
            " ON CONFLICT (name) DO UPDATE SET last = s.last + EXCLUDED.last RETURNING name, last",
            [names, [wanted[name] for name in names]],
        )
        given = cursor.fetchall()
    return {name: iter(range(last - wanted[name] + 1, last + 1)) for name, last in given}


def case_code(year: int) -> str:
    """Return a code such as TK-2026-00001."""
    return f"TK-{year}-{next_number(f'TK-{year}'):05d}"


PEOPLE = "P"  # name of the series


def person_code(number: int | None = None) -> str:
    return f"P-{number or next_number(PEOPLE):06d}"


def suspect_code() -> str:
    return f"S-{next_number('S'):05d}"


def court_case_code(year: int) -> str:
    return f"CC-{year}-{next_number(f'CC-{year}'):04d}"


def intercept_series(station: str, year: int) -> str:
    return f"INT-{station}-{year}"


def intercept_code(station: str, year: int, number: int | None = None) -> str:
    """Return a code such as INT-MTWAPA-2026-0001; `number` where it was given out already."""
    number = number or next_number(intercept_series(station, year))
    return f"INT-{station.upper()}-{year}-{number:04d}"


def referral_code(year: int) -> str:
    return f"RF-{year}-{next_number(f'RF-{year}'):05d}"


def activity_code(year: int) -> str:
    return f"ACT-{year}-{next_number(f'ACT-{year}'):04d}"


def vehicle_code() -> str:
    return f"V-{next_number('V'):05d}"


def tip_code(year: int) -> str:
    return f"TIP-{year}-{next_number(f'TIP-{year}'):04d}"
