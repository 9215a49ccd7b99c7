"""Web, worker and beat refuse to start with a wrong, short, doubled or missing key, in one line."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tracekenya.accounts.models import Installation

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120
PROCESSES = {
    "web": ["gunicorn", "-c", "python:tracekenya.web_server", "tracekenya.wsgi:application"],
    "worker": ["celery", "-A", "tracekenya.celery", "worker", "--pool", "solo"],
    "beat": ["celery", "-A", "tracekenya.celery", "beat"],
}
OTHER = base64.b64encode(bytes(32)).decode()


def environment_of(tmp_path, **values: str) -> dict[str, str]:
    database = connection.settings_dict
    where = f"{database['HOST'] or 'localhost'}:{database['PORT'] or 5432}/{database['NAME']}"
    return os.environ | {
        "DATABASE_URL": f"postgres://{database['USER']}:{database['PASSWORD']}@{where}",
        "DJANGO_SETTINGS_MODULE": "tracekenya.settings",
        "STATE_ROOT": str(tmp_path), "BIND": "127.0.0.1:0", "C_FORCE_ROOT": "1",
    } | values  # fmt: skip


def start_all(tmp_path, **values: str) -> dict[str, tuple[int, list[str]]]:
    """Start the three at once. Returns: process -> exit code, its error output without news."""
    environment = environment_of(tmp_path, **values)
    running = {
        name: subprocess.Popen(  # noqa: S603  our own programs
            [str(Path(sys.executable).with_name(command[0])), *command[1:]],
            cwd=ROOT, env=environment, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        for name, command in PROCESSES.items()
    }  # fmt: skip
    return {name: _ending(process) for name, process in running.items()}


def _ending(process: subprocess.Popen) -> tuple[int, list[str]]:
    try:
        _, said = process.communicate(timeout=SECONDS)
    finally:
        process.kill()
    lines = [line for line in said.splitlines() if line and "[INFO]" not in line]
    return process.returncode, lines


def become_all(tmp_path, **values: str) -> dict[str, tuple[int, list[str]]]:
    """Run the three in forks of one process, a third of the work. Returns the same."""
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-m", "tests.vault.start_child", json.dumps(PROCESSES)],
        cwd=ROOT, env=environment_of(tmp_path, **values), text=True, capture_output=True,
        timeout=4 * SECONDS, check=True,
    )  # fmt: skip
    return {name: (code, lines) for name, (code, lines) in json.loads(done.stdout).items()}


def refused(words: str) -> dict[str, tuple[int, list[str]]]:
    return dict.fromkeys(PROCESSES, (1, [f"Refused to start: {words}"]))


@pytest.fixture
def sealed_database(transactional_db):
    return Installation.objects.create(is_practice=True, canary=Installation.CANARY)


@pytest.mark.parametrize("start", [become_all, pytest.param(start_all, marks=pytest.mark.deep)])
def test_another_key_than_the_databases_is_refused(sealed_database, tmp_path, start):
    known = next(iter(settings.VAULT_KEYS))

    ended = start(tmp_path, VAULT_KEYS=f"{known}:{OTHER}")

    assert ended == refused(f"The vault key {known} does not fit this database: check VAULT_KEYS")


@pytest.mark.deep
def test_a_ring_without_the_key_that_is_needed_is_refused(sealed_database, tmp_path):
    known = next(iter(settings.VAULT_KEYS))

    ended = start_all(tmp_path, VAULT_KEYS=f"other1:{OTHER}")

    assert ended == refused(
        f"VAULT_KEYS lacks the key {known}, which this database still needs: put it back,"
        " then run manage.py rotate_keys"
    )


@pytest.mark.deep
@pytest.mark.parametrize(
    ("ring", "words"),
    [
        ("live1:c2hvcnQ=", "VAULT_KEYS must hold 32 bytes in base64"),
        (f"live1:{OTHER},live2:{OTHER}", "VAULT_KEYS names the key live2 twice"),
        (f"live1:{OTHER},live1:{OTHER}", "VAULT_KEYS names the key live1 twice"),
        (",", "No vault key: set VAULT_KEYS or VAULT_KEYS_FILE"),
    ],
)
def test_a_ring_that_cannot_be_right_is_refused(db, tmp_path, ring, words):
    assert start_all(tmp_path, VAULT_KEYS=ring) == refused(words)
