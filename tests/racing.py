"""Many hands at one moment: each in a thread and a connection of its own."""

import threading
from collections.abc import Callable, Sequence

from django.db import connection

from tracekenya.lib.errors import DomainError

LONGEST = 60  # seconds until all have begun
DOOR = 8  # connections that are made at a time


def at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    """Do all `acts` at one moment; return, sorted, "" for each that was done, else its refusal's words."""
    answers, start = [], threading.Barrier(len(acts))
    door = threading.Semaphore(DOOR)

    def run(act):
        with door:  # the race is for what `acts` want, not for a connection
            connection.ensure_connection()
        start.wait(timeout=LONGEST)
        try:
            act()
            answers.append("")
        except DomainError as refusal:
            answers.append(str(refusal.message))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)
