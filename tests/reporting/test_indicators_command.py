"""`manage.py indicators`: what it prints, and what it refuses."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories.cases import CaseFactory, PersonFactory, ServiceFactory
from tests.factories.reporting import load_printed_plan

pytestmark = pytest.mark.django_db
KEYS = [
    "code",
    "name",
    "kfa",
    "pillar",
    "unit",
    "baseline",
    "target",
    "milestone",
    "value",
    "value_year",
    "accumulation",
    "status",
    "computed_from",
    "rule",
    "notes",
]


def test_json_has_33_objects_with_the_agreed_keys(capsys):
    load_printed_plan()
    ServiceFactory(case=CaseFactory(person=PersonFactory(child=True)))

    call_command("indicators", year="2025", format="json")

    rows = json.loads(capsys.readouterr().out)
    assert [list(row) for row in rows] == [KEYS] * 33
    counted = next(row for row in rows if row["code"] == "1.5")
    assert (counted["value"], counted["value_year"], counted["milestone"]) == (501, 1, 1060)
    assert (counted["kfa"], counted["status"]) == ("KFA1", "behind")
    assert [row["value"] for row in rows if row["code"] == "3.1"] == [None]


def test_table_says_no_data_and_never_zero_for_nothing(capsys):
    load_printed_plan()

    call_command("indicators", year="2025", format="table")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 34
    assert all(line.count("no data") == 2 for line in lines[1:])


@pytest.mark.parametrize("year", ["2020", "2027", "soon"])
def test_an_unknown_year_is_one_clear_line(year):
    load_printed_plan()

    with pytest.raises(CommandError) as refusal:
        call_command("indicators", year=year)

    assert str(refusal.value) == f"The plan has no year {year}; choose one from 2021 to 2026."


def test_without_a_plan_the_line_says_how_to_load_it():
    with pytest.raises(CommandError) as refusal:
        call_command("indicators", year="2025")

    assert str(refusal.value) == (
        "The strategic plan is not loaded: run manage.py load_strategic_plan."
    )
