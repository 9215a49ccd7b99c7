"""The performance framework of a plan file: key focus areas, outcomes, indicators."""

from reporting.enums import Accumulation, Direction, DistinctBy, Pillar, ValueType
from reporting.plan.cursor import LONGEST_TEXT, Cursor, refuse_repeats
from reporting.plan.records import IndicatorRecord, KeyFocusAreaRecord, OutcomeRecord


def read_key_focus_areas(root: Cursor, sdgs: frozenset[int]) -> tuple[KeyFocusAreaRecord, ...]:
    """Return the framework; `sdgs` are the goals that an indicator may name.

    Raises PlanFileError for anything missing, repeated or contradictory.
    """
    areas = root.need("key_focus_areas").items()
    outcomes = [outcome for area in areas for outcome in area.need("outcomes").items()]
    indicators = [one for outcome in outcomes for one in outcome.need("indicators").items()]
    for level in (areas, outcomes, indicators):
        refuse_repeats(cursor.need("code") for cursor in level)
    return tuple(_key_focus_area(area, sdgs) for area in areas)


def _key_focus_area(area: Cursor, sdgs: frozenset[int]) -> KeyFocusAreaRecord:
    code = area.need("code").matching(r"KFA[1-9]", example="KFA1")
    number = code.removeprefix("KFA")
    return KeyFocusAreaRecord(
        code=code,
        name=area.need("name").text(longest=120),
        name_sw=_text_or_nothing(area.get("name_sw"), longest=120),
        framework_title=area.need("framework_title_as_printed").text(longest=200),
        outcomes=tuple(_outcome(one, number, sdgs) for one in area.need("outcomes").items()),
    )


def _outcome(outcome: Cursor, number: str, sdgs: frozenset[int]) -> OutcomeRecord:
    pattern, example = rf"{number}\.[A-Z]", f"{number}.A"
    return OutcomeRecord(
        code=outcome.need("code").matching(pattern, example=example),
        name=outcome.need("name").text(),
        name_sw=_text_or_nothing(outcome.get("name_sw")),
        indicators=tuple(
            _indicator(one, number, sdgs) for one in outcome.need("indicators").items()
        ),
    )


def _indicator(row: Cursor, number: str, sdgs: frozenset[int]) -> IndicatorRecord:
    name, short_name = row.need("name").text(), row.get("short_name")
    pillar = row.expect("pillar")
    record = IndicatorRecord(
        code=row.need("code").matching(rf"{number}\.[1-9][0-9]?", example=f"{number}.1"),
        name=name,
        short_name=short_name.text() if short_name else name,
        name_sw=_text_or_nothing(row.get("name_sw")),
        pillar=None if pillar.is_empty else pillar.word(Pillar),
        value_type=row.need("value_type").word(ValueType),
        unit=row.need("unit").text(longest=60),
        baseline=row.need("baseline").number(),
        target=row.need("target").number(),
        baseline_as_printed=row.need("baseline_as_printed").text(longest=20),
        target_as_printed=row.need("target_as_printed").text(longest=20),
        data_source=_text_or_nothing(row.get("data_source")),
        data_source_as_printed=row.need("data_source_as_printed").text(),
        responsible=_text_or_nothing(row.get("responsible")),
        frequency=row.need("frequency").text(),
        computed_from=row.need("computed_from").text(longest=60),
        accumulation=row.need("accumulation").word(Accumulation),
        includes_baseline=row.need("includes_baseline").flag(),
        distinct_by=row.need("distinct_by").word(DistinctBy),
        direction=row.need("direction").word(Direction),
        sdgs=_goals(row.get("sdgs"), sdgs),
    )
    _check_target(row, record)
    _check_baseline_rule(row, record)
    return record


def _check_target(row: Cursor, record: IndicatorRecord) -> None:
    """A target lies where the direction leads, seen from the baseline."""
    if record.direction == Direction.INCREASE and record.target < record.baseline:
        row.need("target").fail(
            f"{record.target} is below the baseline {record.baseline}, but direction is increase"
        )
    if record.direction == Direction.DECREASE and record.target > record.baseline:
        row.need("target").fail(
            f"{record.target} is above the baseline {record.baseline}, but direction is decrease"
        )


def _check_baseline_rule(row: Cursor, record: IndicatorRecord) -> None:
    """The baseline is added for cumulative_with_baseline and for nothing else."""
    adds_baseline = record.accumulation == Accumulation.CUMULATIVE_WITH_BASELINE
    if record.includes_baseline != adds_baseline:
        row.need("includes_baseline").fail(
            f"must be {str(adds_baseline).lower()} where accumulation is {record.accumulation}"
        )


def _goals(goals: Cursor | None, known: frozenset[int]) -> tuple[int, ...]:
    if goals is None:
        return ()
    for goal in goals.items():
        if goal.whole() not in known:
            goal.fail("is not one of the plan's Sustainable Development Goals")
    return tuple(goal.whole() for goal in goals.items())


def _text_or_nothing(cursor: Cursor | None, *, longest: int = LONGEST_TEXT) -> str:
    return cursor.text(longest=longest) if cursor else ""
