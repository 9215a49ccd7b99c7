"""What a kill, a cut or a stranger leaves behind does not keep the services from starting."""

import json
import os
import signal
import socket
from pathlib import Path

import psycopg2
import pytest

from tests.ops.conftest import wait_until
from tracekenya.ops import broker, postgres, processes
from tracekenya.ops.keys import secrets_in


def run_sql(address: str, statement: str) -> list[tuple]:
    connection = psycopg2.connect(address)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def kill_everything_of(layout) -> None:
    running = postgres.find_running(layout)
    session = [running.pid, broker._pid(layout)]
    for pid in session:
        os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not any(map(processes.identity, session)))


def test_committed_rows_survive_a_killed_server(layout, holder):
    first = holder()
    owner = first.environment()["DATABASE_OWNER_URL"]
    run_sql(owner, "CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS number")

    kill_everything_of(layout)
    second = holder()

    assert run_sql(second.environment()["DATABASE_OWNER_URL"], "SELECT number FROM kept") == [(7,)]


def test_a_lock_file_that_names_a_stranger_is_stale(layout, holder):
    first = holder()
    first.environment()
    data = next(layout.services.glob("data-*"))
    first.end()
    lock = data / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{data}\n1\n54321\n\n127.0.0.1\n\nready\n")
    os.chown(lock, data.stat().st_uid, data.stat().st_gid)

    second = holder()

    assert run_sql(second.environment()["DATABASE_URL"], "SELECT 1") == [(1,)]


def test_a_database_that_was_half_made_is_made_again(layout, holder):
    first = holder()
    first.environment()
    data = next(layout.services.glob("data-*"))
    first.end()
    (data / "tracekenya.ready").unlink()
    (data / "PG_VERSION").unlink()

    second = holder()

    assert run_sql(second.environment()["DATABASE_URL"], "SELECT 1") == [(1,)]


def test_a_broker_with_unreadable_data_starts_empty(layout, holder):
    first = holder()
    first.environment()
    first.end()
    manifest = next((layout.services / "redis" / "appendonlydir").glob("*.manifest"))
    manifest.write_text("no manifest\n")

    holder().environment()

    assert broker.find_running(layout, secrets_in(layout.secrets_file)) is not None


def test_a_port_that_somebody_took_meanwhile_is_given_up(layout, holder):
    first = holder()
    told = first.environment()
    first.end()
    port = int(told["DATABASE_URL"].rpartition(":")[2].partition("/")[0])
    with socket.create_server(("127.0.0.1", port)):
        second = holder()
        address = second.environment()["DATABASE_URL"]

    assert address != told["DATABASE_URL"]
    assert run_sql(address, "SELECT 1") == [(1,)]


def test_a_wrong_password_is_refused(layout, holder):
    told = holder().environment()
    password = told["DATABASE_URL"].split(":")[2].partition("@")[0]

    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(told["DATABASE_URL"].replace(password, "wrong"))
    port = broker.find_running(layout, secrets_in(layout.secrets_file))
    assert broker._ask(port, "wrong", "PING").startswith("-NOAUTH")


def test_the_database_is_furnished_for_the_application(layout, holder):
    told = holder().environment()
    question = (
        "SELECT rolname, rolsuper, rolcreatedb, current_setting('max_connections'),"
        " (SELECT count(*) FROM pg_extension WHERE extname = 'btree_gist')"
        " FROM pg_roles WHERE rolname = current_user"
    )

    facts = [run_sql(told[name], question) for name in ("DATABASE_OWNER_URL", "DATABASE_URL")]

    assert facts == [
        [("tracekenya", False, True, "250", 1)],
        [("tracekenya_app", False, False, "250", 1)],
    ]


def test_a_folder_from_before_there_were_two_roles_gets_the_second(layout, holder):
    first = holder()
    owner = first.environment()["DATABASE_OWNER_URL"]
    run_sql(owner, "CREATE TABLE IF NOT EXISTS older AS SELECT 1 AS number")
    _forget_second_role(layout)
    first.end()

    told = holder().environment()

    assert run_sql(told["DATABASE_OWNER_URL"], "SELECT number FROM older") == [(1,)]
    assert run_sql(told["DATABASE_URL"], "SELECT current_user") == [("tracekenya_app",)]


def _forget_second_role(layout) -> None:
    """Leave the data folder and the secrets as they were with one role."""
    secrets = secrets_in(layout.secrets_file)
    port = postgres.find_running(layout).port
    mighty = f"postgres://postgres:{secrets['postgres']}@127.0.0.1:{port}/tracekenya"
    run_sql(mighty, "DROP ROLE tracekenya_app")
    next(layout.services.glob("data-*/tracekenya.two-roles")).unlink()
    del secrets["application"]
    layout.secrets_file.write_text(json.dumps(secrets))


def test_no_service_runs_as_root(layout, holder):
    holder().environment()

    pids = [postgres.find_running(layout).pid, broker._pid(layout)]

    owners = {Path(f"/proc/{pid}").stat().st_uid for pid in pids}
    assert owners == {layout.account.uid if layout.account else os.geteuid()}
    assert 0 not in owners
