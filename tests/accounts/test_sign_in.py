"""Signing in by e-mail: practice asks the password alone, live mode the second factor."""

import datetime as dt

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tracekenya.accounts.actions import switch_off
from tracekenya.accounts.models import User
from tracekenya.audit.models import AuditEvent

PASSWORD = "a long practice password 7"
REFUSAL = "The email address and/or password you specified are not correct."


@pytest.fixture
def person(db):
    user = UserFactory(email="worker@test.example", language="sw")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password=PASSWORD, email="worker@test.example"):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def kinds():
    return list(AuditEvent.objects.order_by("id").values_list("kind", "by"))


def test_the_right_password_opens_the_home_page_in_the_own_language(client, practice, person):
    response = sign_in(client)

    assert (response.status_code, response.url) == (302, "/")
    assert response.cookies["django_language"].value == "sw"
    assert kinds() == [("signed_in", person.staff_code)]


@pytest.mark.parametrize(
    ("email", "password"), [("worker@test.example", "wrong"), ("nobody@test.example", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(
    client, practice, person, email, password
):
    response = sign_in(client, password=password, email=email)

    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [REFUSAL]
    assert kinds() == [("sign_in_failed", "SYSTEM")]


@pytest.mark.parametrize(
    "ended",
    [{"is_active": False}, {"ends_on": dt.date(2020, 1, 1)}],
    ids=["switched off", "last day over"],
)
def test_an_ended_account_stays_out(client, practice, person, ended):
    User.objects.filter(pk=person.pk).update(**ended)

    response = sign_in(client)

    assert response.context["form"].non_field_errors() == [REFUSAL]
    assert client.get("/").status_code == 302


def test_switching_off_ends_every_session_at_once(client, practice, person):
    sign_in(client)
    switch_off(user=person, by=None)

    assert client.get("/").status_code == 302


def test_an_account_ends_with_its_last_day_even_when_signed_in(client, practice, person):
    sign_in(client)
    User.objects.filter(pk=person.pk).update(ends_on=timezone.localdate() - dt.timedelta(days=1))

    assert client.get("/").status_code == 302


def test_live_mode_lets_nobody_past_setting_up_the_second_factor(client, person):
    sign_in(client)

    assert client.get("/").url == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    page = client.get(reverse("mfa_activate_totp"))
    assert "secret" in page.context  # the password was typed just now: it is not asked for again


def test_live_mode_asks_for_the_code_at_every_sign_in(client, person):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)

    first = sign_in(client)
    refused = client.get("/")

    assert first.url == reverse("mfa_authenticate")
    assert refused.url.startswith(reverse("account_login"))


def test_signing_out_needs_a_post(client, practice, person):
    sign_in(client)
    client.get(reverse("account_logout"))
    assert client.get("/").status_code == 200

    client.post(reverse("account_logout"))

    assert client.get("/").status_code == 302


def test_strangers_cannot_make_accounts(client, db):
    assert client.get("/accounts/signup/").status_code == 404
    assert client.get("/sign-up/").status_code == 404


def test_the_page_for_signing_out_shows_its_button(client, practice, person):
    sign_in(client)
    page = client.get(reverse("account_logout")).text
    content = page.partition("<main")[2].partition("</main>")[0]
    assert (content.count("</button>"), content.count("d-none")) == (1, 0)
