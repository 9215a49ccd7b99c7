"""Changing an indicator's settings, milestones and reading: with the effect in sight, by M&E alone."""

from decimal import Decimal

import pytest

from reporting.models import Indicator, IndicatorReading, Milestone
from tests.factories.reporting import load_printed_plan
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

SETTINGS, MILESTONES, READING = (
    f"/reporting/indicators/1.5/{name}/" for name in ("settings", "milestones", "reading")
)
LINE = {
    "year_2022": "640",
    "year_2023": "780",
    "year_2024": "920",
    "year_2025": "1060",
    "year_2026": "1200",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plan(db, time_machine):
    time_machine.move_to("2026-11-25T10:00:00+00:00")
    load_printed_plan()


def indicator(code: str = "1.5") -> Indicator:
    return Indicator.objects.get(code=code)


def settings_of(client, **changes) -> dict[str, str]:
    form = client.get(SETTINGS).context["form"]
    return {name: str(form[name].value()) for name in form.fields} | changes


def test_settings_are_changed_and_stay_when_the_plan_is_loaded_again(signed_in):
    client, user = signed_in(Role.ME_OFFICER)

    client.post(SETTINGS, settings_of(client, responsible="Case Manager", accumulation="annual"))
    load_printed_plan()

    row = indicator()
    assert (row.responsible, row.accumulation, row.includes_baseline) == (
        "Case Manager",
        "annual",
        False,
    )
    assert (row.target, row.target_as_printed) == (Decimal(1200), "1200")
    assert (
        AuditEvent.objects.get(kind="changed", target_type="reporting.indicator").by
        == user.staff_code
    )


def test_the_form_shows_what_each_way_of_adding_up_would_give(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    rows = client.get(SETTINGS).context["effect"].rows

    assert [row["in_force"] for row in rows] == [False, False, True]
    assert [len(row["values"]) for row in rows] == [5] * 3


def test_what_stands_at_a_day_cannot_be_added_up_and_the_plans_direction_stays(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    fields = list(client.get("/reporting/indicators/4.3/settings/").context["form"].fields)

    assert fields == ["responsible", "data_source", "version"]


def test_of_two_editors_of_the_settings_the_second_is_told(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    answers = settings_of(client)
    client.post(SETTINGS, answers | {"responsible": "Case Manager"})

    second = client.post(SETTINGS, answers | {"responsible": "Board"})

    assert second.context["saved_meanwhile"] == [{"label": "Responsible", "value": "Case Manager"}]
    assert indicator().responsible == "Case Manager"


def test_milestones_change_with_a_reason_and_a_row_in_the_trail_each(signed_in):
    client, user = signed_in(Role.ME_OFFICER)

    answers = LINE | {
        "year_2023": "800",
        "year_2024": "1,000",
        "reason": "Decision of the board",
        "version": "5",
    }
    client.post(MILESTONES, answers)

    moved = Milestone.objects.filter(indicator__code="1.5", changed_on__isnull=False)
    assert list(moved.values_list("year", "value", "version")) == [(2023, 800, 2), (2024, 1000, 2)]
    events = AuditEvent.objects.filter(target_type="reporting.milestone", by=user.staff_code)
    assert [event.fields["value"] for event in events] == [["920", "1000"], ["780", "800"]]
    details = [
        change.details for change in client.get("/reporting/indicators/1.5/").context["changes"]
    ]
    assert details == [["Milestone: 920 → 1,000"], ["Milestone: 780 → 800"]]
    assert indicator().target == 1200


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"year_2024": "700"}, "anyway", "2024 (700) goes back behind the point before it (780)."),
        ({"year_2026": "1300"}, "anyway", "The last one (1300) is not the plan's printed target (1200), which stays."),
        ({"year_2024": "12.5"}, "year_2024", "This is counted in whole numbers."),
        ({"year_2024": "9" * 30}, "year_2024", "This number is too large."),
        ({"year_2024": ""}, "year_2024", "This field is required."),
        ({"year_2024": "950", "reason": ""}, "reason", "This field is required."),
    ],
)  # fmt: skip
def test_milestones_that_go_astray_are_said_and_nothing_is_saved(signed_in, changes, field, words):
    client, _user = signed_in(Role.ME_OFFICER)

    page = client.post(MILESTONES, LINE | {"reason": "Board", "version": "5"} | changes)

    assert page.context["form"].errors == {field: [words]}
    assert Milestone.objects.filter(changed_on__isnull=False).count() == 0


def test_milestones_may_go_astray_when_somebody_says_so(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    client.post(
        MILESTONES, LINE | {"year_2024": "700", "reason": "Board", "version": "5", "anyway": "on"}
    )

    assert Milestone.objects.get(indicator__code="1.5", year=2024).value == 700


def test_of_two_editors_of_milestones_the_second_is_told_and_may_save_again(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    answers = LINE | {"reason": "Board", "version": "5"}
    client.post(MILESTONES, answers | {"year_2024": "930"})

    second = client.post(MILESTONES, answers | {"year_2024": "940"})

    assert {"label": "2024", "value": "930"} in second.context["saved_meanwhile"]
    assert Milestone.objects.get(indicator__code="1.5", year=2024).value == 930
    client.post(
        MILESTONES,
        answers | {"year_2024": "940", "version": second.context["form"]["version"].value()},
    )
    assert Milestone.objects.get(indicator__code="1.5", year=2024).value == 940


def test_a_reading_is_chosen_with_a_reason_and_counts_from_then_on(signed_in):
    client, user = signed_in(Role.ME_OFFICER)

    client.post(
        READING, {"reading": "year_alone", "reason": "The donor asks for it", "version": "0"}
    )

    row = IndicatorReading.objects.get()
    assert (row.reading, row.version, row.chosen_by) == ("year_alone", 1, user.staff_code)
    assert (
        client.get("/reporting/indicators/1.5/").context["page"].result.reading.name == "year_alone"
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reading": "rule"}, "reading"),
        ({"reading": "unknown"}, "reading"),
        ({"reading": ""}, "reading"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 1001}, "reason"),
        ({"version": "3"}, "__all__"),
    ],
)
def test_a_reading_that_cannot_be_chosen_is_refused_at_its_field(signed_in, changes, field):
    client, _user = signed_in(Role.ME_OFFICER)

    page = client.post(
        READING, {"reading": "year_alone", "reason": "Donor", "version": "0"} | changes
    )

    assert list(page.context["form"].errors) == [field]
    assert IndicatorReading.objects.count() == 0


@pytest.mark.parametrize("address", [SETTINGS, MILESTONES, READING])
def test_only_m_and_e_changes_the_framework(signed_in, address):
    for role in (Role.PROGRAMME_MANAGER, Role.EXECUTIVE_DIRECTOR, Role.FIELD_MONITOR):
        client, _user = signed_in(role)

        assert client.post(address, {}).status_code == 403
        page = client.get("/reporting/indicators/1.5/").content.decode()
        assert page.count(address) == 0


def test_an_unknown_indicator_is_not_found(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    codes = ("9.9", "x", "1.5%00")
    assert [
        client.get(f"/reporting/indicators/{code}/settings/").status_code for code in codes
    ] == [404, 404, 400]
