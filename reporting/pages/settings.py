"""What changing an indicator would do: its values by year under each reading or way of adding up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from reporting.models import Indicator
from reporting.pages.wording import unit_of
from reporting.results import ReadingValue
from tracekenya.audit.models import AuditEvent
from tracekenya.pages.facts import LOOKS, MOST_CHANGES, Change, change_of
from tracekenya.ui.numbers import show_number


@dataclass(frozen=True)
class Effect:
    """A table: one row for each choice, one column for each year; texts are ready."""

    title: str
    years: Sequence[int]
    rows: Sequence[Mapping[str, Any]]


def effect_of(
    title: str, choices: Sequence[ReadingValue], years: Sequence[int], row: Indicator
) -> Effect:
    """Return what each of `choices` gives in `years`."""
    unit = unit_of(row)
    return Effect(
        title,
        years,
        [
            {
                "label": one.label,
                "in_force": one.in_force,
                "values": [show_number(one.values.get(year), unit) for year in years],
            }
            for one in choices
        ],
    )


def history_of(indicator: Indicator) -> list[Change]:
    """Return who changed the indicator and its milestones, newest first; two queries at most."""
    lines = {str(line.pk): line for line in indicator.milestones.all()}
    events = AuditEvent.objects.filter(
        Q(target_type="reporting.indicator", target_id=str(indicator.pk))
        | Q(target_type="reporting.milestone", target_id__in=list(lines))
    ).exclude(kind__in=LOOKS)
    return [_change(event, lines) for event in events[:MOST_CHANGES]]


def _change(event: AuditEvent, lines: Mapping[str, Any]) -> Change:
    if event.target_type != "reporting.milestone":
        return change_of(event)
    what = _("Milestone %(year)d") % {"year": lines[event.target_id].year}
    return change_of(event, what=what)
