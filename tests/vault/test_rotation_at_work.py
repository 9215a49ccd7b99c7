"""The ring is turned while people write, and the process that turns it is killed again and again."""

import base64
import os
import random
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import pytest
from django.conf import settings as now
from django.db import connection

from cases.actions import people
from cases.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.cases import PersonFactory
from tests.vault.test_erasure import made_old
from tests.vault.test_rotation import old_file, storage
from tracekenya.lib.errors import StaleVersion
from tracekenya.roles.roles import Role
from tracekenya.vault.actions.rotating import how_many_left
from tracekenya.vault.cipher import CannotOpen
from tracekenya.vault.files import keep_sealed, read_sealed
from tracekenya.vault.keys import keys_kept, make_keys
from tracekenya.vault.models import DataKey

__all__ = ["storage"]
ROOT = Path(__file__).resolve().parents[2]
NEW = b"\x01" * 32
PEOPLE, OLD, FILES, MORE_KEYS = 400, 40, 12, 600
WRITERS, KILLS, LATE_KILLS = 3, 5, 1
SECONDS = 120

pytestmark = [pytest.mark.deep, pytest.mark.django_db(transaction=True)]


def command(files: Path) -> subprocess.Popen:
    """Start `manage.py rotate_keys` with the new key in front, as an operator does."""
    found = connection.settings_dict
    where = f"{found['HOST']}:{found['PORT']}/{found['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{found['USER']}:{found['PASSWORD']}@{where}",
        "VAULT_KEYS": f"new1:{base64.b64encode(NEW).decode()},{os.environ['VAULT_KEYS']}",
        "FILES_ROOT": str(files),
    }  # fmt: skip
    return subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "manage.py", "rotate_keys"],
        cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


class Office:
    """What people saved, so that a lost write is noticed."""

    def __init__(self) -> None:
        self.lock, self.closed = threading.Lock(), threading.Event()
        self.user = UserFactory(role=Role.CASE_MANAGER)
        for number in range(PEOPLE):
            PersonFactory(names=f"Mfano {number}", code=f"P-9{number:05d}")
        self.names = {row.pk: (row.version, row.names) for row in Person.objects.all()}
        rows = list(Person.objects.all()[:OLD])
        for row in rows:
            made_old(row)
        DataKey.objects.filter(owner__in=[row.pk for row in rows]).delete()
        make_keys(uuid.uuid4() for _ in range(MORE_KEYS))
        self.files = dict.fromkeys((uuid.uuid4() for _ in range(FILES)), b"paper")
        self.where = [old_file(row) for row in self.files]
        self.writes, self.faults = 0, []

    def saved(self, row: Person) -> None:
        with self.lock:
            self.writes += 1
            self.names[row.pk] = max(self.names.get(row.pk, (0, "")), (row.version, row.names))


class Writer(threading.Thread):
    """Somebody at work: reads a person and a list, corrects a name, registers one, keeps a file."""

    def __init__(self, office: Office, number: int) -> None:
        super().__init__(daemon=True)
        self.office, self.draw = office, random.Random(number)  # noqa: S311  not for secrets
        self.files = office.where[number::WRITERS]

    def run(self) -> None:
        try:
            while not self.office.closed.is_set():
                try:
                    with keys_kept():
                        self.work()
                except StaleVersion:
                    pass  # another writer was quicker: nothing was saved
                except Exception as fault:  # noqa: BLE001  every fault is counted
                    self.office.faults.append(repr(fault)[:300])
                time.sleep(0.2)
        finally:
            connection.close()

    def work(self) -> None:
        row = Person.objects.get(pk=self.draw.choice(list(self.office.names)))
        assert row.names.startswith("Mfano ")
        words = f"Mfano {self.draw.random()}"
        self.office.saved(
            people.edit(person=row, version=row.version, by=self.office.user, names=words)
        )
        if self.draw.random() < 0.2:
            self.office.saved(people.register(by=self.office.user, names=words))
            where = self.draw.choice(self.files)
            assert read_sealed(**where) == self.office.files[where["row"]]
            keep_sealed(words.encode(), **where)
            self.office.files[where["row"]] = words.encode()
            assert all(each.names for each in Person.objects.order_by("?")[:50])


def waiting() -> int:
    """Return how many data keys still lie under the old key: nobody but the command changes it."""
    return DataKey.objects.exclude(kek="new1").count()


def killed(files: Path, *, is_time) -> bool:
    """Start the command, kill it with signal 9 as soon as `is_time`; False when it had ended."""
    process = command(files)
    begun = time.monotonic()
    while process.poll() is None and not is_time() and time.monotonic() - begun < SECONDS:
        time.sleep(0.02)
    process.kill()
    process.communicate()
    return process.returncode < 0


def kill_it_often(files: Path) -> list[int]:
    """Return how many keys were waiting after each kill."""
    waited = []
    for _ in range(KILLS):
        before = waiting()
        if killed(files, is_time=lambda before=before: waiting() < before):
            waited.append(waiting())
    for _ in range(LATE_KILLS):
        if killed(files, is_time=lambda: waiting() == 0):
            waited.append(waiting())
    return waited


def opened(office: Office) -> tuple[dict, dict]:
    """Return what opens: the person -> version and names, the file's row -> its bytes."""
    names, files = {}, {}
    with keys_kept():
        for row in Person.objects.all():
            try:
                names[row.pk] = (row.version, row.names)
            except CannotOpen:
                continue
    for where in office.where:
        try:
            files[where["row"]] = read_sealed(**where)
        except CannotOpen:
            continue
    return names, files


def test_nobody_is_disturbed_and_nothing_is_lost(settings, storage):
    old = dict(now.VAULT_KEYS)
    office = Office()
    settings.VAULT_KEYS = {"new1": NEW} | old  # whoever works has both keys, the new one in front
    writers = [Writer(office, number) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        waited = kill_it_often(storage)
        whole = command(storage)
        said, _ = whole.communicate(timeout=SECONDS)
    finally:
        office.closed.set()
        for writer in writers:
            writer.join(SECONDS)

    assert (whole.returncode, said.split("Left: ")[-1]) == (0, "0\n"), said
    assert sorted(set(office.faults)) == []
    assert (len(waited) >= KILLS, how_many_left()) == (True, 0), waited
    settings.VAULT_KEYS = {"new1": NEW}  # the old key is taken out
    assert opened(office) == (office.names, office.files)
    assert list(storage.rglob("*.part")) == []
    settings.VAULT_KEYS = old
    assert opened(office) == ({}, {})
    print(  # noqa: T201  figures of the whole run
        f"\nrotation: {DataKey.objects.count()} keys, {len(waited)} kills, {office.writes} writes,"
        f" {len(office.faults)} read errors; keys waiting after each kill: {waited}"
    )
