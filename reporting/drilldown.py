"""The records behind a value: codes and days, never names, and only what the person may open."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Value
from django.urls import reverse

from cases.models import Case, CourtCase
from intercepts.models import Intercept
from reporting.facts.source import Expression, RecordPath
from reporting.lookup import indicator_row, part_of_plan, plan_window
from reporting.measures.specification import Counting, Part
from reporting.planning.breakdown import records_of
from reporting.planning.scan import condition
from reporting.readings import chosen_readings
from tracekenya.accounts.models import User
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

PAGES = {
    "case": "cases:case_detail",
    "intercept": "intercepts:intercept_detail",
    "court_case": "cases:court_case_detail",
    "activity": "programmes:activity_detail",
}
GUARDED: dict[str, Callable[[User], QuerySet]] = {
    "case": lambda user: Case.objects.visible_to(user),
    "intercept": lambda user: Intercept.objects.visible_to(user),
    "court_case": lambda user: CourtCase.objects.visible_to(user),
}
RIGHTS = {"activity": Permission.ACTIVITY_VIEW, "register": Permission.REGISTER_VIEW}


@dataclass(frozen=True)
class RecordBehind:
    """The first record that made one key count: kind is case, intercept, court_case, activity or register."""

    code: str
    kind: str
    pk: str
    day: dt.date

    @property
    def url(self) -> str:
        """Return the record's page, or nothing where it has none."""
        return reverse(PAGES[self.kind], args=[self.pk]) if self.kind in PAGES and self.pk else ""


@dataclass(frozen=True)
class RecordsPage:
    """Some of the records. count: those that the person may see; hidden: counted, but not for them,
    and None for whom the true number is not meant: it would follow from the sum."""

    rows: list[RecordBehind]
    count: int
    hidden: int | None


def records_behind(
    code: str,
    year: int,
    *,
    user: User,
    since_plan_began: bool = False,
    limit: int = 200,
    offset: int = 0,
) -> RecordsPage:
    """Return one line per key that counts in `year`, latest day first; two statements.

    Raises UnknownIndicator, PlanNotLoaded.
    """
    row = indicator_row(code)
    counting = chosen_readings([row])[code].counting
    period = part_of_plan(plan_window(), year, since_plan_began=since_plan_began)
    parts = [(part, _visible(part.source.record, user)) for part in _parts(counting)]
    rows, visible, everything = records_of(parts, period, limit=limit, offset=offset)
    records = [RecordBehind(code or "", kind, pk or "", day) for kind, code, pk, day in rows]
    may_know = user.can(Permission.INDICATOR_TRUE_NUMBERS)
    return RecordsPage(records, visible, everything - visible if may_know else None)


def _parts(counting: Counting) -> list[Part]:
    """Return the parts; of an indicator that only adds up amounts, the rows that are added."""
    if counting.parts:
        return list(counting.parts)
    return [Part(each.source, each.where) for each in counting.sums]


def _visible(record: RecordPath, user: User) -> Expression:
    if record.kind in RIGHTS:
        return Value(user.scope(RIGHTS[record.kind]) is Scope.ORGANISATION)
    seen = GUARDED[record.kind](user)
    if seen.query.is_empty():
        return Value(False)
    if not seen.query.where:
        return Value(True)
    return condition(Q(**{f"{record.pk}__in": seen.order_by().values("pk")}))
