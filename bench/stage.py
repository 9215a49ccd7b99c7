"""What the bench stands on: databases, files, a Redis number of its own; made before, gone after."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg2
import redis

PROJECT = Path(__file__).parent.parent
LOOPBACK = {"localhost", "127.0.0.1", "::1", ""}
PREFIX = "tk_bench_"
SIZES = ("small", "standard")
REDIS_NUMBERS = range(11, 0, -1)


class NotHere(Exception):
    """The bench does not run against this server; the text says why."""


@contextmanager
def stage() -> Iterator[dict[str, str]]:
    """Give the environment of a bench: an empty migrated database a size, and drop all of it after.

    Raises NotHere for a server that is not on this machine.
    """
    server = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    refuse_strangers(server, os.environ["REDIS_URL"])
    drop_leftovers(server)
    names = [f"{PREFIX}{os.getpid()}_{size}" for size in SIZES]
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder, _own_redis() as broker:
        environment = os.environ | _settings(folder) | {"REDIS_URL": broker}
        try:
            _make(server, names, environment)
            yield environment | {"DATABASE_URL": at(server, names[-1])}
        finally:
            _drop(server, names)


def refuse_strangers(*urls: str) -> None:
    """Raise NotHere unless every address is this machine's loopback or a socket."""
    for url in urls:
        host = unquote(urlsplit(url).hostname or "")
        if host not in LOOPBACK and not host.startswith("/"):
            raise NotHere(f"The bench fills and drops databases: only on this machine, not {host}")


def drop_leftovers(server: str) -> None:
    """Drop the databases of runs that were killed: their names hold the process that made them."""
    rows = _execute(server, "SELECT datname FROM pg_database WHERE datname LIKE %s", f"{PREFIX}%")
    for (name,) in rows:
        if not Path("/proc", name.removeprefix(PREFIX).partition("_")[0]).exists():
            _drop(server, [name])


def at(server: str, name: str) -> str:
    """Return the address of the database `name` on the same server."""
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def end_in_order(*_signal: object) -> None:
    """Handle TERM: leave through every `finally`, so that programs end and databases go."""
    sys.exit(128 + signal.SIGTERM)


def manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _settings(folder: str) -> dict[str, str]:
    return {
        "FILES_ROOT": f"{folder}/files",
        "STATE_ROOT": folder,
        "STATIC_ROOT": f"{folder}/static",
        "SITE_URL": "http://localhost:8000",
        "DEBUG": "off",
        "REQUESTS_OF_PERSON": "0",
        "REQUESTS_OF_NETWORK": "0",
        "DATABASE_OWNER_URL": "",  # one role makes, fills and asks these databases
    }


def _make(server: str, names: list[str], environment: dict[str, str]) -> None:
    first, *others = names
    environment = environment | {"DATABASE_URL": at(server, first)}
    _execute(server, f'CREATE DATABASE "{first}"')
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "load_reference_data")
    manage(environment, "load_strategic_plan")
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    for name in others:
        _execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{first}"')


def _drop(server: str, names: list[str]) -> None:
    for name in names:
        _execute(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _execute(server: str, statement: str, *values: str) -> list[tuple]:
    connection = psycopg2.connect(server)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


@contextmanager
def _own_redis() -> Iterator[str]:
    """Give the address of a Redis number that is empty, and empty it afterwards."""
    server = urlsplit(os.environ["REDIS_URL"])
    for number in REDIS_NUMBERS:
        url = server._replace(path=f"/{number}").geturl()
        with redis.Redis.from_url(url) as client:
            if client.dbsize() == 0 and server.path != f"/{number}":
                try:
                    yield url
                finally:
                    client.flushdb()
                return
    raise NotHere("No empty database number is left in Redis")
