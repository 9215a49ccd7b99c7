"""Loading the plan: what the database holds then, twice over, and after people edited it."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from reporting.actions.plan import load_plan
from reporting.enums import PlanTextKind
from reporting.milestones import YearOutsidePlan
from reporting.models import (
    BudgetLine,
    Indicator,
    KeyFocusArea,
    Milestone,
    PlanText,
    PrintedSum,
    Sdg,
    StrategicPlan,
)
from tests.factories.reporting import printed_plan
from tracekenya.audit.models import AuditEvent
from tracekenya.directory.models import Organisation
from tracekenya.places.models import County, Office

pytestmark = pytest.mark.django_db

PLAN = printed_plan()


def load(**changes):
    return load_plan(plan=dataclasses.replace(PLAN, **changes), by=None)


def with_target(code: str, target: int):
    """Return the plan's focus areas with one other target."""
    return tuple(
        dataclasses.replace(
            area, outcomes=tuple(_with_target(one, code, target) for one in area.outcomes)
        )
        for area in PLAN.key_focus_areas
    )


def _with_target(outcome, code, target):
    indicators = tuple(
        dataclasses.replace(one, target=Decimal(target)) if one.code == code else one
        for one in outcome.indicators
    )
    return dataclasses.replace(outcome, indicators=indicators)


def test_first_load_fills_every_table():
    result = load()

    assert result.rows == {
        "key focus areas": 4,
        "outcomes": 22,
        "indicators": 33,
        "milestones": 165,
        "budget amounts": 126,
        "printed sums": 29,
        "sentences": 126,
        "development goals": 6,
        "counties": 47,
        "offices": 5,
        "organisations of the plan": 30,
    }
    assert result.sums_that_do_not_add_up == 6
    assert result.tally.changes == {"created": 594, "linked": 37}


def test_loaded_rows_say_what_the_file_says():
    load()

    indicator = Indicator.objects.with_framework().get(code="4.2")
    assert (indicator.kfa.code, indicator.outcome.code) == ("KFA4", "4.B")
    assert (indicator.baseline, indicator.target, indicator.target_as_printed) == (18, 68, "68 m")
    assert (indicator.pillar, indicator.sdgs.get().number) == ("", 17)
    assert StrategicPlan.objects.get().window == PLAN.head.window
    assert PlanText.objects.get(kind=PlanTextKind.VISION).text == (
        "A world free from child exploitation, human trafficking and slavery"
    )
    assert list(County.objects.filter(in_baseline=True).values_list("name", flat=True)) == [
        "Mombasa",
        "Kwale",
        "Kilifi",
        "Taita Taveta",
    ]
    assert County.objects.get(name="Nairobi").plan_status == "expansion_source"
    minjila = Office.objects.get(code="minjila-office")
    assert (minjila.kind, minjila.status) == ("office", "anticipated")
    assert [county.name for county in minjila.counties.all()] == ["Tana River", "Lamu", "Garissa"]
    assert Office.objects.get(code="mombasa-shelter").kind == "shelter"
    assert Organisation.objects.get(name="The Judiciary").kind == "judiciary"


def test_rows_come_in_printed_order():
    load()

    assert [one.code for one in Indicator.objects.all()] == [one.code for one in PLAN.indicators]
    assert [one.text for one in PlanText.objects.all()] == [one.text for one in PLAN.texts]
    assert [one.year for one in PrintedSum.objects.filter(kfa=None)] == list(range(2021, 2027))
    assert list(PrintedSum.objects.all())[-1].kfa is None


def test_second_load_changes_nothing_and_leaves_no_second_trace():
    load()

    result = load()

    assert result.tally.changes == {}
    assert result.tally["unchanged"] == 594
    assert list(AuditEvent.objects.values_list("kind", "by", "target_type")) == [
        ("plan_loaded", "SYSTEM", "reporting.strategicplan")
    ]


def test_changed_target_moves_the_indicator_and_its_milestones():
    load()

    result = load(key_focus_areas=with_target("1.5", 1500))

    assert result.tally.changes == {"updated": 6}
    assert Indicator.objects.get(code="1.5").target == 1500
    assert Milestone.objects.get(indicator__code="1.5", year=2022).value == 700
    assert AuditEvent.objects.latest("id").fields == {"updated": 6}


def test_what_people_edited_stays():
    load()
    Indicator.objects.filter(code="1.5").update(responsible="M&E", version=2)
    Milestone.objects.filter(indicator__code="1.6", year=2024).update(value=1500, version=3)
    Office.objects.filter(code="mtwapa-office").update(reach="Coast", version=2)
    Office.objects.get(code="mtwapa-office").counties.clear()

    result = load()

    assert result.tally.changes == {}
    assert result.tally["kept"] == 3
    assert Indicator.objects.get(code="1.5").responsible == "M&E"
    assert Milestone.objects.get(indicator__code="1.6", year=2024).value == 1500
    assert Office.objects.get(code="mtwapa-office").counties.count() == 0


def test_lines_that_the_file_no_longer_has_are_removed_but_indicators_are_not():
    load()

    result = load(
        texts=PLAN.texts[:-1],
        budget_lines=PLAN.budget_lines[1:],
        key_focus_areas=PLAN.key_focus_areas[:-1]
        + (
            dataclasses.replace(
                PLAN.key_focus_areas[-1], outcomes=PLAN.key_focus_areas[-1].outcomes[:-1]
            ),
        ),
    )

    assert result.tally["removed"] == 2
    assert result.rows["sentences"] == 125
    assert result.rows["indicators"] == 33


def test_load_that_fails_half_way_leaves_nothing():
    twice = (PLAN.organisations[0], PLAN.organisations[0])

    with pytest.raises(Exception, match="duplicate key"):
        load(organisations=twice)

    assert KeyFocusArea.objects.count() == 0
    assert County.objects.count() == 0
    assert AuditEvent.objects.count() == 0


def test_sum_that_does_not_add_up_carries_a_remark():
    load()

    wrong = [one for one in PrintedSum.objects.all() if not one.adds_up]

    assert [str(one) for one in wrong] == [
        "KFA1 2021",
        "KFA1 2024",
        "KFA1 2026",
        "KFA3 2022",
        "KFA3 2023",
        "TOTAL 2022",
    ]
    assert wrong[0].remark == "Printed as 7,000,000 KES; its parts add up to 6,500,000 KES."
    assert PrintedSum.objects.get(kfa__code="KFA2", year=2022).remark == ""


def test_indicator_knows_its_milestone():
    load()
    indicator = Indicator.objects.with_framework().get(code="1.8")

    past = indicator.milestone_in(2024, today=dt.date(2026, 6, 1))
    running = indicator.milestone_in(2022, today=dt.date(2022, 7, 1))

    assert (past.value, past.is_provisional) == (40, False)
    assert (running.value, running.is_provisional) == (15, True)  # 9 + 10.2 * 182/365 = 14.09


def test_indicator_without_a_choice_has_its_usual_reading():
    load()

    assert Indicator.objects.get(code="3.1").chosen_reading == ""


def test_indicator_without_milestones_refuses_every_year():
    load()
    Milestone.objects.all().delete()

    with pytest.raises(YearOutsidePlan):
        Indicator.objects.get(code="1.8").milestone_in(2024, today=dt.date(2026, 6, 1))


def test_edited_milestone_is_the_one_that_counts():
    load()
    Milestone.objects.filter(indicator__code="1.8", year=2024).update(value=33, version=2)

    found = Indicator.objects.get(code="1.8").milestone_in(2024, today=dt.date(2026, 6, 1))

    assert found.value == 33


def test_framework_table_takes_two_queries(django_assert_num_queries):
    load()

    with django_assert_num_queries(2):
        for indicator in Indicator.objects.with_framework():
            assert indicator.kfa.code[-1] == indicator.code[0]
            indicator.milestone_in(2026, today=dt.date(2026, 6, 1))


def test_rows_name_themselves():
    load()

    named = [
        StrategicPlan.objects.get(),
        Sdg.objects.get(number=5),
        KeyFocusArea.objects.get(code="KFA2"),
        KeyFocusArea.objects.get(code="KFA4").outcomes.first(),
        Indicator.objects.get(code="3.4"),
        Milestone.objects.get(indicator__code="3.4", year=2026),
        PlanText.objects.get(kind=PlanTextKind.MISSION),
    ]

    assert [str(one)[:40] for one in named] == [
        "Strategic Plan 2022–2026",
        "SDG 5",
        "KFA2 Gender Justice",
        "4.A Efficient organizational systems, st",
        "3.4 # of perpetrators prosecuted",
        "3.4 2026: 5.00",
        "Working with partners to fight human tra",
    ]


@pytest.mark.parametrize(("kfa", "pillar"), [("KFA1", "prevention"), ("KFA4", None)])
def test_budget_line_knows_its_pillar(kfa, pillar):
    load()

    line = BudgetLine.objects.filter(kfa__code=kfa, year=2022).first()

    assert line.pillar == pillar
    assert str(line) == f"{line.name} 2022"
