"""Leaving, falling asleep, and a lost second factor: what ends, who agrees, who is told."""

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.administration.people import PASSWORD, page, used
from tests.factories.cases import CaseFactory
from tests.fresh import prove
from tracekenya.accounts.actions import dormancy, invitations, recovery
from tracekenya.accounts.actions.users import OwnAccount
from tracekenya.accounts.models import User
from tracekenya.accounts.tasks import tidy
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

NOON = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def with_app(**fields) -> User:
    user = used(**fields)
    TOTP.activate(user, generate_totp_secret())
    return user


def signs_in(user) -> bool:
    answer = Client().post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return answer.status_code == 302


def test_somebody_who_leaves_loses_everything_in_one_act(administrator):
    client, by = administrator
    leaver, device = with_app(role=Role.CASE_WORKER), Client()
    device.force_login(leaver)
    link = invitations.send_again(user=leaver, by=by).url
    cases = [CaseFactory(), CaseFactory()]
    for case in cases:
        case.grants.create(user=leaver, reason="assigned")

    client.post(page("user_switch_off", leaver))

    leaver.refresh_from_db()
    live = [case.grants.live().filter(user=leaver).count() for case in cases]
    assert (leaver.is_active, live, Authenticator.objects.filter(user=leaver).count()) == (
        False,
        [0, 0],
        0,
    )
    assert device.get("/").status_code == 302
    assert Client().get(link.replace("http://localhost:8000", "")).status_code == 410
    event = AuditEvent.objects.get(kind="changed", target_id=str(leaver.pk))
    assert (event.fields["grants"], event.fields["devices"]) == (2, 1)
    assert AuditEvent.objects.filter(kind="grant_ended").count() == 2


def test_an_account_stops_at_midnight_after_its_last_day(practice):
    with time_machine.travel("2026-03-02T20:50:00Z", tick=False) as clock:  # 23:50 in Nairobi
        person, device = used(ends_on=dt.date(2026, 3, 2)), Client()
        device.force_login(person)
        clock.move_to("2026-03-02T20:59:59Z")
        before = device.get("/").status_code
        clock.move_to("2026-03-02T21:00:00Z")
        after = device.get("/").status_code

        assert (before, after, signs_in(person)) == (200, 302, False)


def test_sixty_days_without_a_sign_in_put_an_account_to_sleep(practice):
    with time_machine.travel(NOON, tick=False) as clock:
        people = [used(role=Role.FINANCE_OFFICER) for _ in range(3)]
        clock.shift(30 * DAY)
        signs_in(people[0])
        clock.shift(30 * DAY)
        on_the_day = dormancy.put_unused_to_sleep()
        clock.shift(dt.timedelta(seconds=1))
        tidy()

        assert on_the_day == 0
        assert [bool(User.objects.get(pk=each.pk).dormant_at) for each in people] == [
            False,
            True,
            True,
        ]
        assert [signs_in(each) for each in people] == [True, False, False]


def test_an_administrator_lets_a_sleeper_in_again(administrator):
    client, _by = administrator
    sleeper = used(role=Role.FINANCE_OFFICER, dormant_at=timezone.now())
    User.objects.filter(pk=sleeper.pk).update(joined_at=timezone.now() - 90 * DAY)
    text = client.get(page("user_detail", sleeper)).text
    client.post(page("user_switch_on", sleeper))

    assert "Let in again" in text
    assert signs_in(sleeper)
    assert dormancy.put_unused_to_sleep() == 0


def test_the_last_system_administrator_never_falls_asleep(practice):
    user = used(role=Role.SYSTEM_ADMINISTRATOR)
    User.objects.update(joined_at=timezone.now() - 90 * DAY)

    assert dormancy.put_unused_to_sleep() == 0
    assert signs_in(user)


@pytest.fixture
def lost(administrator):
    """Return (asker, second person, person whose phone is lost) after the reset was asked for."""
    client, by = administrator
    director, person = used(role=Role.EXECUTIVE_DIRECTOR), with_app(role=Role.FINANCE_OFFICER)
    client.post(page("user_second_factor_reset", person))
    person.refresh_from_db()
    return by, director, person


def factors(person) -> int:
    return Authenticator.objects.filter(user=person).count()


def test_asking_alone_resets_nothing_and_tells_both(lost):
    by, director, person = lost

    assert (factors(person), person.reset_asked_by) == (1, by)
    told = set(Notice.objects.values_list("to__staff_code", "kind"))
    assert told == {(person.staff_code, "account_changed"), (director.staff_code, "reset_waits")}


def test_the_second_person_agrees_after_a_day_and_not_before(lost, client):
    _by, director, person = lost
    with pytest.raises(DomainError, match="can be agreed to from"):
        recovery.approve(user=person, by=director)
    assert factors(person) == 1

    with time_machine.travel(person.reset_asked_at + DAY, tick=False):
        client.force_login(director)
        prove(client)
        address = reverse("administration:reset_decide", args=[person.pk])
        answer = client.post(address, {"decision": "approve"})

    assert (answer.status_code, factors(person)) == (302, 0)
    kept = AuditEvent.objects.filter(kind="second_factor_changed", target_id=str(person.pk))
    assert [row.fields["reset"] for row in kept.order_by("id")] == ["asked", "agreed"]


def test_nobody_agrees_to_what_they_asked_or_to_their_own(lost):
    by, _director, person = lost
    with time_machine.travel(person.reset_asked_at + DAY, tick=False):
        for somebody in (by, person):
            with pytest.raises(OwnAccount):
                recovery.approve(user=person, by=somebody)

    assert factors(person) == 1


def test_the_person_stops_a_reset_that_is_false(lost):
    _by, director, person = lost
    device = Client()
    device.force_login(person)
    shown = "Stop the reset" in device.get(reverse("mfa_index")).text
    device.post(reverse("reset_stop"))

    with pytest.raises(DomainError, match="does not wait"):
        recovery.approve(user=person, by=director)
    assert (shown, factors(person)) == (True, 1)


def test_a_reset_is_asked_once_and_only_where_there_is_a_factor(lost):
    by, _director, person = lost
    with pytest.raises(DomainError, match="asked for already"):
        recovery.ask(user=person, by=by)
    with pytest.raises(DomainError, match="no second factor"):
        recovery.ask(user=used(), by=by)


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_of_resets_asks_the_same_number_of_questions(
    signed_in, django_assert_num_queries, people
):
    client, _user = signed_in(Role.EXECUTIVE_DIRECTOR)
    for _ in range(people):
        used(reset_asked_by=used(), reset_asked_at=timezone.now())
    with django_assert_num_queries(4):
        page = client.get(reverse("administration:reset_list"))

    assert len(page.context["listing"].slice.rows) == people


@pytest.mark.parametrize(
    "change", ["role_asked_by_id = id", "reset_asked_by_id = id, reset_asked_at = now()"]
)
def test_the_database_refuses_who_asks_for_themselves(db, change):
    user = used()
    with (
        pytest.raises(IntegrityError, match="for_themselves"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE accounts_user SET {change} WHERE id = %s", [user.pk])  # noqa: S608
