"""Live mode: with the password alone nobody, in no role, gets further than setting up a second factor."""

import re
import uuid

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from tests.accounts.test_fresh import code_now
from tests.administration.people import PASSWORD, used
from tests.factories.accounts import OfficeFactory
from tests.project.test_routes import GUARDED, address
from tracekenya.accounts.actions import approvals, invitations
from tracekenya.accounts.middleware import SETTING_UP
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role

STATES = ("no factor yet", "recovery codes alone", "second step not done")
CLOSED = sorted(set(GUARDED) - SETTING_UP)
PARTS = 16  # each role tries one part of the routes by default


def in_state(role: Role, state: str) -> Client:
    """Return a device on which the right password was sent, and nothing more."""
    user, device = used(role=role, is_board_secretary=role is Role.BOARD_MEMBER), Client()
    if state == "recovery codes alone":
        RecoveryCodes.activate(user)
    if state == "second step not done":
        totp.TOTP.activate(user, totp.generate_totp_secret())
    device.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return device


def reached(role: Role, state: str, routes: list[str], method: str) -> list[str]:
    """Return the routes that answered with anything but the way to the second factor or sign-in."""
    device = in_state(role, state)
    wanted = "/sign-in/?" if state == "second step not done" else reverse("mfa_index")
    found = []
    for name in routes:
        answer = getattr(device, method)(address(name))
        if answer.status_code != 302 or not answer.url.startswith(wanted):
            found.append(f"{name}: {answer.status_code}")
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", STATES)
def test_the_password_alone_opens_nothing_a_sample(role, state):
    part = (list(Role).index(role) + STATES.index(state)) % PARTS

    assert reached(role, state, CLOSED[part::PARTS], "get") == []
    assert reached(role, state, CLOSED[part :: PARTS * 2], "post") == []


@pytest.mark.deep
@pytest.mark.django_db
def test_the_password_alone_opens_nothing_at_all():
    """Every address by every way; the gate asks for no role, so the ways are shared out among them."""
    tried, found = 0, []
    ways = ("get", "post", "put", "delete", "head", "options")
    for number, role in enumerate(Role):
        for state in STATES:
            for method in {"get", ways[number % len(ways)]}:
                found += reached(role, state, CLOSED, method)
                tried += len(CLOSED)

    print(f"{tried} requests with the password alone: {len(found)} reached something")  # noqa: T201
    assert found == []


@pytest.mark.django_db
def test_only_these_pages_stay_open_while_setting_up():
    assert sorted(SETTING_UP - {"set_language", "account_logout", "session_left"}) == [
        "account_confirm", "account_confirm_options", "mfa_activate_totp", "mfa_add_webauthn",
        "mfa_add_webauthn_options", "mfa_generate_recovery_codes", "mfa_index",
        "mfa_view_recovery_codes", "session_stay",
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_invitation_leads_to_work_end_to_end(
    client, django_capture_on_commit_callbacks, mailoutbox
):
    admin = used(role=Role.SYSTEM_ADMINISTRATOR)
    director = used(role=Role.EXECUTIVE_DIRECTOR)
    with django_capture_on_commit_callbacks(execute=True):
        made = invitations.invite(
            email="newcomer@test.example", staff_code="CW90", full_name="New Person",
            role="case_worker", office=OfficeFactory(), ends_on=None, language="en",
            is_board_secretary=False, by=admin, submission=uuid.uuid4(),
        )  # fmt: skip
    link = re.search(r"http://\S+", mailoutbox[0].body)[0]
    path = link.partition("://")[2].partition("/")[2]
    chosen = {"password": "quiet river stone 42", "again": "quiet river stone 42"}
    assert client.post(f"/{path}", chosen).url == reverse("account_login")
    user = User.objects.get(pk=made.user.pk)
    signs_in = {"login": user.email, "password": chosen["password"]}

    assert client.post(reverse("account_login"), signs_in).status_code == 302
    assert client.get("/").url == reverse("mfa_index")
    secret = client.get(reverse("mfa_activate_totp")).context["secret"]
    client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert client.get("/").status_code == 200
    assert client.get(reverse("cases:case_list")).status_code == 403
    approvals.approve(user=user, role="case_worker", by=director)
    assert client.get(reverse("cases:case_list")).status_code == 200
    assert client.get(f"/{path}").status_code == 410
