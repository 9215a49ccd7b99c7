"""What the database itself refuses in the rows of the framework and of its years."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reporting.models import Indicator, IndicatorReading, ManualValue, Milestone, YearNote
from tests.factories.reporting import load_printed_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator():
    load_printed_plan()
    return Indicator.objects.get(code="1.5")


def refused_by(constraint, act, **values):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act(**values)
    assert refusal.value.__cause__.diag.constraint_name == constraint


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"baseline": -1}, "indicator_not_negative"),
        ({"target": 499}, "indicator_target_in_direction"),
        ({"direction": "decrease"}, "indicator_target_in_direction"),
        ({"includes_baseline": False}, "indicator_baseline_added_only_when_cumulative"),
        ({"accumulation": "level"}, "indicator_baseline_added_only_when_cumulative"),
    ],
)
def test_indicator_keeps_its_rules(indicator, values, constraint):
    refused_by(constraint, Indicator.objects.filter(pk=indicator.pk).update, **values)


def test_milestone_is_one_per_year_and_not_negative(indicator):
    refused_by(
        "milestone_one_per_year", Milestone.objects.create, indicator=indicator, year=2024, value=1
    )
    refused_by("milestone_not_negative", indicator.milestones.update, value=-1)


def test_reading_is_one_per_version_and_gives_a_reason(indicator):
    values = {"indicator": indicator, "reading": "persons", "chosen_by": "ME-01"}
    values["chosen_on"] = dt.date(2026, 1, 5)
    first = IndicatorReading.objects.create(**values, reason="The baseline counts persons")
    second = IndicatorReading.objects.create(**values, reason="Confirmed", version=2)

    assert list(indicator.readings.all()) == [second, first]
    assert str(second) == "1.5 persons (2)"
    assert indicator.chosen_reading == "persons"
    refused_by(
        "indicator_reading_one_per_version",
        IndicatorReading.objects.create,
        **values,
        reason="Again",
    )
    refused_by(
        "indicator_reading_gives_a_reason", IndicatorReading.objects.create,
        **values, reason="", version=3,
    )  # fmt: skip


def manual_value(indicator, me_officer, **values):
    return ManualValue.objects.create(
        **{
            "indicator": indicator,
            "year": 2022,
            "value": 610,
            "source": "Annual report 2022, page 9",
            "recorded_by": me_officer,
        }
        | values
    )


def test_manual_value_counts_once_somebody_else_approved_it(
    indicator, me_officer, executive_director
):
    waiting = manual_value(indicator, me_officer)
    approved = manual_value(
        indicator, me_officer, year=2023, approved_by=executive_director, approved_at=timezone.now()
    )

    assert (waiting.is_approved, approved.is_approved) == (False, True)
    assert str(waiting) == "1.5 2022"


def test_manual_value_keeps_its_rules(indicator, me_officer, executive_director):
    manual_value(indicator, me_officer)
    now = timezone.now()

    for constraint, values in (
        ("manual_value_one_per_year", {}),
        ("manual_value_not_negative", {"year": 2023, "value": -1}),
        ("manual_value_year_possible", {"year": 1999}),
        ("manual_value_approved_by_iff_at", {"year": 2023, "approved_by": executive_director}),
        ("manual_value_approved_by_iff_at", {"year": 2023, "approved_at": now}),
        (
            "manual_value_approved_by_another",
            {"year": 2023, "approved_by": me_officer, "approved_at": now},
        ),
    ):
        refused_by(constraint, manual_value, indicator=indicator, me_officer=me_officer, **values)


def test_year_note_is_one_per_year(indicator):
    note = YearNote.objects.create(indicator=indicator, year=2025, lessons="Ask earlier")

    assert str(note) == "1.5 2025"
    refused_by("year_note_one_per_year", YearNote.objects.create, indicator=indicator, year=2025)
    refused_by("year_note_year_possible", YearNote.objects.create, indicator=indicator, year=2101)
