"""Counties, pillars and development goals in words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from reporting.enums import Pillar, ProgressStatus
from reporting.report.contents import CountyRow, FocusArea, Line, Report
from reporting.report.printed import Head, Printed, Row, numbers
from reporting.report.wording import EMPTY, amount, short


def county_table(report: Report) -> Printed:
    """Return one row per county with a count; columns are the indicators of `Reach.columns`."""
    return Printed(
        caption=_("Counties with recorded work in %(year)d") % {"year": report.year},
        heads=(
            Head(_("County")),
            Head(_("In the plan")),
            *numbers(*(_column_words(code) for code in report.reach.columns)),
        ),
        rows=tuple(
            Row((_place(row), _plan_words(row.plan_status), *map(short, row.cells)))
            for row in report.reach.rows
        ),
    )


def _place(row: CountyRow) -> str:
    return row.name or _("Outside Kenya")


def _column_words(code: str) -> str:
    words = {
        "3.1": _("Intercepts"),
        "1.2": _("Children kept from trafficking"),
        "1.5": _("Children served"),
        "3.3": _("Migrant workers assisted"),
    }
    return f"{words[code]} ({code})"


def _plan_words(status: str) -> str:
    words = {
        "traditional": _("from the start"),
        "expansion_coast": _("expansion, coast"),
        "expansion_source": _("expansion, source"),
        "other": _("not named"),
        "": EMPTY,
    }
    return words[status]


def by_year_table(area: FocusArea) -> Printed:
    """Return the values behind the trend lines, one column per plan year."""
    years = [year for year, _value in area.lines[0].trend]
    return Printed(
        caption=_("Values at the end of each year"),
        heads=(Head(_("Indicator")), *numbers(*map(str, years))),
        rows=tuple(
            Row(
                (
                    f"{line.code} {line.short_name}",
                    *(amount(value, line.show_as) for _year, value in line.trend),
                )
            )
            for line in area.lines
        ),
    )


def earlier_table(report: Report) -> Printed | None:
    """Return the approved values of years that the system did not count; None without any."""
    if not report.earlier:
        return None
    return Printed(
        caption=_("Approved values from earlier records, never mixed into the computed ones"),
        heads=(Head(_("Indicator")), *numbers(_("Year"), _("Value")), Head(_("Source"))),
        rows=tuple(
            Row((f"{one.code} {one.name}", str(one.year), amount(one.value, one.show_as), one.source))
            for one in report.earlier
        ),
    )  # fmt: skip


def cross_table(report: Report) -> Printed:
    """Return the five Ps against the plan's SDGs; cells name the indicators."""
    pillars = [(pillar.value, str(pillar.label)) for pillar in Pillar]
    pillars.append(("", _("Institution (no pillar)")))
    goals = [number for number, _english, _swahili in report.sdgs]
    return Printed(
        caption=_("Indicators by pillar of the theory of change and Sustainable Development Goal"),
        heads=(
            Head(_("Pillar")),
            *(Head(f"SDG {goal}") for goal in goals),
            Head(_("On track")),
        ),
        rows=tuple(
            Row((words, *(_served(report, pillar, goal) for goal in goals), _on_track(report, pillar)))
            for pillar, words in pillars
        ),
    )  # fmt: skip


def _served(report: Report, pillar: str, goal: int) -> str:
    return _codes(report, lambda line: line.pillar == pillar and goal in line.sdgs)


def _codes(report: Report, belongs: Callable[[Line], bool]) -> str:
    return ", ".join(line.code for line in report.lines if belongs(line)) or EMPTY


def _on_track(report: Report, pillar: str) -> str:
    lines = [line for line in report.lines if line.pillar == pillar]
    reached = sum(line.status == ProgressStatus.ON_TRACK for line in lines)
    return _("%(number)d of %(total)d") % {"number": reached, "total": len(lines)}
