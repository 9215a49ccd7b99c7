"""Passkeys in a real Chromium with a virtual device, in live mode: made, used, refused when false."""

import json
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.administration.people import PASSWORD, used
from tests.browser.axe import violations
from tests.factories.accounts import UserFactory
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role

MAKE, SIGN = "[data-passkey-part] button", "form[data-passkey] [data-passkey-part] button"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


class Phone:
    """The person's browser with a virtual device in it."""

    def __init__(self, page) -> None:
        self.page, self.cdp = page, page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        made = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.id = {"authenticatorId": made["authenticatorId"]}

    def credential(self) -> dict:
        return self.cdp.send("WebAuthn.getCredentials", self.id)["credentials"][0]

    def set_count(self, count: int) -> None:
        """Put the same passkey back with another signature count, as a copy would have it."""
        held = self.credential() | {"signCount": count}
        self.cdp.send(
            "WebAuthn.removeCredential", {**self.id, "credentialId": held["credentialId"]}
        )
        self.cdp.send("WebAuthn.addCredential", {**self.id, "credential": held})

    def recognise(self, is_recognised: bool) -> None:
        state = {**self.id, "isUserVerified": is_recognised}
        self.cdp.send("WebAuthn.setUserVerified", state)

    def sign_out(self) -> None:
        self.page.goto("/sign-out/")
        self.page.locator("main form button[type=submit]").click()
        self.page.wait_for_url("**/sign-in/")

    def sign_in(self, *, is_let_in: bool = False) -> str:
        """Press the button for a passkey; return the path that follows."""
        self.page.goto("/sign-in/")
        self.page.locator(SIGN).click()
        if is_let_in:
            self.page.wait_for_url(lambda url: urlsplit(url).path == "/")
        else:
            self.page.wait_for_timeout(800)
        self.page.wait_for_load_state("networkidle")
        return urlsplit(self.page.url).path


@pytest.fixture
def phone(chromium, live_server, transactional_db):
    context = chromium.new_context(base_url=live_server.url, locale="en-GB")
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda m: m.type == "error" and page.problems.append(m.text))
    yield Phone(page)
    context.close()


@pytest.fixture
def person(phone) -> User:
    """Sign a person in by password in live mode and make a passkey; return whose it is."""
    user = used(role=Role.SYSTEM_ADMINISTRATOR)
    page = phone.page
    page.goto("/sign-in/")
    page.locator("input[name=login]").fill(user.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/second-factor/")
    page.get_by_role("link", name="Add a passkey").click()
    page.locator(MAKE).click()
    page.wait_for_url("**/second-factor/codes/")
    return user


def test_a_passkey_is_made_and_signs_in_alone(phone, person):
    page = phone.page
    assert page.locator(".recovery-codes li").count() == 10
    assert violations(page) == []
    phone.sign_out()

    assert phone.sign_in(is_let_in=True) == "/"
    assert page.problems == []
    row = Authenticator.objects.get(user=person, type="webauthn")
    assert row.data["sign_count"] == phone.credential()["signCount"]


def test_a_passkey_is_the_second_step_and_confirms_acts(phone, person):
    other, page = UserFactory(), phone.page
    phone.sign_out()
    page.locator("input[name=login]").fill(person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/sign-in/code/")
    page.locator(SIGN).click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    page.goto(f"/administration/accounts/{other.pk}/edit/")
    page.locator("select[name=language]").select_option("sw")
    page.locator("main form.form-panel button[type=submit]").click()
    page.get_by_role("heading", name="Confirm that it is you").wait_for()
    assert violations(page) == []
    page.locator(SIGN).click()
    page.wait_for_url(f"**/accounts/{other.pk}/")

    assert User.objects.get(pk=other.pk).language == "sw"
    assert page.problems == []


def ask_for_less(route) -> None:
    """Stand between browser and server: tell the device that it need not check the person."""
    answer = route.fetch()
    body = json.loads(answer.text())
    body["request_options"]["publicKey"]["userVerification"] = "discouraged"
    route.fulfill(response=answer, body=json.dumps(body))


def test_a_device_that_did_not_check_the_person_is_refused_by_the_server(phone, person):
    phone.sign_out()
    phone.recognise(False)
    phone.page.route(
        "**/sign-in/passkey/",
        lambda r: ask_for_less(r) if r.request.method == "GET" else r.continue_(),
    )

    with phone.page.expect_request(
        lambda r: r.method == "POST" and r.url.endswith("/sign-in/passkey/")
    ):
        ended_at = phone.sign_in()
    phone.recognise(True)
    phone.page.unroute("**/sign-in/passkey/")

    assert ended_at == "/sign-in/"
    assert "This passkey was not accepted" in phone.page.locator("main").inner_text()
    assert phone.sign_in(is_let_in=True) == "/"


def test_a_copy_of_a_passkey_is_refused(phone, person):
    phone.sign_out()
    assert phone.sign_in(is_let_in=True) == "/"
    seen = phone.credential()["signCount"]
    phone.sign_out()
    phone.set_count(seen - 1)

    assert phone.sign_in() == "/sign-in/"
    phone.set_count(seen + 5)
    assert phone.sign_in(is_let_in=True) == "/"


def test_a_passkey_of_an_ended_account_lets_nobody_in(phone, person):
    phone.sign_out()
    User.objects.filter(pk=person.pk).update(is_active=False)

    assert phone.sign_in() == "/sign-in/"


def test_an_answer_to_another_challenge_is_refused(phone, person):
    phone.sign_out()
    kept = []
    phone.page.route(
        "**/sign-in/passkey/", lambda r: kept.append(r.request.post_data) or r.continue_()
    )
    phone.sign_in()
    answer = next(text for text in kept if text)
    stranger = Client()
    stranger.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    replay = stranger.post(
        "/sign-in/passkey/", answer, content_type="application/x-www-form-urlencoded"
    )

    assert replay.url == "/sign-in/"
    assert stranger.get("/administration/").status_code == 302
