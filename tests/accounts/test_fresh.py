"""Proving again who one is: five minutes, one kind of act, and what was asked goes on unchanged."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http import HTTPStatus

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.administration.people import PASSWORD, page, used
from tests.factories.accounts import UserFactory
from tests.factories.world import ALONE, World
from tests.fresh import prove
from tests.project.test_hostile_forms import address_in, furthest_role
from tests.project.test_routes import ROUTES
from tracekenya.accounts import proofs
from tracekenya.accounts.fresh import FRESH_SECONDS, Act, is_fresh
from tracekenya.accounts.models import User
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

ASKS = "Confirm that it is you"
INVITE = "administration:user_invite"


@pytest.fixture
def administrator(client, practice):
    user = used(role=Role.SYSTEM_ADMINISTRATOR, staff_code="SA01")
    client.force_login(user)
    return user


@pytest.fixture
def with_app(client, db):
    """Return (administrator, secret of the app) in live mode, signed in."""
    user = used(role=Role.SYSTEM_ADMINISTRATOR, staff_code="SA02")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    client.force_login(user)
    return user, secret


def code_now(secret: str, steps: int = 0) -> str:
    return totp.format_hotp_value(
        totp.hotp_value(secret, list(totp.yield_hotp_counters_from_time())[1] + steps)
    )


def fields_of(response) -> list[tuple[str, str]]:
    """Return the hidden fields that the page carries along."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.text.partition("<main")[2]
    )
    return [
        (unescape(name), unescape(value)) for name, value in found if name != "csrfmiddlewaretoken"
    ]


def switched_off(user: User) -> bool:
    return not User.objects.get(pk=user.pk).is_active


def test_a_post_without_a_proof_asks_for_one_and_changes_nothing(client, administrator):
    other = UserFactory()
    answer = client.post(page("user_switch_off", other))

    assert (answer.status_code, ASKS in answer.text, switched_off(other)) == (200, True, False)


def test_the_right_password_lets_the_same_post_through(client, administrator):
    other = UserFactory()
    answer = client.post(page("user_switch_off", other), {"fresh-password": PASSWORD})

    assert (answer.status_code, switched_off(other)) == (302, True)


@pytest.mark.parametrize("wrong", ["", "not the password", "x" * 5000, "a\0b"])
def test_a_wrong_password_changes_nothing_and_says_so(client, administrator, wrong):
    other = UserFactory()
    answer = client.post(page("user_switch_off", other), {"fresh-password": wrong})

    assert (answer.status_code, switched_off(other)) == (200, False)
    assert "error-summary" in answer.text
    kept = AuditEvent.objects.filter(kind="sign_in_failed", by=administrator.staff_code).count()
    assert kept == (wrong == "not the password")
    assert wrong == "" or wrong not in answer.text


def test_what_was_typed_comes_back_and_is_saved_after_the_proof(client, administrator):
    typed = {"email": "new@test.example", "staff_code": "NW07", "full_name": 'A "b" & <c> Wanjirũ',
             "role": "finance_officer", "language": "sw", "submission": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}  # fmt: skip
    asked = client.post(reverse(INVITE), typed)
    kept = fields_of(asked)

    answer = client.post(reverse(INVITE), dict(kept) | {"fresh-password": PASSWORD})

    assert dict(kept) == typed
    assert answer.status_code == 200
    made = User.objects.get(email="new@test.example")
    assert (made.staff_code, made.full_name) == ("NW07", 'A "b" & <c> Wanjirũ')


def test_values_given_several_times_are_all_kept(client, administrator):
    asked = client.post(page("user_switch_off", UserFactory()), {"a": ["1", "2", ""], "b": "3"})

    assert fields_of(asked) == [("a", "1"), ("a", "2"), ("a", ""), ("b", "3")]


def test_a_file_is_not_kept_and_the_page_says_so(client, administrator):
    file = SimpleUploadedFile("paper.txt", b"text")
    asked = client.post(page("user_switch_off", UserFactory()), {"file": file, "note": "typed"})

    assert "The file you chose cannot be kept" in asked.text
    assert fields_of(asked) == [("note", "typed")]


def test_a_proof_serves_five_minutes_to_the_second(client, administrator):
    people = UserFactory.create_batch(3)
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False) as clock:
        client.force_login(administrator)
        client.post(page("user_switch_off", people[0]), {"fresh-password": PASSWORD})
        clock.shift(dt.timedelta(seconds=FRESH_SECONDS))
        client.post(page("user_switch_off", people[1]))
        clock.shift(dt.timedelta(seconds=1))
        client.post(page("user_switch_off", people[2]))

    assert [switched_off(person) for person in people] == [True, True, False]


@pytest.mark.parametrize("proved", list(Act))
def test_a_proof_serves_its_own_kind_of_act_alone(client, administrator, proved):
    other = UserFactory()
    prove(client, proved)
    changed = client.post(page("user_switch_off", other)).status_code == 302
    exported = "attachment" in client.get(
        reverse("administration:office_list"), {"export": "csv"}
    ).headers.get("Content-Disposition", "")

    assert (changed, switched_off(other)) == (proved is Act.ROLE_CHANGE,) * 2
    assert exported is False  # this role takes no lists out at all


@pytest.mark.parametrize("proved", list(Act))
def test_a_list_leaves_the_house_only_with_a_proof_for_that(client, practice, proved):
    client.force_login(used(role=Role.ME_OFFICER))
    prove(client, proved)
    answer = client.get(reverse("administration:office_list"), {"export": "csv"})

    is_file = "attachment" in answer.headers.get("Content-Disposition", "")
    assert is_file is (proved is Act.EXPORT)
    assert AuditEvent.objects.filter(kind="exported").count() == int(is_file)


def test_a_download_goes_on_with_its_query(client, practice):
    client.force_login(used(role=Role.ME_OFFICER))
    address = f"{reverse('administration:office_list')}?kind=shelter&export=csv"
    asked = client.get(address)
    token = dict(fields_of(asked))["token"]

    wrong = client.post(reverse("account_confirm"), {"token": token, "fresh-password": "wrong"})
    right = client.post(
        reverse("account_confirm"), dict(fields_of(wrong)) | {"fresh-password": PASSWORD}
    )
    file = client.get(address)

    assert (right.context["address"], right.context["back"]) == (
        address,
        address.replace("&export=csv", ""),
    )
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_a_token_of_another_person_or_a_forged_one_leads_home(client, practice):
    client.force_login(used(role=Role.ME_OFFICER))
    token = dict(fields_of(client.get(f"{reverse('administration:office_list')}?export=csv")))[
        "token"
    ]
    client.force_login(used(role=Role.ME_OFFICER))

    answers = [
        client.post(reverse("account_confirm"), {"token": each, "fresh-password": PASSWORD}).url
        for each in (token, token[:-1], "", "//evil.example")
    ]

    assert answers == ["/"] * 4


def test_no_proof_serves_another_kind_of_act(client, administrator, rf):
    served = {}
    for proved in Act:
        session = client.session
        session["fresh"] = {}
        session.save()
        prove(client, proved)
        request = rf.get("/")
        request.session = client.session
        served |= {(proved, asked): is_fresh(request, asked) for asked in Act}

    assert {pair for pair, is_served in served.items() if is_served} == {(a, a) for a in Act}


GUARDED_BY_PROOF = sorted(n for n, p in ROUTES.items() if hasattr(p.callback, "needs_fresh"))


def test_every_act_that_needs_a_proof_asks_for_it(client, practice):
    world, done = World(), {}
    for name in GUARDED_BY_PROOF:
        user = world.newcomer(furthest_role(name))
        address = world.own_address(name, user) if name in ALONE else address_in(world, name)
        client.force_login(user)
        answer = client.post(address)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:  # what is only ever read
            answer = client.get(address)
        done[name] = answer.templates[:1]

    asked = {
        name for name, used_ones in done.items() if used_ones[0].name == "accounts/confirm.html"
    }
    assert asked == set(GUARDED_BY_PROOF)
    assert len(asked) >= 14


def test_the_proof_gives_the_session_a_new_id(client, administrator):
    before = client.session.session_key
    client.post(page("user_switch_off", UserFactory()), {"fresh-password": PASSWORD})

    assert client.session.session_key != before


def test_live_mode_asks_for_a_code_and_not_for_the_password(client, with_app):
    _user, secret = with_app
    first, second = UserFactory.create_batch(2)
    client.post(page("user_switch_off", first), {"fresh-password": PASSWORD})
    client.post(page("user_switch_off", second), {"fresh-code": code_now(secret)})

    assert [switched_off(first), switched_off(second)] == [False, True]


def test_a_code_serves_once_also_within_its_neighbouring_steps(client, with_app):
    _user, secret = with_app
    people = UserFactory.create_batch(4)
    with time_machine.travel("2026-03-02T09:00:10Z", tick=False):
        codes = [code_now(secret), code_now(secret), code_now(secret, -1), code_now(secret, 1)]
        for person, code in zip(people, codes, strict=True):
            session = client.session
            session.pop("fresh", None)
            session.save()
            client.post(page("user_switch_off", person), {"fresh-code": code})

    assert [switched_off(each) for each in people] == [True, False, False, True]


def test_a_recovery_code_serves_once(client, with_app):
    user, _secret = with_app
    code = RecoveryCodes.activate(user).generate_codes()[0]
    people = UserFactory.create_batch(2)
    for person in people:
        session = client.session
        session.pop("fresh", None)
        session.save()
        client.post(page("user_switch_off", person), {"fresh-code": code})

    assert [switched_off(each) for each in people] == [True, False]


def race(user: User, code: str, how_many: int = 20) -> int:
    """Post the same code from many devices of one person at once; return how many it served."""
    people = UserFactory.create_batch(how_many)
    devices = [Client() for _ in people]
    for device in devices:
        device.force_login(user)

    def send(pair):
        device, person = pair
        try:
            return device.post(page("user_switch_off", person), {"fresh-code": code}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(how_many) as pool:
        answers = list(pool.map(send, zip(devices, people, strict=True)))
    assert set(answers) <= {200, 302, 429}
    return sum(switched_off(person) for person in people)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_twenty_who_send_one_code_at_once_are_let_through_once(with_app, kind):
    user, secret = with_app
    code = code_now(secret) if kind == "app" else RecoveryCodes.activate(user).generate_codes()[3]

    assert race(user, code) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_a_code_itself_serves_one_of_twenty(with_app, kind):
    user, secret = with_app
    code = code_now(secret) if kind == "app" else RecoveryCodes.activate(user).generate_codes()[3]

    def use(_number):
        try:
            return proofs.use_code(user, code) is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(use, range(20))) == 1


def test_secrets_of_apps_and_recovery_codes_are_sealed(with_app):
    user, secret = with_app
    RecoveryCodes.activate(user)
    rows = {row.type: row.data for row in user.authenticator_set.all()}

    assert secret not in str(rows)
    assert [
        len(value) > 60 for value in (rows["totp"]["secret"], rows["recovery_codes"]["seed"])
    ] == [True] * 2
    assert re.fullmatch(r"[0-9a-f]{80}", rows["recovery_codes"]["seed"]) is None
