"""The records behind a number: codes, days and links, one page of them at a time; never a name."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.results import RecordBehind, RecordsPage, records_behind
from tracekenya.accounts.models import User
from tracekenya.ui.tables import Column, Link, Table

PER_PAGE = 50


@dataclass(frozen=True)
class RecordList:
    """One page of records; empty URLs where there is nothing before or after it."""

    page: int
    count: int
    hidden: int | None
    words: str
    hidden_words: str
    table: Table
    previous_url: str
    next_url: str


def record_list(code: str, year: int, *, page: int, user: User, since_start: bool) -> RecordList:
    """Return page `page` (1 is the first) of what stands behind the value of `year`.

    `since_start` takes all plan years up to `year`. Only records that `user` may see are listed;
    the others are counted in words.
    """
    found = records_behind(
        code,
        year,
        user=user,
        since_plan_began=since_start,
        limit=PER_PAGE,
        offset=(page - 1) * PER_PAGE,
    )
    return RecordList(
        page=page,
        count=found.count,
        hidden=found.hidden,
        words=_shown_words(found, page),
        hidden_words=_hidden_words(found.hidden),
        table=_table(found.rows),
        previous_url=_address(year, page - 1, since_start) if page > 1 else "",
        next_url=_address(year, page + 1, since_start) if page * PER_PAGE < found.count else "",
    )


def page_number(asked: str | None) -> int:
    """Return the page asked for; the first one for anything that is no page."""
    return max(int(asked), 1) if asked and asked.isascii() and asked.isdigit() else 1


def _address(year: int, page: int, since_start: bool) -> str:
    since = "&since=start" if since_start else ""
    return f"?year={year}{since}&page={page}"


def _shown_words(found: RecordsPage, page: int) -> str:
    first = (page - 1) * PER_PAGE + 1
    return _("%(first)d to %(last)d of %(all)d") % {
        "first": first,
        "last": first + len(found.rows) - 1,
        "all": found.count,
    }


def _hidden_words(hidden: int | None) -> str:
    if hidden is None:
        return _("Others may be counted that you may not open.")
    words = ngettext(
        "%(n)d more is counted that you may not open.",
        "%(n)d more are counted that you may not open.",
        hidden,
    )
    return words % {"n": hidden} if hidden else ""


def _table(rows: list[RecordBehind]) -> Table:
    return Table(
        caption=_("Records behind the number"),
        columns=(Column(_("Code")), Column(_("Kind")), Column(_("Day"))),
        rows=[(_code(row), _kind(row.kind), _day(row)) for row in rows],
    )


def _code(row: RecordBehind) -> str | Link:
    return Link(row.code, row.url) if row.url else row.code


def _day(row: RecordBehind) -> str:
    return date_format(row.day) if row.day else _("Not known")


def _kind(kind: str) -> str:
    words = {
        "case": _("Case"),
        "intercept": _("Intercept"),
        "court_case": _("Court case"),
        "activity": _("Activity"),
        "register": _("Register entry"),
    }
    return words[kind]
