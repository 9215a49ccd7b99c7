"""The page over all checks: groups with counts, the first rows of each, totals by owner."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from reporting.health.check import Area, Check
from reporting.health.counts import Counts, count
from reporting.health.registry import checks_for
from tracekenya.accounts.models import User
from tracekenya.roles.roles import ROLE_TEXTS, Role

ROWS_OF_ONE_AREA = 20
ROWS_OF_ALL = 5  # of each check while every area is shown: the page must stay light


@dataclass(frozen=True)
class Line:
    """One row at fault: its code, its day, where it is mended, whose it is ("" for nobody known)."""

    code: str
    day: Any
    url: str
    owner: str


@dataclass(frozen=True)
class Finding:
    """One check with how many rows it found and the first of them. all_url: the list of them all."""

    check: Check
    number: int
    lines: list[Line]
    all_url: str

    @property
    def more(self) -> int:
        return self.number - len(self.lines)


@dataclass(frozen=True)
class Group:
    area: Area
    findings: list[Finding]

    @property
    def number(self) -> int:
        return sum(each.number for each in self.findings)


@dataclass(frozen=True)
class OwnerTotal:
    """What waits for one person or house. name: staff code or code name of a house."""

    name: str
    number: int
    url: str


@dataclass(frozen=True)
class Choice:
    """What the address asks for: an area, a role that answers, one owner; empty for all."""

    area: str = ""
    role: str = ""
    owner: str = ""

    @classmethod
    def of(cls, params: Mapping[str, str]) -> "Choice":
        """Read the address; what it does not know is left out."""
        area, role = params.get("area", ""), params.get("role", "")
        owner = params.get("owner", "").strip()
        return cls(
            area if area in Area.values else "",
            role if role in list(Role) else "",
            owner if owner.isprintable() and len(owner) <= 80 else "",  # noqa: PLR2004  as names are
        )

    @property
    def is_narrow(self) -> bool:
        return bool(self.area or self.role or self.owner)

    def takes(self, check: Check) -> bool:
        return self.area in ("", check.area) and self.role in ("", check.owner)

    def url(self, **changed: str) -> str:
        """Return the address with some of it changed."""
        values = {"area": self.area, "role": self.role, "owner": self.owner} | changed
        return f"?{urlencode({name: value for name, value in values.items() if value})}"


@dataclass(frozen=True)
class HealthPage:
    choice: Choice
    groups: list[Group]
    clean: list[Check]
    owners: list[OwnerTotal]
    roles: list[tuple[str, str]]
    areas: list[Area]
    checks: int

    @property
    def number(self) -> int:
        return sum(group.number for group in self.groups)

    @property
    def owner_choices(self) -> list[str]:
        """Return the owners by name; the chosen one too when nothing of it is left."""
        names = {owner.name for owner in self.owners} | {self.choice.owner}
        return sorted(name for name in names if name)


def health_page(user: User, choice: Choice, today: dt.date) -> HealthPage:
    """Return the page as `user` may see it: one query for all counts, one for each check with rows."""
    mine = checks_for(user)
    counts = count(mine, user, today)
    taken = [check for check in mine if choice.takes(check)]
    findings = [_finding(check, counts, user, choice, today) for check in taken]
    groups = [
        Group(area, [each for each in findings if each.number and each.check.area == area])
        for area in Area
    ]
    return HealthPage(
        choice,
        [group for group in groups if group.findings],
        [each.check for each in findings if not each.number],
        _owners(taken, counts, choice),
        [(role, str(ROLE_TEXTS[role].title)) for role in Role if role in {c.owner for c in mine}],
        [area for area in Area if area in {check.area for check in mine}],
        len(taken),
    )


def _finding(check: Check, counts: Counts, user: User, choice: Choice, today: dt.date) -> Finding:
    owners = counts[check.slug]
    number = owners[choice.owner] if choice.owner else owners.total()
    asked = f"?{urlencode({'owner': choice.owner})}" if choice.owner else ""
    url = reverse("reporting:data_health_check", args=[check.slug]) + asked
    lines = _lines(check, user, choice, today) if number else []
    return Finding(check, number, lines, url)


def _lines(check: Check, user: User, choice: Choice, today: dt.date) -> list[Line]:
    rows = check.rows(user, today).order_by(check.subject.day_path, "pk")
    if choice.owner:
        rows = rows.filter(owner_code=choice.owner)
    most = ROWS_OF_ONE_AREA if choice.is_narrow else ROWS_OF_ALL
    return [
        Line(check.subject.code(row), check.day(row), check.link(row, user), row.owner_code or "")
        for row in rows[:most]
    ]


def _owners(checks: list[Check], counts: Counts, choice: Choice) -> list[OwnerTotal]:
    """Return everybody for whom something waits, the most burdened first."""
    totals: Counter[str] = Counter()
    for check in checks:
        totals.update(counts[check.slug])
    return [
        OwnerTotal(name, number, choice.url(owner=name))
        for name, number in totals.most_common()
        if name
    ]
