"""Words for figures: units, shares of the way, counts of states, names in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from reporting.enums import ProgressStatus, ValueType
from reporting.models import Indicator
from tracekenya.ui.numbers import show_number

SHOWN_AS = {ValueType.PERCENT: "percent", ValueType.MONEY_KES: "kes_million"}


@dataclass(frozen=True)
class StatusCount:
    """How many indicators stand at one status, as number and as words."""

    status: str
    count: int
    words: str


def unit_of(indicator: Indicator) -> str:
    """Return the unit that `show_number` and the charts know: "", "percent" or "kes_million"."""
    return SHOWN_AS.get(ValueType(indicator.value_type), "")


def short_number(value: Decimal | None, unit: str) -> str:
    """Return `value` for a narrow column; millions stand without their unit, which the row names."""
    return show_number(value, "" if unit == "kes_million" else unit)


def share_of_way(value: Decimal | None, baseline: Decimal, target: Decimal) -> str:
    """Return how far `value` is from baseline to target, rounded down; nothing where there is no way."""
    if value is None or target == baseline:
        return ""
    share = int(((value - baseline) * 100 / (target - baseline)).to_integral_value(ROUND_FLOOR))
    if share < 0:
        return _("short of the baseline")
    if share >= 100:
        return _("target reached")
    return _("%(share)d %% of the way") % {"share": share}


def share_of_milestone(percent: int | None) -> str:
    """Return how much of the year's milestone is reached; nothing without data."""
    return "" if percent is None else _("%(percent)d %% of the milestone") % {"percent": percent}


def status_counts(statuses: Iterable[str]) -> tuple[StatusCount, ...]:
    """Return all four states in their order, those with nothing included."""
    found = list(statuses)
    counts = {status: found.count(status) for status in ProgressStatus}
    return tuple(
        StatusCount(status.value, count, _status_words(status, count))
        for status, count in counts.items()
    )


def _status_words(status: ProgressStatus, count: int) -> str:
    words = {
        ProgressStatus.ON_TRACK: ngettext("%(n)d on track", "%(n)d on track", count),
        ProgressStatus.SLIGHTLY_BEHIND: ngettext(
            "%(n)d slightly behind", "%(n)d slightly behind", count
        ),
        ProgressStatus.BEHIND: ngettext("%(n)d behind", "%(n)d behind", count),
        ProgressStatus.NO_DATA: ngettext("%(n)d without data", "%(n)d without data", count),
    }
    return words[status] % {"n": count}


def is_swahili() -> bool:
    return (get_language() or "").startswith("sw")


def name_in_language(row) -> str:
    """Return the name of a focus area or outcome; its draft translation for Swahili readers."""
    return row.name_sw if is_swahili() and row.name_sw else row.name
