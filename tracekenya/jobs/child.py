"""The process that does one piece of work, and the pipe through which it tells how far it is.

The work has a process of its own so that it can be stopped at any moment, whatever library it is in,
and so that its memory is given back. The worker stays outside and watches.
"""

import ctypes
import json
import logging
import os
import select
import signal
from dataclasses import dataclass, field
from typing import Any, NoReturn

from django.db import InterfaceError, OperationalError, connections

from tracekenya.jobs import files
from tracekenya.jobs.kinds import WorkRefused, kind_of
from tracekenya.jobs.models import Job
from tracekenya.vault.keys import keys_kept

logger = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1  # prctl(2): a signal for the child when its parent dies
READ_BYTES = 65536


@dataclass
class Child:
    """A running child. `news` holds what it said and nobody has read yet, oldest first."""

    pid: int
    pipe: int
    news: list[dict[str, Any]] = field(default_factory=list)
    has_ended: bool = False
    _unread: bytes = b""

    def listen(self, seconds: float) -> list[dict[str, Any]]:
        """Wait at most `seconds` for news and return them; sets `has_ended` when it is gone."""
        if not select.select([self.pipe], [], [], seconds)[0]:
            return []
        heard = os.read(self.pipe, READ_BYTES)
        self.has_ended = not heard
        *lines, self._unread = (self._unread + heard).split(b"\n")
        return [json.loads(line) for line in lines]

    def end(self) -> None:
        """Kill it if it still lives, and collect it."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            os.close(self.pipe)
            self.pid, self.has_ended = 0, True


def start(job: Job) -> Child:
    """Fork a child that works on `job`. Database connections are closed first: both make their own."""
    parent = os.getpid()
    reading, writing = os.pipe()
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _live(job, writing, parent)
    os.close(writing)
    return Child(pid, reading)


def _live(job: Job, pipe: int, parent: int) -> NoReturn:
    """Be the child: work, say how it ended, and leave without the parent's exit handlers."""
    try:
        _die_with(parent)
        _say(pipe, _ending(job, pipe))
    finally:
        os._exit(0)


def _die_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1):
        signal.signal(number, signal.SIG_DFL)
    if os.getppid() != parent:
        os._exit(0)


def _ending(job: Job, pipe: int) -> dict[str, Any]:
    def tell(step: str, number: int, total: int) -> None:
        _say(pipe, {"step": [step, number, total]})

    try:
        with keys_kept():
            made = kind_of(job.kind).make(job.params, tell)
        kept = files.keep(job, made.content)
    except WorkRefused as refusal:
        return {"refused": refusal.code}
    except (OperationalError, InterfaceError):
        logger.exception("Job %s lost its database", job.pk)
        return {"interrupted": True}
    except Exception:  # the edge of the task: whatever it was, the row must say that it failed
        logger.exception("Job %s crashed", job.pk)
        return {"refused": "crashed"}
    return {"made": vars(kept), "facts": made.facts}


def _say(pipe: int, news: dict[str, Any]) -> None:
    os.write(pipe, json.dumps(news).encode() + b"\n")
