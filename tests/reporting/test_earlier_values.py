"""Values of the years before the system: written by one, approved by another, never mixed in."""

from decimal import Decimal

import pytest
from django.urls import reverse

from reporting.models import Indicator, ManualValue
from reporting.pages.earlier import earlier_panel
from tests.factories.accounts import UserFactory
from tests.factories.reporting import earlier_value, load_printed_plan
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

ANSWERS = {
    "year": "2019",
    "value": "1,234",
    "source": "Annual report 2019, page 12",
    "evidence_note": "",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plan(db):
    load_printed_plan()


def url(name: str, row: ManualValue) -> str:
    return reverse(f"reporting:{name}", args=[row.pk])


def add(client, code: str = "1.5", **answers):
    address = reverse("reporting:manual_value_add", args=[code])
    token = client.get(address).context["form"]["submission"].value()
    return client.post(address, ANSWERS | {"submission": token} | answers)


def test_a_value_is_kept_and_waits_for_approval(signed_in):
    client, user = signed_in(Role.ME_OFFICER)

    response = add(client)

    row = ManualValue.objects.get()
    assert response.url == row.get_absolute_url()
    assert (row.year, row.value, row.recorded_by, row.is_approved) == (2019, 1234, user, False)
    event = AuditEvent.objects.get(kind="created", target_type="reporting.manualvalue")
    assert (event.by, event.target_code) == (user.staff_code, "1.5 2019")


def test_the_same_form_sent_twice_keeps_one_value(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    address = reverse("reporting:manual_value_add", args=["1.5"])
    token = client.get(address).context["form"]["submission"].value()

    answers = [client.post(address, ANSWERS | {"submission": token}).url for _ in range(2)]

    assert answers == [ManualValue.objects.get().get_absolute_url()] * 2


@pytest.mark.parametrize(
    ("code", "answers", "field", "words"),
    [
        ("1.5", {"value": "12.5"}, "value", "This is counted in whole numbers."),
        ("1.5", {"value": "-3"}, "value", "A value cannot be below zero."),
        ("1.5", {"value": "many"}, "value", "Enter a number such as 1,234 or 12.5."),
        ("1.5", {"value": "12,5"}, "value", "Enter a number such as 1,234 or 12.5."),
        ("1.3", {"value": "101"}, "value", "A percentage lies between 0 and 100."),
        ("4.2", {"value": "9" * 20}, "value", "This number is too large."),
        ("1.5", {"source": ""}, "source", "This field is required."),
        ("1.5", {"source": "a\0b"}, "source", "Null characters are not allowed."),
        ("1.5", {"year": "1999"}, "year", "Ensure this value is greater than or equal to 2000."),
        ("1.5", {"year": "9" * 30}, "year", None),
        ("1.5", {"year": "2020"}, "year", "1.5 2020 has a value already. Open it to change it."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_the_text_stays(
    signed_in, code, answers, field, words
):
    earlier_value(year=2020)
    client, _user = signed_in(Role.ME_OFFICER)

    response = add(client, code, **answers)

    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == [field]
    assert words is None or form.errors[field] == [words]
    assert form["evidence_note"].value() == ANSWERS["evidence_note"]
    assert ManualValue.objects.count() == 1


@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.CASE_MANAGER, Role.FIELD_MONITOR])
def test_only_m_and_e_writes_values(signed_in, role):
    row = earlier_value()
    client, _user = signed_in(role)

    answers = [
        client.get(reverse("reporting:manual_value_add", args=["1.5"])),
        client.post(url("manual_value_edit", row), {"value": "1", "source": "x", "version": "1"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    row.refresh_from_db()
    assert row.value == 300


def test_a_value_that_nobody_approved_is_unknown_to_others(signed_in):
    row, approved = earlier_value(), earlier_value(year=2022, approved_by=UserFactory())
    client, _user = signed_in(Role.FIELD_MONITOR)

    answers = [client.get(each.get_absolute_url()).status_code for each in (row, approved)]

    assert answers == [404, 200]


def test_the_approver_approves_and_the_trail_says_so(signed_in):
    row = earlier_value(recorded_by=UserFactory(role=Role.ME_OFFICER))
    client, user = signed_in(Role.PROGRAMME_MANAGER)

    client.post(url("manual_value_approve", row), {"version": "1"})

    row.refresh_from_db()
    assert (row.approved_by, row.is_approved, row.version) == (user, True, 2)
    assert AuditEvent.objects.filter(kind="status_changed", by=user.staff_code).count() == 1


@pytest.mark.parametrize("writer", ["recorded_by", "changed_by"])
def test_nobody_approves_what_they_wrote(signed_in, writer):
    client, user = signed_in(Role.EXECUTIVE_DIRECTOR)
    row = earlier_value(**{writer: user})

    page = client.post(url("manual_value_approve", row), {"version": "1"}, follow=True)

    row.refresh_from_db()
    assert row.is_approved is False
    assert (
        "You wrote 1.5 2023 yourself; somebody else has to decide on it." in page.content.decode()
    )


def test_m_and_e_may_not_approve(signed_in):
    row = earlier_value()
    client, _user = signed_in(Role.ME_OFFICER)

    assert client.post(url("manual_value_approve", row), {"version": "1"}).status_code == 403


@pytest.mark.parametrize("version", ["", "7", "-1", "x", "9" * 40])
def test_an_approval_of_another_version_is_refused(signed_in, version):
    row = earlier_value()
    client, _user = signed_in(Role.PROGRAMME_MANAGER)

    client.post(url("manual_value_approve", row), {"version": version})

    row.refresh_from_db()
    assert row.is_approved is False


def test_changing_an_approved_value_warns_and_withdraws_the_approval(signed_in):
    row = earlier_value(approved_by=UserFactory(role=Role.PROGRAMME_MANAGER))
    client, user = signed_in(Role.ME_OFFICER)

    page = client.get(url("manual_value_edit", row)).content.decode()
    client.post(
        url("manual_value_edit", row), {"value": "310", "source": "Register", "version": "1"}
    )

    row.refresh_from_db()
    assert page.count("Saving a change withdraws the approval") == 1
    assert (row.value, row.is_approved, row.approved_by, row.changed_by) == (310, False, None, user)
    event = AuditEvent.objects.get(kind="changed", target_type="reporting.manualvalue")
    assert event.fields["value"] == ["300.00", "310"]


def test_of_two_editors_the_second_sees_what_the_first_saved(signed_in):
    row = earlier_value()
    client, _user = signed_in(Role.ME_OFFICER)
    client.post(url("manual_value_edit", row), {"value": "310", "source": "First", "version": "1"})

    second = client.post(
        url("manual_value_edit", row), {"value": "320", "source": "Second", "version": "1"}
    )

    assert [one["value"] for one in second.context["saved_meanwhile"]] == ["310", "First"]
    assert second.context["form"]["value"].value() == "320"
    row.refresh_from_db()
    assert row.value == 310


def test_a_value_is_sent_back_with_what_is_missing(signed_in):
    row = earlier_value()
    client, user = signed_in(Role.EXECUTIVE_DIRECTOR)
    address = url("manual_value_send_back", row)

    empty = client.post(address, {"version": "1", "reason": ""})
    client.post(address, {"version": "1", "reason": "Add the page of the report."})

    row.refresh_from_db()
    assert empty.context["form"].errors == {"reason": ["This field is required."]}
    assert (row.sent_back_by, row.sent_back_reason) == (user, "Add the page of the report.")
    assert "Add the page of the report." in client.get(row.get_absolute_url()).content.decode()


def test_the_indicators_page_shows_approved_values_to_all_and_others_to_few(signed_in):
    earlier_value(year=2020, value=210, source="Register of 2020")
    earlier_value(year=2021, value=220, approved_by=UserFactory(staff_code="PM-31"))
    address = reverse("reporting:indicator_detail", args=["1.5"])

    seen = {}
    for role in (Role.ME_OFFICER, Role.FIELD_MONITOR):
        client, _user = signed_in(role)
        page = client.get(address)
        rows = page.context["earlier"].rows
        seen[role] = [(one.row.year, one.value, str(one.state.text)) for one in rows]

    approved, waiting = (2021, "220", "Approved"), (2020, "210", "Waits for approval")
    assert seen == {Role.ME_OFFICER: [approved, waiting], Role.FIELD_MONITOR: [approved]}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_panel_costs_two_queries_for_any_number_of_years(
    signed_in, django_assert_num_queries, rows
):

    for number in range(rows):
        earlier_value(year=2018 + number)
    _client, user = signed_in(Role.ME_OFFICER)
    indicator = Indicator.objects.get(code="1.5")

    with django_assert_num_queries(2):
        panel = earlier_panel(indicator, user)

    assert [one.row.value for one in panel.rows] == [Decimal(300)] * rows
