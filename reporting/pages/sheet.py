"""The sheet of earlier years as a page shows it: cells, what was computed beside them, who waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reporting.access import manual_values_for
from reporting.enums import ValueType
from reporting.forms.sheet import SheetForm, cell_name
from reporting.models import Indicator, ManualValue
from reporting.pages.dashboard import number_of
from reporting.pages.earlier import EarlierRow, row_of, state_of
from reporting.pages.wording import name_in_language, short_number, unit_of
from reporting.results import Result, indicators, plan_window
from tracekenya.accounts.models import User
from tracekenya.roles.permissions import Permission
from tracekenya.ui.markup import escaped

EARLIEST = 2017  # years before that are entered on the indicator's own page
MARKS = {"success": "✓", "danger": "↩", "warning": "…"}
BEFORE, IN_PLAN = "before", "plan"


@dataclass(frozen=True)
class SheetRow:
    """One indicator; cells are ready markup, one for each year."""

    indicator: Indicator
    unit: str
    cells: Sequence[SafeString]


@dataclass(frozen=True)
class SheetArea:
    number: int
    name: str
    rows: Sequence[SheetRow]


@dataclass(frozen=True)
class Span:
    """Which years the sheet shows. Years of the plan end before the running one."""

    name: str
    years: Sequence[int]

    def tabs(self) -> list[dict]:
        spans = spans_now()
        return [
            {
                "label": f"{one.years[0]}–{one.years[-1]}",
                "url": f"?years={one.name}",
                "current": one == self,
            }
            for one in spans
        ]


def spans_now() -> list[Span]:
    """Return the spans of years to choose from, the plan's first. Raises PlanNotLoaded."""
    window, this_year = plan_window(), timezone.localdate().year
    in_plan = [year for year in window.years if year < this_year] or [window.first_year]
    return [Span(IN_PLAN, in_plan), Span(BEFORE, list(range(EARLIEST, window.first_year)))]


def chosen_span(asked: str | None) -> Span:
    spans = spans_now()
    return next((span for span in spans if span.name == asked), spans[0])


def saved_values(user: User, span: Span) -> list[ManualValue]:
    """Return the values of the span's years that `user` may see; one query."""
    values = manual_values_for(user).filter(year__in=span.years)
    return list(values.order_by("indicator__sort_order", "year"))


def all_results() -> list[Result]:
    return indicators(today=timezone.localdate())


def sheet_areas(
    form: SheetForm, results: Sequence[Result], span: Span, *, may_write: bool
) -> list[SheetArea]:
    """Return the sheet's rows by key focus area; nothing is read."""
    areas = []
    for kfa, of_area in groupby(results, key=lambda one: one.indicator.outcome.kfa):
        rows = [_row(form, result, span, may_write) for result in of_area]
        areas.append(SheetArea(number_of(kfa), name_in_language(kfa), rows))
    return areas


def waiting_for(user: User, values: Sequence[ManualValue]) -> list[EarlierRow]:
    """Return the values that `user` may approve now."""
    if not user.can(Permission.INDICATOR_APPROVE):
        return []
    return [
        row_of(value)
        for value in values
        if not value.is_approved and not value.sent_back_at and user.pk not in value.writers
    ]


def waiting_values(user: User, span: Span) -> list[EarlierRow]:
    """Return the span's values that `user` may approve, with their files; two queries at most."""
    values = manual_values_for(user).filter(year__in=span.years).prefetch_related("evidence")
    return waiting_for(user, list(values.order_by("indicator__sort_order", "year")))


def _row(form: SheetForm, result: Result, span: Span, may_write: bool) -> SheetRow:
    indicator = result.indicator
    units = {ValueType.PERCENT: "%", ValueType.MONEY_KES: _("KES million")}
    draw = _input if may_write else _words
    cells = [draw(form, result, year) for year in span.years]
    return SheetRow(indicator, units.get(ValueType(indicator.value_type), ""), cells)


def _input(form: SheetForm, result: Result, year: int) -> SafeString:
    """Return one cell to type into. By hand: 132 fields through the template engine take too long."""
    name = cell_name(result.indicator, year)
    field, saved = form[name], form.saved.get(name)
    errors = " ".join(field.errors)
    wrong = format_html(' aria-invalid="true" aria-describedby="e-{}"', name) if errors else ""
    told = format_html('<small class="bad" id="e-{}">{}</small>', name, errors) if errors else ""
    return SafeString(
        f'<input name="{name}" id="id_{name}" value="{escaped(field.value() or "")}"'
        f' aria-label="{escaped(field.label)}"{wrong}>{told}{_beside(result, year, saved)}'
    )


def _words(form: SheetForm, result: Result, year: int) -> SafeString:
    """Return one cell to read, the value a link to its page."""
    saved = form.saved.get(cell_name(result.indicator, year))
    unit = unit_of(result.indicator)
    value = (
        format_html(
            '<a href="{}">{}</a>', saved.get_absolute_url(), short_number(saved.value, unit)
        )
        if saved
        else "–"
    )
    return SafeString(f"<span>{value}</span>{_beside(result, year, saved)}")


def _beside(result: Result, year: int, saved: ManualValue | None) -> str:
    """Return what was computed for the year, and how the saved value stands."""
    at = result.years.get(year)
    computed = None if at is None else at.value_year
    shown = "" if computed is None else short_number(computed, unit_of(result.indicator))
    parts = f"<i>{escaped(shown)}</i>" if shown else ""
    if saved is not None:
        state = state_of(saved)
        parts += (
            f'<a class="st {state.tone}" href="{saved.get_absolute_url()}" title="{escaped(state.text)}">'
            f'{MARKS[state.tone]}<span class="visually-hidden">{escaped(state.text)}</span></a>'
        )
    return f"<small>{parts}</small>" if parts else ""
