"""What web, worker and beat do before anything else: refuse an unsafe start, in one line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connections


@contextmanager
def refusing_in_one_line() -> Iterator[None]:
    """End the process with one line on its error output instead of a traceback."""
    try:
        yield
    except ImproperlyConfigured as error:
        _refuse(str(error))
    except OperationalError:
        _refuse("the database cannot be reached")
    except ProgrammingError:
        _refuse("the database has other tables than this release: run manage.py migrate")


def start_safely() -> None:
    """Check keys, mode and rights, then close what was opened: workers are forked afterwards."""
    with refusing_in_one_line():
        django.setup()
        from tracekenya.accounts.installation import refuse_unsafe_start  # noqa: PLC0415  set up now

        refuse_unsafe_start()
    connections.close_all()


def _refuse(why: str) -> None:
    told = sys.__stderr__ or sys.stderr  # Celery turns the other one into lines of its log
    told.write(f"Refused to start: {why}\n")
    raise SystemExit(1) from None
