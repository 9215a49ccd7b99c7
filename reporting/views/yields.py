"""The page on what trainings of crews led to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reporting.pages.yields import Yield, yields
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Column, Link, Table


@requires(Permission.INDICATOR_TRUE_NUMBERS)
@require_safe
def training_yield(request: HttpRequest) -> HttpResponse:
    operators, trainings = yields()
    heads = (
        _("Tips"),
        _("An intercept followed"),
        _("Intercepts that count"),
        _("People who count"),
    )
    numbers = [Column(head, is_numeric=True) for head in heads]
    by_operator = Table(
        _("By sacco or company"),
        (Column(_("Sacco or company")), Column(_("Trainings"), is_numeric=True), *numbers),
        [(_name(one), number_format(one.trainings), *_numbers(one)) for one in operators],
    )
    by_training = Table(
        _("By training, the last 50"),
        (Column(_("Training")), Column(_("Day")), *numbers),
        [
            (
                _name(one),
                date_format(one.day, "SHORT_DATE_FORMAT") if one.day else "",
                *_numbers(one),
            )
            for one in trainings
        ],
    )
    context = {"by_operator": by_operator, "by_training": by_training}
    return render(request, "reporting/training_yield.html", context)


def _name(one: Yield) -> str | Link:
    return Link(one.name, one.url) if one.url else one.name


def _numbers(one: Yield) -> list[str]:
    return [number_format(one.found[name]) for name in ("tips", "joined", "events", "counted")]
