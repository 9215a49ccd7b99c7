"""What the home page is made of: work that waits, how things stand, and days that come."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """One kind of work that waits, or one number worth knowing: how many, in words, and where."""

    count: int
    words: str
    url: str


@dataclass(frozen=True)
class Due:
    """One dated thing that comes next."""

    day: dt.date
    text: str
    url: str
    is_late: bool


@dataclass(frozen=True)
class FirstAct:
    """One of the acts with which the day of a role begins."""

    label: str
    icon: str
    url: str
