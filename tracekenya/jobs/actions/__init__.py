"""Every change of a job: what people ask for, and what workers report."""

from tracekenya.jobs.actions.people import ask, cancel, retry
from tracekenya.jobs.actions.workers import (
    claim,
    confirm_cancelled,
    fail,
    finish,
    interrupt,
    keep_alive,
    reap,
)

__all__ = [
    "ask",
    "cancel",
    "claim",
    "confirm_cancelled",
    "fail",
    "finish",
    "interrupt",
    "keep_alive",
    "reap",
    "retry",
]
