"""The budget as printed, and what was spent."""

from django.utils.translation import gettext as _

from reporting.report.contents import MoneyArea, MoneyLine, Report
from reporting.report.printed import Head, Printed, Row, numbers
from reporting.report.wording import line_in_language, millions, thousands


def money_table(report: Report) -> Printed:
    """Return lines and sums in thousands of KES by year, with what was spent in the report's year."""
    money = report.money
    names = {area.code: area.name for area in report.areas}
    rows = [row for area in money.areas for row in _rows(area, names[area.code])]
    total = (_("Total as printed"), *map(thousands, money.printed_totals), thousands(money.spent))
    received = (_("Money received"), *map(thousands, money.received), "")
    return Printed(
        caption=_("Budget of the plan as printed, KES thousand, and spending in %(year)d")
        % {"year": report.year},
        heads=(
            Head(_("Line of the budget")),
            *numbers(*map(str, money.years), _("Spent in %(year)d") % {"year": report.year}),
        ),
        rows=(*rows, Row(total, "total"), Row(received)),
    )


def _rows(area: MoneyArea, name: str) -> list[Row]:
    printed = (_("Sub-total as printed"), *map(thousands, area.printed), thousands(area.spent))
    return [
        Row((f"{area.code} {name}",), "group"),
        *(Row(_line(line)) for line in area.lines),
        Row(printed, "total"),
    ]


def _line(line: MoneyLine) -> tuple[str, ...]:
    planned = map(thousands, line.planned)
    return (line_in_language(line.name), *planned, thousands(line.spent))


def misprints(report: Report) -> list[str]:
    """Return a sentence for each printed sum of the plan that is not the sum of its parts."""
    return [
        _("%(where)s %(year)d: printed %(printed)s, the parts add up to %(parts)s KES million.")
        % {
            "where": code or _("Total"),
            "year": year,
            "printed": millions(printed),
            "parts": millions(parts),
        }
        for code, year, printed, parts in report.money.misprints
    ]
