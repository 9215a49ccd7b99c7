"""What the page of a running job shows; filled by whoever knows the job."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Step:
    """One step in words and where it stands; "stopped" is the step at which the work broke off."""

    label: str
    state: Literal["waiting", "running", "done", "stopped"] = "waiting"


@dataclass(frozen=True)
class JobProgress:
    """A job in words.

    `fragment_url` answers with this component alone; `number` of `total` units are done (0 of 0: not
    counted); `elapsed` is in words. An empty URL leaves its button out.
    """

    title: str
    words: str
    state: str
    steps: Sequence[Step]
    fragment_url: str
    is_finished: bool
    elapsed: str
    number: int = 0
    total: int = 0
    cancel_url: str = ""
    retry_url: str = ""
    result_url: str = ""
    result_label: str = ""
