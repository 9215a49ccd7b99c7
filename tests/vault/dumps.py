"""Copies of the test database by PostgreSQL's own programs, and searching them in every disguise."""

import base64
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from django.db import connection

from tracekenya.ops.layout import tests_layout
from tracekenya.ops.programs import find_postgres

SECONDS = 120


def dump(path: Path, *options: str) -> Path:
    """Write a copy of the test database to `path`; `options` go to pg_dump."""
    _run("pg_dump", "--no-owner", "--no-privileges", f"--file={path}", *options, _database())
    return path


def restore(path: Path, name: str) -> None:
    """Play a plain copy into the database `name`."""
    _run("psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={path}", f"--dbname={name}")


def remake(name: str) -> None:
    """Make the database `name` anew, empty."""
    drop(name)
    # template0: what template1 was given on this machine would be in the way of the copy
    _run(
        "psql",
        "--quiet",
        f"--command=CREATE DATABASE {name} TEMPLATE template0",
        "--dbname=postgres",
    )


def drop(name: str) -> None:
    _run(
        "psql", "--quiet", f"--command=DROP DATABASE IF EXISTS {name} WITH (FORCE)", "--dbname=postgres"
    )  # fmt: skip


def found_in(content: bytes, marks: Iterable[str]) -> list[str]:
    """Return the marks that lie in `content`, readable or in one of the usual disguises."""
    lower = content.lower()
    return [
        mark for mark in marks if any(_lies(needle, content, lower) for needle in needles(mark))
    ]


def needles(mark: str) -> list[bytes]:
    """Return how a text may lie in bytes: as UTF-8, UTF-16, hexadecimal digits and base64."""
    written = [mark.encode(), mark.encode("utf-16-le"), mark.encode("utf-16-be")]
    words = [form.hex().encode() for form in written]
    return [*written, *words, *(core for form in written for core in _base64_cores(form))]


def _base64_cores(form: bytes) -> list[bytes]:
    """Return what base64 shows of `form` wherever in a longer text it begins."""
    cores = []
    for shift in range(3):
        encoded = base64.b64encode(bytes(shift) + form)
        begin = -(-shift * 4 // 3)
        end = (len(form) + shift) // 3 * 4
        cores.append(encoded[begin:end])
    return cores


def _lies(needle: bytes, content: bytes, lower: bytes) -> bool:
    return needle in content or needle.lower() in lower


def _database() -> str:
    return connection.settings_dict["NAME"]


def _run(program: str, *arguments: str) -> None:
    found = connection.settings_dict
    environment = os.environ | {
        "PGHOST": found["HOST"], "PGPORT": str(found["PORT"]), "PGUSER": found["USER"],
        "PGPASSWORD": found["PASSWORD"],
    }  # fmt: skip
    folder = find_postgres(tests_layout().services)
    ended = subprocess.run(  # noqa: S603  PostgreSQL's own programs
        [folder / program, *arguments], env=environment, capture_output=True, text=True,
        timeout=SECONDS, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
