"""The kept files of finished jobs, in Django's storage. They are served only by a checked view."""

import hashlib
from dataclasses import dataclass

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tracekenya.jobs.kinds import kind_of
from tracekenya.jobs.models import Job


@dataclass(frozen=True)
class Kept:
    """Where a file lies in the storage, its size in bytes and its SHA-256 in hex."""

    name: str
    size: int
    sha256: str


def path_of(job: Job) -> str:
    kind = kind_of(job.kind)
    return f"{kind.folder}/{job.pk}{kind.suffix}"


def keep(job: Job, content: bytes) -> Kept:
    """Write the file, over what an interrupted attempt may have left."""
    discard(job)
    name = default_storage.save(path_of(job), ContentFile(content))
    return Kept(name, len(content), hashlib.sha256(content).hexdigest())


def discard(job: Job) -> None:
    default_storage.delete(path_of(job))


def open_kept(job: Job) -> File:
    """Return the opened file. Raises FileNotFoundError when the storage has lost it."""
    return default_storage.open(job.file_name)
