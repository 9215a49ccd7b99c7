"""Which reading of an indicator counts, and the others that are shown beside it."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from reporting.enums import Accumulation
from reporting.measures import specification_of
from reporting.measures.specification import Mode, Reading
from reporting.models import Indicator, IndicatorReading

RULE = "rule"


def readings_for(indicator: Indicator) -> dict[str, Reading]:
    """Return the readings of an indicator by name; the rule of the framework comes first."""
    specification = specification_of(indicator.code)
    rule = Reading(RULE, _("As the rule says"), specification.counting)
    readings = [rule]
    if indicator.accumulation == Accumulation.CUMULATIVE_WITH_BASELINE:
        readings += _without_baseline(rule)
    return {reading.name: reading for reading in (*readings, *specification.readings)}


def adds_up_freely(indicator: Indicator) -> bool:
    """Return whether years of the indicator can be added up: events can, what stands at a day cannot."""
    parts = specification_of(indicator.code).counting.parts
    return all(part.mode is Mode.EVENT for part in parts)


def _without_baseline(rule: Reading) -> list[Reading]:
    since_plan = replace(rule.counting, accumulation=Accumulation.CUMULATIVE_PLAN)
    alone = replace(rule.counting, accumulation=Accumulation.ANNUAL)
    return [
        Reading("without_baseline", _("Since the plan began, without the baseline"), since_plan),
        Reading("year_alone", _("The year alone"), alone),
    ]


def chosen_readings(indicators: Iterable[Indicator]) -> dict[str, Reading]:
    """Return the reading in force of each indicator by code: the last choice, else the rule.

    One query. A chosen name that the measure does not know any more falls back to the rule.
    """
    chosen = {
        row.indicator_id: row.reading
        for row in IndicatorReading.objects.order_by("indicator", "version")
    }
    answer = {}
    for indicator in indicators:
        readings = readings_for(indicator)
        answer[indicator.code] = readings.get(chosen.get(indicator.pk, RULE), readings[RULE])
    return answer
