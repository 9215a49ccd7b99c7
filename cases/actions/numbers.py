"""Codes without gaps or repeats, whoever asks at the same time."""

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


def case_code(year: int) -> str:
    """Return a code such as TK-2026-00001."""
    return f"TK-{year}-{next_number(f'TK-{year}'):05d}"


def person_code() -> str:
    return f"P-{next_number('P'):06d}"


def suspect_code() -> str:
    return f"S-{next_number('S'):05d}"


def court_case_code(year: int) -> str:
    return f"CC-{year}-{next_number(f'CC-{year}'):04d}"


def intercept_code(station: str, year: int) -> str:
    """Return a code such as INT-MTWAPA-2026-0001."""
    return f"INT-{station.upper()}-{year}-{next_number(f'INT-{station}-{year}'):04d}"


def referral_code(year: int) -> str:
    return f"RF-{year}-{next_number(f'RF-{year}'):05d}"


def activity_code(year: int) -> str:
    return f"ACT-{year}-{next_number(f'ACT-{year}'):04d}"
