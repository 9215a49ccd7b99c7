"""Tags of the annual report: marks, bars, and numbers as its narrow tables print them."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reporting.enums import Accumulation, DistinctBy, ProgressStatus
from reporting.report import wording
from reporting.report.contents import Line
from tracekenya.ui import charts
from tracekenya.ui.charts.palette import KFA
from tracekenya.ui.templatetags.charts import chart

register = template.Library()
register.simple_tag(wording.amount, name="amount")
register.simple_tag(wording.percent, name="percent")

SHAPES = {
    1: mark_safe('<circle cx="8" cy="8" r="7"/>'),
    2: mark_safe('<path d="M1 1h14v14H1z"/>'),
    3: mark_safe('<path d="M8 1l7.5 14H.5z"/>'),
    4: mark_safe('<path d="M8 0l8 8-8 8-8-8z"/>'),
}
SHARE_WIDTH = 110  # drawing units
# Fills that differ in lightness and pattern, so that the four states hold on a grey printer.
SHARE_FILLS = {
    ProgressStatus.ON_TRACK: "#0b5d66",
    ProgressStatus.SLIGHTLY_BEHIND: "#8fb8bd",
    ProgressStatus.BEHIND: "#16262b",
    ProgressStatus.NO_DATA: "#ffffff",
}
GROUP = 8  # characters of the fingerprint that stand together


@register.simple_tag
def kfa_mark(number: int) -> SafeString:
    """Draw the shape of a key focus area in its hue."""
    return format_html(
        '<svg class="kfa-mark" viewBox="0 0 16 16" width="11" height="11" fill="{}"><title>{}</title>{}</svg>',
        KFA[number],
        _("KFA %(number)d") % {"number": number},
        SHAPES[number],
    )


@register.simple_tag
def in_language(english: str, swahili: str, language: str) -> SafeString:
    """Return the plan's wording, marked as English, with the draft Swahili behind it where asked."""
    if language == "sw" and swahili:
        return format_html(
            '<span lang="en">{}</span> <span class="draft">{}</span>', english, swahili
        )
    return format_html('<span lang="en">{}</span>', english)


@register.simple_tag
def fingerprint_groups(fingerprint: str) -> str:
    """Return the fingerprint in groups that can be read aloud."""
    starts = range(0, len(fingerprint), GROUP)
    return " ".join(fingerprint[start : start + GROUP] for start in starts)


@register.simple_tag
def status_words(status: str) -> str:
    return str(ProgressStatus(status).label)


@register.simple_tag
def share_bar(counts: list[tuple[ProgressStatus, int]]) -> SafeString:
    """Draw how many indicators stand at each status, as parts of one bar."""
    whole = sum(number for _status, number in counts) or 1
    parts, begun = [], 0.0
    for status, number in counts:
        width = SHARE_WIDTH * number / whole
        parts.append((f"{begun:g}", f"{width:g}", SHARE_FILLS[status]))
        begun += width
    return format_html(
        '<svg class="share" viewBox="0 0 {} 12" width="{}" height="12"><title>{}</title>{}</svg>',
        SHARE_WIDTH,
        SHARE_WIDTH,
        ", ".join(f"{status.label}: {number}" for status, number in counts),
        format_html_join(
            "",
            '<rect x="{}" y="1" width="{}" height="10" fill="{}" stroke="#16262b" stroke-width="0.5"/>',
            parts,
        ),
    )


@register.simple_tag
def line_bar(line: Line) -> SafeString:
    """Draw the way from baseline over milestone to target."""
    drawing = charts.bullet_bar(
        label=wording.bar_words(line),
        value=line.value,
        target=line.target,
        baseline=line.baseline,
        milestone=line.milestone,
        unit=line.show_as,
    )
    return chart(drawing, twin=False)


@register.simple_tag
def line_trend(line: Line) -> SafeString:
    """Draw the plan's years up to the report's."""
    drawing = charts.sparkline(
        label=_("%(code)s by year") % {"code": line.code},
        labels=[str(year) for year, _value in line.trend],
        values=[value for _year, value in line.trend],
        unit=line.show_as,
    )
    return chart(drawing, twin=False)


@register.simple_tag
def sheet_counting(line: Line) -> str:
    """Return how the indicator is counted: once per what, and over which time."""
    return _("counted once per %(what)s; %(span)s") % {
        "what": DistinctBy(line.distinct_by).label,
        "span": str(Accumulation(line.accumulation).label).lower(),
    }
