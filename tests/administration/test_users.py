"""Accounts: who may keep them, what they may not do to their own, who ends whom."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.administration.people import page, used
from tests.factories.accounts import OfficeFactory, UserFactory
from tracekenya.accounts.actions.users import OwnAccount, edit, switch_off
from tracekenya.accounts.models import User
from tracekenya.administration.users import STATES, in_state, state_of
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role


def answers(user, **changes):
    stated = {
        "role": user.role, "office": user.office_id or "", "language": "en", "ends_on": "",
        "version": user.version,
    }  # fmt: skip
    return stated | changes


def test_the_list_shows_codes_and_never_names_or_addresses(administrator):
    client, _user = administrator
    used(staff_code="CM77", email="hidden@test.example", full_name="Hidden Name")

    text = client.get(reverse("administration:user_list")).text

    assert "CM77" in text
    assert [word for word in ("hidden@", "Hidden Name") if word in text] == []


def test_name_and_e_mail_stand_on_the_account_s_page_and_looking_is_kept(administrator):
    client, user = administrator
    other = used(email="shown@test.example", full_name="Shown Name")

    text = client.get(page("user_detail", other)).text

    assert [word in text for word in ("shown@test.example", "Shown Name")] == [True, True]
    kept = AuditEvent.objects.filter(kind="viewed", target_id=str(other.pk))
    assert list(kept.values_list("by", flat=True)) == [user.staff_code]


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    administrator, django_assert_num_queries, people
):
    client, _user = administrator
    for _number in range(people):
        used(office=OfficeFactory())

    with django_assert_num_queries(4):
        client.get(reverse("administration:user_list"))


def test_each_account_is_in_exactly_the_state_that_it_shows(db):
    today = timezone.localdate()
    days = {"past": today - dt.timedelta(days=1), "near": today + dt.timedelta(days=30)}
    people = [
        used(), used(is_active=False), used(ends_on=days["past"]), used(ends_on=days["near"]),
        UserFactory(), used(pending_role=Role.CASE_WORKER), used(is_active=False, ends_on=days["past"]),
        used(ends_on=today + dt.timedelta(days=31)), used(dormant_at=timezone.now()),
    ]  # fmt: skip

    by_page = {state: set(in_state(User.objects.all(), state)) for state in STATES}
    by_word = {state: {each for each in people if state_of(each) == state} for state in STATES}

    assert by_page == by_word
    assert {state: len(found) for state, found in by_page.items()} == {
        "off": 2, "ended": 1, "asleep": 1, "waiting": 1, "invited": 1, "ends_soon": 1, "active": 2,
    }  # fmt: skip


def test_the_list_is_filtered_by_role_and_state(administrator):
    client, _user = administrator
    used(role=Role.FINANCE_OFFICER, staff_code="FO41")
    used(role=Role.FINANCE_OFFICER, staff_code="FO42", is_active=False)

    answer = client.get(
        reverse("administration:user_list"), {"role": "finance_officer", "state": "off"}
    )

    assert [row.staff_code for row in answer.context["listing"].slice.rows] == ["FO42"]


def test_an_edit_is_kept_and_said_in_the_history(administrator):
    client, _user = administrator
    other = used(role=Role.FINANCE_OFFICER)
    office = OfficeFactory()

    client.post(
        page("user_edit", other),
        answers(other, role="programme_officer", office=office.pk, language="sw"),
    )

    other.refresh_from_db()
    assert (other.role, other.office, other.language, other.version) == (
        "programme_officer", office, "sw", 2,
    )  # fmt: skip
    event = AuditEvent.objects.get(kind="changed", target_id=str(other.pk))
    assert event.fields == {
        "role": ["finance_officer", "programme_officer"],
        "office": [None, office.code],
        "language": ["en", "sw"],
    }
    assert "Finance officer → Programme officer" in client.get(page("user_detail", other)).text


def test_a_stale_edit_keeps_the_typed_and_saves_nothing(administrator):
    client, _user = administrator
    other = used(role=Role.FINANCE_OFFICER)
    User.objects.filter(pk=other.pk).update(version=5, language="sw")

    answer = client.post(page("user_edit", other), answers(other, role="programme_officer"))

    other.refresh_from_db()
    assert (answer.status_code, other.role) == (200, "finance_officer")
    assert answer.context["form"]["role"].value() == "programme_officer"
    assert "Somebody else saved this record" in answer.text


def test_a_last_day_in_the_past_is_refused_naming_both_days(administrator):
    client, _user = administrator
    other = used(role=Role.FINANCE_OFFICER)

    answer = client.post(page("user_edit", other), answers(other, ends_on="2020-01-31"))

    assert answer.context["form"].errors["ends_on"] == [
        f"31 January 2020 is over already; today is {_said(timezone.localdate())}."
    ]


def test_a_volunteer_has_a_last_day_until_the_mark_is_taken_back(administrator):
    client, user = administrator
    other, day = used(role=Role.FINANCE_OFFICER), timezone.localdate() + dt.timedelta(days=90)
    marked = {"is_temporary": "on", "ends_on": day.isoformat()}

    client.post(page("user_edit", other), answers(other, **marked))
    other.refresh_from_db()
    assert (other.is_temporary, other.ends_on) == (True, day)
    refused = client.post(page("user_edit", other), answers(other, is_temporary="on", ends_on=""))
    client.post(page("user_edit", other), answers(other, ends_on=""))

    assert list(refused.context["form"].errors) == ["ends_on"]
    other.refresh_from_db()
    assert (other.is_temporary, other.ends_on) == (False, None)
    kept = AuditEvent.objects.filter(kind="changed", by=user.staff_code).order_by("at").first()
    assert kept.fields == {"is_temporary": [False, True], "ends_on": [None, day.isoformat()]}


def _said(day):
    return f"{day.day} {day:%B %Y}"


def test_only_a_board_member_is_secretary(administrator):
    client, _user = administrator
    other = used(role=Role.FINANCE_OFFICER)

    answer = client.post(page("user_edit", other), answers(other, is_board_secretary="on"))

    assert answer.context["form"].errors["is_board_secretary"] == [
        "Only a member of the board can be its secretary."
    ]


@pytest.mark.parametrize("name", ["user_edit", "user_switch_off", "user_second_factor_reset"])
def test_nobody_touches_the_own_account(administrator, name):
    client, user = administrator
    used(role=Role.SYSTEM_ADMINISTRATOR)

    answer = client.post(page(name, user), answers(user, role="executive_director"))

    user.refresh_from_db()
    assert (answer.status_code, user.role, user.is_active) == (403, "system_administrator", True)
    assert "Nobody changes the own account." in answer.text
    assert AuditEvent.objects.filter(kind="refused", by="SA01").count() == 1


def test_the_own_page_offers_no_change(administrator):
    client, user = administrator

    text = client.get(page("user_detail", user)).text

    assert "This is your own account" in text
    assert page("user_switch_off", user) not in text


def test_switching_off_ends_the_sessions_at_once_and_for_good(administrator):
    client, _user = administrator
    other, device = used(role=Role.FINANCE_OFFICER), Client()
    device.force_login(other)
    assert device.get("/").status_code == 200

    client.post(page("user_switch_off", other))
    assert device.get("/").status_code == 302
    client.post(page("user_switch_on", other))

    assert device.get("/").status_code == 302
    assert Session.objects.count() == 1  # the administrator's own
    assert User.objects.get(pk=other.pk).may_sign_in


def test_switching_on_waits_for_a_new_last_day(administrator):
    client, _user = administrator
    other = used(is_active=False, ends_on=dt.date(2020, 1, 31))

    text = client.post(page("user_switch_on", other), follow=True).text

    assert not User.objects.get(pk=other.pk).is_active
    assert "change the last day first" in text


def test_the_last_administrator_can_neither_be_ended_nor_demoted(db):
    last = used(role=Role.SYSTEM_ADMINISTRATOR)
    UserFactory(role=Role.SYSTEM_ADMINISTRATOR)  # invited, never came
    used(role=Role.SYSTEM_ADMINISTRATOR, is_active=False)
    director = used(role=Role.EXECUTIVE_DIRECTOR)
    stated = {
        "office": None, "language": "en", "is_board_secretary": False, "version": last.version,
        "by": director,
    }  # fmt: skip

    with pytest.raises(DomainError, match="last system administrator"):
        switch_off(user=last, by=None)
    with pytest.raises(DomainError, match="last system administrator") as demoted:
        edit(last, role="finance_officer", ends_on=None, **stated)
    with pytest.raises(DomainError, match="last system administrator") as ended:
        edit(last, role=last.role, ends_on=dt.date(2999, 1, 1), **stated)

    last.refresh_from_db()
    assert (demoted.value.field, ended.value.field) == ("role", "ends_on")
    assert (last.is_active, last.role, last.ends_on) == (True, "system_administrator", None)


def test_one_of_two_administrators_can_end_the_other(db):
    first, second = (used(role=Role.SYSTEM_ADMINISTRATOR) for _number in range(2))

    switch_off(user=second, by=first)

    with pytest.raises(DomainError, match="last system administrator"):
        switch_off(user=first, by=second)
    with pytest.raises(OwnAccount):
        switch_off(user=first, by=first)


def test_an_act_is_undone_when_the_trail_cannot_be_written(db, broken_trail):
    other = used(role=Role.FINANCE_OFFICER)

    with pytest.raises(Exception, match="broken"):
        switch_off(user=other, by=None)

    assert User.objects.get(pk=other.pk).is_active


@pytest.mark.parametrize("role", [Role.ME_OFFICER, Role.EXECUTIVE_DIRECTOR, Role.CASE_MANAGER])
def test_others_keep_no_accounts(signed_in, role):
    client, _user = signed_in(role)
    other = used()

    assert client.get(reverse("administration:user_list")).status_code == 403
    assert client.get(page("user_detail", other)).status_code == 403


def test_the_menu_leads_there_whom_it_concerns(signed_in):
    found = {}
    for role in Role:
        client, _user = signed_in(role)
        found[role] = "/administration/" in {e["url"] for e in client.get("/").context["menu"]}

    assert {role for role, there in found.items() if there} == {
        Role.SYSTEM_ADMINISTRATOR, Role.ME_OFFICER, Role.EXECUTIVE_DIRECTOR,
    }  # fmt: skip


def test_the_board_has_one_chair_and_it_is_one_of_the_board(client, administrator):
    other, member, chair = (UserFactory(role=Role.BOARD_MEMBER) for _each in range(3))
    User.objects.filter(pk=chair.pk).update(is_board_chair=True)
    worker = UserFactory(role=Role.FINANCE_OFFICER)

    second = client.post(page("user_edit", member), answers(member, is_board_chair="on"))
    outside = client.post(page("user_edit", worker), answers(worker, is_board_chair="on"))
    User.objects.filter(pk=chair.pk).update(is_board_chair=False)
    client.post(page("user_edit", other), answers(other, is_board_chair="on"))

    other.refresh_from_db()
    assert second.context["form"].errors["is_board_chair"] == [
        f"{chair.staff_code} chairs the board: change that account first."
    ]
    assert outside.context["form"].errors["is_board_chair"] == [
        "Only a member of the board can chair it."
    ]
    assert other.is_board_chair
