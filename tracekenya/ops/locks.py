"""File locks that end with the process that holds them, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def open_lock(path: Path) -> int:
    """Return a descriptor of the lock file; closing it lets go of the lock."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait for the lock and hold it alone."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def share(descriptor: int) -> None:
    """Wait for the lock and hold it together with others."""
    fcntl.flock(descriptor, fcntl.LOCK_SH)


def take(path: Path) -> int | None:
    """Return a descriptor that holds the lock alone, or None when somebody else has it."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def is_free(path: Path) -> bool:
    """Say whether nobody holds the lock in any way (it is taken and let go of to find out)."""
    descriptor = take(path)
    if descriptor is not None:
        os.close(descriptor)
    return descriptor is not None


def is_shared(path: Path) -> bool:
    """Say whether somebody holds the lock together with others, rather than alone."""
    if is_free(path):
        return False
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
