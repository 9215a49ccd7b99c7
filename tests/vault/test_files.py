"""Sealed files: unreadable on the disk, opened for their own row alone."""

import uuid

import pytest

from tracekenya.vault.cipher import CannotOpen
from tracekenya.vault.files import discard_sealed, keep_sealed, read_sealed

pytestmark = pytest.mark.django_db
LABEL = "room.file"
CONTENT = b"\x00\xff words on paper" * 100


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    return tmp_path


def test_a_file_is_unreadable_on_the_disk_and_comes_back_whole(storage):
    row = uuid.uuid4()

    keep_sealed(CONTENT, folder="papers", label=LABEL, row=row)

    on_disk = (storage / "papers" / f"{row}.sealed").read_bytes()
    assert on_disk.count(b"words on paper") == 0
    assert read_sealed(folder="papers", label=LABEL, row=row) == CONTENT


def test_a_file_put_in_the_place_of_another_does_not_open(storage):
    row, other = uuid.uuid4(), uuid.uuid4()
    keep_sealed(CONTENT, folder="papers", label=LABEL, row=row)
    (storage / "papers" / f"{row}.sealed").rename(storage / "papers" / f"{other}.sealed")

    with pytest.raises(CannotOpen):
        read_sealed(folder="papers", label=LABEL, row=other)


def test_a_kept_file_replaces_the_one_before_and_can_be_discarded(storage):
    row = uuid.uuid4()
    for content in (b"first", b"second"):
        keep_sealed(content, folder="papers", label=LABEL, row=row)

    assert read_sealed(folder="papers", label=LABEL, row=row) == b"second"
    discard_sealed(folder="papers", row=row)
    discard_sealed(folder="papers", row=row)
    assert list(storage.rglob("*.sealed")) == []
