"""The sheet of earlier years: many values typed or pasted, saved together or not at all, approved together."""

import pytest
from django.urls import reverse

from reporting.models import ManualValue
from tests.factories.accounts import UserFactory
from tests.factories.reporting import earlier_value, load_printed_plan
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

SHEET = "/reporting/earlier-years/"
PASTE = "/reporting/earlier-years/paste/"
APPROVE = "/reporting/earlier-years/approve/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plan(db, time_machine):
    time_machine.move_to("2026-11-25T10:00:00+00:00")
    load_printed_plan()


def answers_of(page) -> dict[str, str]:
    """Return what the browser sends when nothing was typed."""
    form = page.context["form"]
    cells = {
        name: form[name].value() or "" for name in form.fields if name not in ("seen", "source")
    }
    return cells | {"seen": form.shown, "source": ""}


def saved() -> dict[str, int]:
    rows = ManualValue.objects.select_related("indicator")
    return {f"{row.indicator.code}-{row.year}": int(row.value) for row in rows}


def test_the_sheet_has_a_cell_for_each_indicator_and_year(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    page = client.get(SHEET)

    assert page.content.decode().count('<input name="') == 33 * 4
    assert page.context["span"].years == [2022, 2023, 2024, 2025]
    assert client.get(f"{SHEET}?years=before").context["span"].years == [
        2017,
        2018,
        2019,
        2020,
        2021,
    ]
    assert len(page.content) < 65_000


def test_typed_values_are_kept_together_with_one_row_in_the_trail_each(signed_in):
    client, user = signed_in(Role.ME_OFFICER)
    answers = answers_of(client.get(SHEET))
    typed = {"1.1-2022": "1,234", "1.5-2023": "1 300", "4.2-2024": "12.5", "1.3-2022": "12 %"}

    response = client.post(SHEET, answers | typed | {"source": "Donor report 2024"})

    assert response.status_code == 302
    assert saved() == {"1.1-2022": 1234, "1.3-2022": 12, "1.5-2023": 1300, "4.2-2024": 12}
    assert set(ManualValue.objects.values_list("source", "recorded_by")) == {
        ("Donor report 2024", user.pk)
    }
    assert (
        AuditEvent.objects.filter(kind="created", target_type="reporting.manualvalue").count() == 4
    )


def test_one_wrong_cell_keeps_all_from_being_saved_and_every_text(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    answers = answers_of(client.get(SHEET))
    typed = {"1.1-2022": "500", "1.3-2022": "140", "1.5-2023": "-1", "1.6-2024": "a\0b"}

    page = client.post(SHEET, answers | typed | {"source": "Donor report"})

    text = page.content.decode()
    assert page.context["form"].errors == {
        "1.3-2022": ["A percentage lies between 0 and 100."],
        "1.5-2023": ["A value cannot be below zero."],
        "1.6-2024": ["Null characters are not allowed."],
    }
    assert saved() == {}
    assert [f'value="{value}"' in text for value in ("500", "140", "-1")] == [True] * 3
    assert text.count("error-summary") > 0
    assert text.count('href="#id_1.3-2022"') == text.count('aria-describedby="e-1.3-2022"') == 1


def test_a_source_is_asked_for(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    answers = answers_of(client.get(SHEET))

    page = client.post(SHEET, answers | {"1.1-2022": "500"})

    assert page.context["form"].errors == {"source": ["This field is required."]}
    assert saved() == {}


def test_of_two_tabs_the_second_is_told_what_the_first_saved(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    answers = answers_of(client.get(SHEET)) | {"source": "Report"}
    client.post(SHEET, answers | {"1.1-2022": "500", "1.2-2022": "60"})

    second = client.post(SHEET, answers | {"1.1-2022": "510", "1.4-2022": "7"})

    words = ["Somebody saved 500 here meanwhile. Save again to replace it."]
    assert second.context["form"].errors == {"1.1-2022": words}
    assert saved() == {"1.1-2022": 500, "1.2-2022": 60}
    again = answers_of(second)
    assert (again["1.1-2022"], again["1.4-2022"]) == ("510", "7")
    client.post(SHEET, again | {"source": "Report"})
    assert saved()["1.1-2022"] == 510


def test_cells_that_were_not_touched_stay_as_others_saved_them(signed_in):
    row = earlier_value(code="1.1", year=2022, value=500)
    client, _user = signed_in(Role.ME_OFFICER)
    answers = answers_of(client.get(SHEET)) | {"source": "Report"}
    row.value, row.version = 505, 2
    row.save()

    client.post(SHEET, answers | {"1.2-2022": "60"})

    assert saved() == {"1.1-2022": 505, "1.2-2022": 60}


def test_a_changed_value_loses_its_approval(signed_in):
    row = earlier_value(code="1.1", year=2022, approved_by=UserFactory())
    client, user = signed_in(Role.ME_OFFICER)
    answers = answers_of(client.get(SHEET)) | {"source": "Report"}

    client.post(SHEET, answers | {"1.1-2022": "501"})

    row.refresh_from_db()
    assert (row.value, row.is_approved, row.changed_by) == (501, False, user)


@pytest.mark.parametrize("seen", ["", "{", "[]", "null", '{"1.1-2022": 3}', "[" * 9000])
def test_a_page_that_lost_what_it_showed_overwrites_nothing(signed_in, seen):
    earlier_value(code="1.1", year=2022, value=500)
    client, _user = signed_in(Role.ME_OFFICER)
    answers = answers_of(client.get(SHEET)) | {"source": "Report", "seen": seen}

    page = client.post(SHEET, answers | {"1.1-2022": "501"})

    assert list(page.context["form"].errors) == ["1.1-2022"]
    assert saved() == {"1.1-2022": 500}


def test_a_pasted_block_fills_right_and_down_and_saves_nothing(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    block = "500\t510\t520\n60\t\t62\n10 %\tx\t14 %\r\n"

    page = client.post(PASTE, {"start": "1.1", "year": "2023", "block": block})

    cells = {
        name: page.context["form"][name].value()
        for name in page.context["form"].fields
        if name[0] == "1"
    }
    filled = {name: value for name, value in cells.items() if value}
    assert filled == {
        "1.1-2023": "500", "1.1-2024": "510", "1.1-2025": "520", "1.2-2023": "60", "1.2-2025": "62",
        "1.3-2023": "10 %", "1.3-2024": "x", "1.3-2025": "14 %",
    }  # fmt: skip
    assert saved() == {}


@pytest.mark.parametrize("block", ["", "\t\n\t", "a\0b"])
def test_an_empty_block_is_refused_at_its_field(signed_in, block):
    client, _user = signed_in(Role.ME_OFFICER)

    page = client.post(PASTE, {"start": "1.1", "year": "2023", "block": block})

    assert list(page.context["paste"].errors) == ["block"]


def test_many_values_are_approved_at_once_or_none(signed_in):
    rows = [earlier_value(code=code, year=2022) for code in ("1.1", "1.2")]
    client, user = signed_in(Role.PROGRAMME_MANAGER)
    own = earlier_value(code="1.4", year=2022, recorded_by=user)
    picked = [f"{row.pk}:{row.version}" for row in rows]

    waiting = [one.row for one in client.get(SHEET).context["waiting"]]
    client.post(APPROVE, {"picked": [*picked, f"{own.pk}:1"]})
    none = ManualValue.objects.filter(approved_at__isnull=False).count()
    client.post(APPROVE, {"picked": picked})

    assert (waiting, none) == (rows, 0)
    assert set(ManualValue.objects.filter(approved_by=user)) == set(rows)


@pytest.mark.parametrize("picked", [[], ["x"], ["1:2:3"], [f"{'0' * 32}:1"], ["a\0b:1"]])
def test_nonsense_approves_nothing(signed_in, picked):
    earlier_value(code="1.1", year=2022)
    client, _user = signed_in(Role.PROGRAMME_MANAGER)

    page = client.post(APPROVE, {"picked": picked}, follow=True)

    assert "Choose the values that you approve." in page.content.decode()
    assert ManualValue.objects.filter(approved_at__isnull=False).count() == 0


def test_who_may_do_what(signed_in):
    wanted = {
        Role.ME_OFFICER: (200, 200, 403), Role.PROGRAMME_MANAGER: (200, 403, 302),
        Role.CASE_MANAGER: (200, 403, 403), Role.FIELD_MONITOR: (403, 403, 403),
    }  # fmt: skip
    found = {}
    for role in wanted:
        client, _user = signed_in(role)
        found[role] = (
            client.get(SHEET).status_code, client.post(SHEET, {}).status_code,
            client.post(APPROVE, {}).status_code,
        )  # fmt: skip

    assert found == wanted


@pytest.mark.parametrize("rows", [1, 3])
def test_the_sheet_costs_the_same_for_any_number_of_values(
    signed_in, django_assert_num_queries, rows
):
    for code in ("1.1", "1.2", "1.4")[:rows]:
        earlier_value(code=code, year=2022)
    client, _user = signed_in(Role.PROGRAMME_MANAGER)

    with django_assert_num_queries(16):
        client.get(SHEET)


def test_the_indicators_page_leads_here(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    page = client.get(reverse("reporting:indicator_detail", args=["1.5"])).content.decode()

    assert page.count(f'href="{SHEET}"') == 1
