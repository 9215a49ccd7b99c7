"""One indicator's line of the report, from its result."""

from reporting.enums import ValueType
from reporting.models import YearNote
from reporting.readings import RULE
from reporting.report.contents import Line
from reporting.results import Result, Table
from reporting.years import accumulation_of

SHOW_AS = {
    ValueType.COUNT: "",
    ValueType.COUNT_BY_TYPE: "",
    ValueType.PERCENT: "percent",
    ValueType.MONEY_KES: "kes_million",
}


def line_of(result: Result, year: int, note: YearNote | None, tables: list[Table]) -> Line:
    """Return the line of `year`; `tables` are the breakdowns as the report's readers may see them."""
    indicator, at = result.indicator, result.in_year(year)
    return Line(
        code=indicator.code,
        name=indicator.name,
        short_name=indicator.short_name,
        name_sw=indicator.name_sw,
        pillar=indicator.pillar,
        sdgs=tuple(sdg.number for sdg in indicator.sdgs.all()),
        unit=indicator.unit,
        value_type=indicator.value_type,
        show_as=SHOW_AS[ValueType(indicator.value_type)],
        printed_baseline=indicator.baseline_as_printed,
        printed_target=indicator.target_as_printed,
        baseline=indicator.baseline,
        target=indicator.target,
        milestone=at.milestone,
        value=at.value,
        value_year=at.value_year,
        percent=at.percent,
        status=at.status,
        trend=tuple((one.year, one.value) for one in result.trend if one.year <= year),
        printed_source=indicator.data_source_as_printed,
        source=indicator.data_source,
        responsible=indicator.responsible,
        frequency=indicator.frequency,
        accumulation=accumulation_of(indicator, result.reading.counting),
        distinct_by=indicator.distinct_by,
        computed_from=indicator.computed_from,
        rule=result.rule,
        other_reading="" if result.reading.name == RULE else str(result.reading.label),
        last_day=result.last_day,
        from_earlier_records=at.manual.value if at.manual else None,
        earlier_source=at.manual.source if at.manual else "",
        people_without_names=at.people_without_names,
        notes=tuple(at.notes),
        narrative=note.narrative if note else "",
        deviation=note.deviation if note else "",
        lessons=note.lessons if note else "",
        tables=tuple(tables),
        people=result.people_beside(year),
    )
