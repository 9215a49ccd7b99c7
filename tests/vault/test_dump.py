"""A stolen copy of the database or of the files holds nothing that was sealed; the keys open all of it."""

import base64
import itertools
import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.db import connection

from cases.actions.erasure import erase_identity
from cases.models import Person
from tests.factories.work import OrganisationFactory
from tests.vault.dumps import drop, dump, found_in, remake, restore
from tests.vault.sealed import (
    ELSEWHERE,
    of_nobody_in_the_registry,
    of_one_person,
    read,
)
from tracekenya.vault.actions.resealing import sealed_models
from tracekenya.vault.fields import sealed_fields
from tracekenya.vault.files import folders, keep_sealed, read_sealed, sealed_files

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 4
RESTORED = "test_restored_copy"
READ_NAMES = """
import json, django
django.setup()
from cases.models import Person
print(json.dumps({row.code: row.names for row in Person.objects.all()}))
"""


class Marks:
    """Invented names, phones, addresses and notes that stand nowhere else; `made` remembers them."""

    def __init__(self) -> None:
        self.numbers = itertools.count(100)
        self.made: list[str] = []

    def __call__(self, field) -> str:
        number = next(self.numbers)
        if "phone" in field.name:
            mark = f"0711{number:06d}"
        elif "name" in field.name or "alias" in field.name:
            mark = f"Zawabele{number} Kielelezowa{number}"
        else:
            mark = f"Nyumba ya mfano {number}, mtaa wa Kielelezo"
        self.made.append(mark)
        return mark


@pytest.fixture
def marked(transactional_db):
    """Return marks and the rows that hold them: a hundred and more, of every sealed column."""
    marks = Marks()
    rows = []
    for _ in range(PEOPLE):
        about = of_one_person(marks) + of_nobody_in_the_registry(marks)
        about[0].index_identity()
        about[0].save()
        rows.append(about)
    return marks, rows


@pytest.mark.parametrize("disguise", [
    lambda mark: mark.encode(),
    lambda mark: mark.upper().encode(),
    lambda mark: mark.encode("utf-16-le"),
    lambda mark: mark.encode("utf-16-be"),
    lambda mark: mark.encode().hex().encode(),
    lambda mark: mark.encode().hex().upper().encode(),
    lambda mark: base64.b64encode(b"a" + mark.encode()),
    lambda mark: base64.b64encode(b"ab" + mark.encode() + b"c"),
    lambda mark: base64.b64encode(mark.encode("utf-16-le")),
])  # fmt: skip
def test_the_search_finds_what_lies_open_or_disguised(disguise):
    mark = "Zawabele7 Kielelezowa7"

    assert found_in(b"\x00x" + disguise(mark) + b"y", [mark, "Mwingine"]) == [mark]


def test_a_dump_holds_none_of_a_hundred_marks_and_the_keys_open_them_all(marked, tmp_path):
    marks, rows = marked
    OrganisationFactory(name="Shirika la Kielelezo Wazi")
    columns = {
        f.seal_label for m in sealed_models() if m not in ELSEWHERE for f in sealed_fields(m)
    }

    copy = dump(tmp_path / "copy.sql").read_bytes()

    opened = [text for about in rows for row in about for text in read([row]).values()]
    assert sorted(opened) == sorted(marks.made)
    assert {label for about in rows for label in read(about)} == columns
    assert found_in(copy, ["Shirika la Kielelezo Wazi"]) != []
    assert found_in(copy, [word for mark in marks.made for word in [mark, *_words(mark)]]) == []
    figures = f"{len(marks.made)} marks in {len(columns)} columns, {len(copy):,} bytes of dump"
    print(f"{figures}: 0 found")  # noqa: T201  figures of the whole run
    assert len(marks.made) >= 100


def test_the_store_of_files_holds_none_of_a_hundred_marks(db, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    marks, folder = Marks(), folders[0]
    field = Person._meta.get_field("names")
    papers = {uuid.UUID(int=n): marks(field) for n in range(100)}
    for row, mark in papers.items():
        keep_sealed(f"{mark} ".encode() * 50, folder=folder.folder, label=folder.label, row=row)

    lying = [(place.name.encode(), place.read_bytes()) for _, place in sealed_files(folder)]

    assert len(lying) == 100
    assert [found_in(name + content, marks.made) for name, content in lying] == [[]] * 100
    for row, mark in papers.items():
        content = read_sealed(folder=folder.folder, label=folder.label, row=row)
        assert found_in(content, marks.made) == [mark]


@pytest.mark.deep
def test_an_old_copy_does_not_bring_an_erased_person_back(marked, tmp_path):
    """As docs/deploy.md says: data keys are copied apart, and only the newest copy of them is kept."""
    marks, rows = marked
    gone, here = rows[0][0], rows[1][0]
    old = dump(tmp_path / "old.sql", "--exclude-table-data=vault_datakey")
    whole = dump(tmp_path / "whole.sql")
    erase_identity(person=gone, by=None)
    keys = dump(tmp_path / "keys.sql", "--data-only", "--table=vault_datakey")
    try:
        remake(RESTORED)
        restore(old, RESTORED)
        restore(keys, RESTORED)
        restored = names_in(RESTORED)
        remake(RESTORED)
        restore(whole, RESTORED)
        with_old_keys = names_in(RESTORED)
    finally:
        drop(RESTORED)

    assert restored[gone.code] == "erased"
    assert restored[here.code] == here.names
    assert with_old_keys[gone.code] == gone.names  # the control: why old copies of keys must go


def names_in(database: str) -> dict[str, str]:
    """Return code -> names of the people in another database, as a process of its own reads them."""
    found = connection.settings_dict
    address = f"{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{database}"
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{address}",
        "DJANGO_SETTINGS_MODULE": "tracekenya.settings",
    }
    said = subprocess.run(  # noqa: S603  Python itself
        [sys.executable, "-c", READ_NAMES], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=True,
    ).stdout  # fmt: skip
    return json.loads(said)


def _words(mark: str) -> list[str]:
    return [word for word in mark.split() if word[-1].isdigit()]
