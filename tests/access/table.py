"""The answers that every address owes to every person, from tables written by hand.

`routes.csv` says which act a route is, on what kind of record, by which methods; the oracle of
`tests/roles` says which letter a role has for an act; `REACH` says which records a letter reaches.
Nothing here is read from the code of the application.
"""

import csv
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from tests.roles.oracle import oracle

ROUTES_FILE = Path(__file__).parent / "routes.csv"
ANONYMOUS = "anonymous"
OUTSIDERS = {"board_member", "donor_viewer"}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
ALLOWED = {"G": {"GET", "HEAD"}, "P": {"POST"}, "GP": {"GET", "POST"}}


class Position(StrEnum):
    """Where a record stands from the person who asks for it."""

    OWN = "own"  # written by the person, granted to nobody
    ASSIGNED = "assigned"  # granted to the person, for writing
    READING = "reading"  # granted to the person, for reading only
    NEAR = "near"  # granted to the office of the person; in their shelter and county
    OTHER = "other"  # nothing to do with the person
    CLOSED = "closed"  # assigned, but the case was closed a month ago
    RESTRICTED = "restricted"  # granted to the office of the person, but restricted
    CONFLICT = "conflict"  # granted to the person, who is too near to whom it is about
    MISSING = "missing"  # no such record
    NONE = "-"  # the address names no record


class Answer(StrEnum):
    OPEN = "open"
    FORBIDDEN = "403"
    NOT_FOUND = "404"
    SIGN_IN = "sign-in"


P = Position
WHOLE = {P.OWN, P.ASSIGNED, P.READING, P.NEAR, P.OTHER, P.CLOSED}
ANYWHERE = WHOLE | {P.RESTRICTED, P.CONFLICT}  # what stands on no case
GRANTED = {P.ASSIGNED, P.READING, P.NEAR}
CASE = {"W": WHOLE, "A": GRANTED, "S": GRANTED, "O": WHOLE}  # O: for oneself, on what one sees
STAY = {"W": WHOLE, "S": {P.NEAR}, "A": GRANTED}
HOUSE = {"W": ANYWHERE, "S": {P.NEAR}, "A": GRANTED}
# Kind of record -> the acts that show that it exists, each with what its letters reach.
REACH: dict[str, list[tuple[str, dict[str, set[Position]]]]] = {
    "case": [("case.view", CASE)],
    "suspect": [("suspect.view", {"W": WHOLE, "A": GRANTED})],
    "court case": [("court.view", CASE)],
    "intercept": [("intercept.view", {"W": WHOLE, "O": {P.OWN}, "A": GRANTED, "S": GRANTED})],
    "referral": [("referral.view", CASE), ("case.view", CASE)],
    "house": [("shelter.view", HOUSE)],
    "stay": [("stay.view", STAY)],
    "stay and case": [("stay.view", STAY), ("case.view", CASE)],
    "turned away": [("turn-away.view", {"W": ANYWHERE, "S": {P.NEAR}, "O": {P.OWN}})],
    "incident": [("incident.view", {"W": WHOLE, "S": {P.NEAR}, "O": {P.OWN}, "A": GRANTED})],
    "move-in": [("stay.move-in", HOUSE)],
    "day visit": [("day-visit.record", STAY)],
    "activity": [("activity.view", {"W": ANYWHERE, "C": {P.NEAR}, "S": {P.NEAR}})],
    "grant": [("grant.view", {"W": WHOLE, "A": GRANTED})],
    # The note was written by the person who asks, on the own and on the assigned case.
    "counselling note": [
        ("case.view", {"W": {P.OWN, P.ASSIGNED}, "A": {P.ASSIGNED}, "S": {P.ASSIGNED}})
    ],
    # That there is one: also to who may open it with a reason, on cases granted to them.
    "counselling facts": [
        ("case.view", {"W": {P.OWN, *GRANTED}, "A": {P.ASSIGNED}, "S": {P.ASSIGNED}})
    ],
    # Written by somebody else and not shared: only by a grant and the right to read them all.
    "note of others": [("counselling.view", {"A": {P.READING, P.NEAR}})],
    "emergency of others": [("break-glass.open", {})],
    "repeat": [("repeat.handle", {"W": WHOLE})],
    "shift": [("shift.view", {"W": ANYWHERE, "O": {P.OWN}})],
    "check-in": [("check-in.keep", {"W": ANYWHERE, "O": {P.OWN}})],
    "tip": [("tip.keep", {"W": ANYWHERE, "O": {P.OWN}})],
    "notice": [("home.view", {"O": {P.OWN}})],
    "sealed note": [("sealed-note.read", {"O": {P.OWN}})],
    "unapproved value": [("indicator.true-numbers", {"W": WHOLE})],
    "check of cases": [("case.view", {"W": WHOLE, "A": WHOLE, "S": WHOLE})],
    "report": [("report.view", {"W": WHOLE})],
    "register": [], "account": [], "waiting account": [], "code list": [], "crew": [],
    "conflict": [], "review": [], "reason": [], "allegation": [],
}  # fmt: skip
# Kinds of record that stand in every position; the others are there or missing.
PLACED = set(REACH) - {
    "unapproved value", "check of cases", "report", "register", "account", "waiting account", "code list", "crew",
    "conflict", "review", "reason", "emergency of others", "allegation",
}  # fmt: skip
# Who opens the names of a crew: those who work with crews on the road or keep the directory.
CREW_ACTS = ("intercept.record", "directory.edit")


@dataclass(frozen=True)
class Line:
    """One route, perhaps with a query, on one kind of record. `also`: further conditions, see `_also`."""

    route: str
    act: str
    record: str
    methods: str
    also: str

    def asked_by(self, method: str) -> "Line":
        """Return the line as it stands for `method`: some pages are read by more than may write."""
        acts = [word for word in self.also.split() if word.startswith("post:")]
        if method != "POST" or not acts:
            return self
        return replace(self, also=acts[0].removeprefix("post:"))

    @property
    def acts(self) -> list[str]:
        """The act of the line and those that must reach the record besides."""
        return [self.act, *(word for word in self.also.split() if "." in word and ":" not in word)]

    @property
    def positions(self) -> list[Position]:
        if self.record == "-":
            return [P.NONE]
        return [p for p in P if p != P.NONE] if self.record in PLACED else [P.OTHER, P.MISSING]


@cache
def lines() -> list[Line]:
    return [Line(**row) for row in csv.DictReader(ROUTES_FILE.read_text().splitlines())]


def letter(role: str, act: str) -> str:
    """Return the letter of the oracle; the r of "by reveal, with a reason" changes no reach."""
    return oracle()[role, act].removesuffix("r")


def expected(role: str, line: Line, position: Position) -> Answer:
    """Return what `role` must meet on a record in `position` with a method that the route takes."""
    if line.act == "public":
        return Answer.OPEN
    if role == ANONYMOUS:
        return Answer.SIGN_IN
    if letter(role, line.act) == "-":
        return _refused(role)
    if line.record == "crew" and all(letter(role, act) == "-" for act in CREW_ACTS):
        return Answer.FORBIDDEN
    if position == P.NONE:
        nothing = any(letter(role, act) == "-" for act in line.acts)
        return _refused(role) if nothing else _also(role, line, position)
    shown = REACH[line.record]
    if position == P.MISSING or not all(_reached(role, *each, position) for each in shown):
        return Answer.NOT_FOUND
    if shown and not all(_reached(role, act, shown[-1][1], position) for act in line.acts):
        return Answer.FORBIDDEN
    return _also(role, line, position)


def _refused(role: str) -> Answer:
    return Answer.NOT_FOUND if role in OUTSIDERS else Answer.FORBIDDEN


def _reached(role: str, act: str, reach: dict[str, set[Position]], position: Position) -> bool:
    # An act without places of its own, such as that on a note, reaches where its letter does.
    return position in reach.get(letter(role, act), set())


def _also(role: str, line: Line, position: Position) -> Answer:
    """`write`: a grant for reading is not enough; `whole`: the act must reach everything.

    `maybe` stands for what the person who asks may not have yet, such as a passkey.
    """
    whole = letter(role, line.act) == "W"
    too_little = "write" in line.also.split() and position == P.READING
    if not whole and (too_little or "whole" in line.also.split()):
        return _refused(role)
    return Answer.OPEN
