"""The plan's budget as printed, with what came in and what was spent beside it."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from reporting.enums import PlanTextKind
from reporting.models import KeyFocusArea, PlanText
from reporting.pages.dashboard import number_of
from reporting.pages.wording import name_in_language
from reporting.report.contents import Money, MoneyArea
from reporting.report.money import money_in
from reporting.report.wording import line_in_language
from tracekenya.ui.charts import ColumnChart, column_chart
from tracekenya.ui.numbers import show_number

MILLION = 1_000_000
NOTHING_PRINTED = "\N{EN DASH}"


@dataclass(frozen=True)
class Amount:
    """One cell in whole KES as words; `adds_up` is false for a printed sum that its parts contradict."""

    shown: str
    adds_up: bool = True
    is_current: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the table; `spent` is of the year shown, `share` is what it is of that year's plan."""

    name: str
    amounts: tuple[Amount, ...]
    spent: str
    share: str
    as_printed: bool  # in the English of the plan


@dataclass(frozen=True)
class AreaBudget:
    number: int
    name: str
    lines: tuple[Line, ...]
    printed: Line


@dataclass(frozen=True)
class BudgetPage:
    """What the page shows: tables by focus area, the total, sums that do not add up, rules of the plan."""

    years: tuple[int, ...]
    areas: tuple[AreaBudget, ...]
    total: Line
    misprints: tuple[str, ...]
    rules: tuple[str, ...]
    chart: ColumnChart
    has_expenditure: bool


def budget_page(year: int) -> BudgetPage:
    """Return the budget with the expenditure of `year` (6 statements)."""
    money = money_in(year)
    areas = {kfa.code: kfa for kfa in KeyFocusArea.objects.all()}
    rules = PlanText.objects.filter(kind=PlanTextKind.SPENDING_RULE)
    return BudgetPage(
        years=money.years,
        areas=tuple(_area(area, areas[area.code], money, year) for area in money.areas),
        total=_line(_("Total as printed"), money.printed_totals, money.spent, "", money, year),
        misprints=tuple(_misprint(*one) for one in money.misprints),
        rules=tuple(rules.values_list("text", flat=True)),
        chart=_chart(money),
        has_expenditure=money.spent is not None,
    )


def show_amount(amount: int | None) -> str:
    """Return whole shillings with thousands parted; a dash where the plan prints nothing."""
    return NOTHING_PRINTED if amount is None else number_format(amount, force_grouping=True)


def _area(area: MoneyArea, kfa: KeyFocusArea, money: Money, year: int) -> AreaBudget:
    return AreaBudget(
        number=number_of(kfa),
        name=name_in_language(kfa),
        lines=tuple(
            _line(line.name, line.planned, line.spent, None, money, year) for line in area.lines
        ),
        printed=_line(_("Sub-total as printed"), area.printed, area.spent, area.code, money, year),
    )


def _line(
    name: str,
    planned: tuple[int | None, ...],
    spent: int | None,
    sum_of: str | None,
    money: Money,
    year: int,
) -> Line:
    """`sum_of`: code of the focus area whose sub-total this is, "" for the total, None for a line."""
    wrong = {at for code, at, _printed, _parts in money.misprints if code == sum_of}
    amounts = tuple(
        Amount(show_amount(amount), at not in wrong, at == year)
        for at, amount in zip(money.years, planned, strict=True)
    )
    plan = dict(zip(money.years, planned, strict=True)).get(year)
    shown = line_in_language(name)
    as_printed = sum_of is None and shown == name
    return Line(shown, amounts, show_amount(spent), _share(spent, plan), as_printed)


def _share(spent: int | None, plan: int | None) -> str:
    if spent is None or not plan:
        return NOTHING_PRINTED
    return show_number(spent * 100 // plan, "percent")


def _misprint(area: str, year: int, printed: int, parts: int) -> str:
    return _("%(where)s %(year)d: printed %(printed)s, the parts add up to %(parts)s.") % {
        "where": area.replace("KFA", "KFA ") or _("Total"),
        "year": year,
        "printed": show_amount(printed),
        "parts": show_amount(parts),
    }


def _chart(money: Money) -> ColumnChart:
    return column_chart(
        title=_("Money received beside the printed budget, KES million"),
        words=_("Columns are what was received in the year, lines the plan's total as printed."),
        head=_("Year"),
        labels=[str(year) for year in money.years],
        values=[_in_millions(amount) for amount in money.received],
        value_name=_("Received"),
        plans=[_in_millions(amount) for amount in money.printed_totals],
        plan_name=_("Printed budget"),
        unit="kes_million",
    )


def _in_millions(amount: int | None) -> float | None:
    return None if amount is None else amount / MILLION
