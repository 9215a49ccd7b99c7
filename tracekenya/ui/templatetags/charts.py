"""Drawings: `{% chart drawing %}` for one that a view has built, shorthands for those of table rows."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tracekenya.ui import charts
from tracekenya.ui.numbers import Cell, Number, show_number

register = template.Library()
register.filter("show_number", show_number)


@register.simple_tag
def chart(drawing, *, twin: bool = True, is_open: bool = False) -> SafeString:
    """Draw what a function of `tracekenya.ui.charts` returned.

    `twin` adds the table of the same numbers, folded unless `is_open` (as on paper).
    """
    context = {"chart": drawing, "twin": twin, "is_open": is_open}
    return render_to_string(drawing.template, context)


@register.simple_tag
def bullet_bar(
    label: str,
    *,
    value: Cell,
    target: Number | None = None,
    baseline: Number | None = None,
    milestone: Number | None = None,
    unit: str = "",
) -> SafeString:
    """Draw one indicator: baseline, value, milestone, target on one bar, with its words."""
    drawing = charts.bullet_bar(
        label=label, value=value, target=target, baseline=baseline, milestone=milestone, unit=unit
    )
    return chart(drawing)


@register.simple_tag
def sparkline(label: str, *, labels, values, unit: str = "") -> SafeString:
    """Draw a trend as small as a word."""
    return chart(charts.sparkline(label=label, labels=labels, values=values, unit=unit))


@register.simple_tag
def unit_dots(label: str, *, value: Cell, target: int | None = None) -> SafeString:
    """Draw a small count as units."""
    return chart(charts.unit_dots(label=label, value=value, target=target))


@register.inclusion_tag("components/kpi_card.html")
def kpi_card(
    label: str,
    *,
    value: Cell,
    unit: str = "",
    note: str = "",
    href: str = "",
    status: str = "",
    drawing=None,
) -> dict:
    """Draw one number with its words; `drawing` is any built chart, `status` as in `{% status %}`.

    Without a value the number itself says "No data", so no status stands under it.
    """
    return {
        "label": label, "shown": show_number(value, unit), "note": note, "href": href,
        "status": "" if value is None else status, "chart": drawing,
    }  # fmt: skip
