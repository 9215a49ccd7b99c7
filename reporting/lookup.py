"""Finds the plan's years, an indicator by its code, and the period that is counted."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.milestones import PlanWindow, YearOutsidePlan
from reporting.models import Indicator, StrategicPlan
from reporting.planning.period import Period
from tracekenya.lib.errors import DomainError


class UnknownIndicator(DomainError):
    """A code that is none of the framework's."""


class PlanNotLoaded(DomainError):
    """The framework is empty, so that nothing can be held against it."""


def plan_window() -> PlanWindow:
    """Return the years of the plan in force. Raises PlanNotLoaded."""
    plan = StrategicPlan.objects.first()
    if plan is None:
        raise PlanNotLoaded(
            _("The strategic plan is not loaded: run manage.py load_strategic_plan.")
        )
    return plan.window


def plan_years() -> range:
    return plan_window().years


def check_year(text: str | int) -> int:
    """Return the year that `text` names; the baseline year is one.

    Raises YearOutsidePlan for any other, PlanNotLoaded.
    """
    window = plan_window()
    known = {str(year): year for year in window.years_with_baseline}
    if str(text).strip() not in known:
        raise YearOutsidePlan(
            _("The plan has no year %(year)s; choose one from %(first)d to %(last)d.")
            % {"year": text, "first": window.baseline_year, "last": window.last_year}
        )
    return known[str(text).strip()]


def indicator_row(code: str) -> Indicator:
    """Return one indicator with its framework. Raises UnknownIndicator."""
    try:
        return Indicator.objects.with_framework().get(code=code)
    except Indicator.DoesNotExist:
        raise UnknownIndicator(_("There is no indicator %(code)s.") % {"code": code}) from None


def whole_period(window: PlanWindow, today: dt.date | None) -> Period:
    """Return the years that are counted: the baseline year and the plan's."""
    first, last = window.baseline_year, window.last_year
    return Period.of_years(first, last, today=today or timezone.localdate())


def part_of_plan(window: PlanWindow, year: int, *, since_plan_began: bool) -> Period:
    """Return one year, or the plan's years up to it."""
    first = min(window.first_year, year) if since_plan_began else year
    return Period.of_years(first, year, today=timezone.localdate())


def plain_number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON knows it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
