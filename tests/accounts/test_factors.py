"""The own second factors: an app, recovery codes, passkeys; the secret is sealed until it is proved."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from tests.accounts.test_fresh import code_now
from tests.administration.people import PASSWORD, used
from tests.fresh import prove
from tracekenya.accounts.fresh import Act
from tracekenya.audit.models import AuditEvent
from tracekenya.notices.models import Notice

APP, CODES, INDEX = "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_index"


@pytest.fixture
def person(client, db):
    """A person in live mode who has just signed in with the password and has no second factor yet."""
    user = used(email="new@test.example")
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return user


def set_up_app(client) -> str:
    secret = client.get(reverse(APP)).context["secret"]
    client.post(reverse(APP), {"code": code_now(secret)})
    return secret


def kinds(user):
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def test_an_app_is_set_up_with_its_first_code_and_ten_recovery_codes_are_shown_once(client, person):
    set_up_app(client)
    first, again = client.get(reverse(CODES)), client.get(reverse(CODES))

    assert kinds(person) == ["recovery_codes", "totp"]
    assert len(set(re.findall(r"<code>(\d{10})</code>", first.text))) == 10
    assert again.url == reverse(INDEX)
    assert client.get("/").status_code == 200
    assert (
        AuditEvent.objects.filter(kind="second_factor_changed", by=person.staff_code).count() == 2
    )


def test_the_first_code_of_an_app_does_not_serve_again(client, person):
    with time_machine.travel(timezone.now(), tick=False):  # a code lasts half a minute
        secret = set_up_app(client)
        client.post(reverse("account_logout"))
        client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

        again = client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
        following = client.post(reverse("mfa_authenticate"), {"code": code_now(secret, 1)})

    assert (again.status_code, following.status_code) == (200, 302)


@pytest.mark.parametrize("code", ["", "000000", "x" * 200, "١٢٣٤٥٦", "12 34"])
def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_secret(client, person, code):
    secret = client.get(reverse(APP)).context["secret"]
    answer = client.post(reverse(APP), {"code": code})

    assert (answer.status_code, answer.context["secret"]) == (200, secret)
    assert "error-summary" in answer.text
    assert kinds(person) == []


def test_the_secret_of_an_app_lies_sealed_in_the_session(client, person):
    secret = client.get(reverse(APP)).context["secret"]
    kept = [str(row.get_decoded()) for row in Session.objects.all()]

    assert [secret in text for text in kept] == [False] * len(kept)
    assert any("new_app" in text for text in kept)


def test_a_second_app_is_refused(client, person):
    set_up_app(client)
    other = client.get(reverse(APP)).context["secret"]
    answer = client.post(reverse(APP), {"code": code_now(other)})

    assert "An app is set up already" in answer.text
    assert kinds(person) == ["recovery_codes", "totp"]


def test_the_last_factor_cannot_be_removed_and_another_can(client, person):
    set_up_app(client)
    prove(client, Act.OWN_FACTORS)
    client.post(reverse("mfa_deactivate_totp"))
    assert kinds(person) == ["recovery_codes", "totp"]

    Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "Phone", "credential": {}}
    )
    client.post(reverse("mfa_deactivate_totp"))

    assert kinds(person) == ["recovery_codes", "webauthn"]


def test_new_recovery_codes_kill_the_old_ones(client, person):
    set_up_app(client)
    prove(client, Act.OWN_FACTORS)
    old = RecoveryCodes.activate(person).generate_codes()
    client.post(reverse("mfa_generate_recovery_codes"))
    new = RecoveryCodes.activate(person).generate_codes()

    assert set(old) & set(new) == set()


def test_the_person_is_told_of_each_change_but_the_first(client, person):
    set_up_app(client)
    first = Notice.objects.count()
    prove(client, Act.OWN_FACTORS)
    client.post(reverse("mfa_generate_recovery_codes"))

    told = list(Notice.objects.values_list("to", "kind", "link"))
    assert (first, told) == (0, [(person.pk, "account_changed", reverse(INDEX))])


def test_a_recovery_code_signs_in_once(client, person):
    set_up_app(client)
    code = RecoveryCodes.activate(person).generate_codes()[0]
    answers = []
    for _ in range(2):
        client.post(reverse("account_logout"))
        client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        answers.append(client.post(reverse("mfa_authenticate"), {"code": code}).status_code)

    assert answers == [302, 200]


def test_a_passkey_is_renamed_and_removed_by_its_owner_alone(client, person):
    set_up_app(client)
    prove(client, Act.OWN_FACTORS)
    data = {"name": "Phone", "credential": {}}
    own = Authenticator.objects.create(user=person, type="webauthn", data=dict(data))
    other = Authenticator.objects.create(user=used(), type="webauthn", data=dict(data))

    for key, status in ((own.pk, 302), (other.pk, 404), ("x", 404), ("9" * 40, 404), ("", 404)):
        answer = client.post(reverse("mfa_edit_webauthn"), {"passkey": key, "name": "My <phone>"})
        assert answer.status_code == status
        if status == 404:
            assert client.post(reverse("mfa_remove_webauthn"), {"passkey": key}).status_code == 404
    assert "My &lt;phone&gt;" in client.get(reverse(INDEX)).text
    client.post(reverse("mfa_remove_webauthn"), {"passkey": own.pk})

    assert list(Authenticator.objects.filter(type="webauthn")) == [other]


@pytest.mark.parametrize("bad", ["", "{", "[]", "1", "null", '{"id": 1}', '{"response": 7}', '{"response": {"userHandle": "AAAA"}}', "a\0b", '{"id": "' + "x" * 50_000 + '"}'])  # fmt: skip
@pytest.mark.parametrize("name", ["mfa_login_webauthn", "mfa_add_webauthn", "mfa_authenticate"])
def test_a_bad_answer_of_a_device_lets_nobody_in(client, db, name, bad):
    user = used(email="new@test.example")
    if name == "mfa_authenticate":
        totp.TOTP.activate(user, totp.generate_totp_secret())
    if name != "mfa_login_webauthn":
        client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    answer = client.post(reverse(name), {"credential": bad, "name": "Phone"})

    assert answer.status_code in (200, 302, 400)
    assert Authenticator.objects.filter(type="webauthn").count() == 0
    assert client.get(reverse("cases:case_list")).status_code == 302


def test_pages_about_factors_need_a_proof_of_their_own_kind(client, person):
    set_up_app(client)
    session = client.session
    session["fresh"] = {}
    session.save()
    prove(client, Act.EXPORT, Act.ROLE_CHANGE)
    asks = [client.get(reverse(name)) for name in (APP, "mfa_add_webauthn", CODES)]
    asks += [
        client.post(reverse(name))
        for name in ("mfa_deactivate_totp", "mfa_generate_recovery_codes")
    ]

    assert [each.templates[0].name for each in asks] == ["accounts/confirm.html"] * 5
    assert kinds(person) == ["recovery_codes", "totp"]


def test_totp_is_asked_of_nobody_in_practice(client, practice):
    user = used(email="new@test.example")
    totp.TOTP.activate(user, totp.generate_totp_secret())

    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert answer.url == "/"
