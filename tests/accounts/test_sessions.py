"""Sessions: listed to their person alone, ended one by one, limited to the second, gone at sign-out."""

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.administration.people import PASSWORD, used
from tests.factories.accounts import UserFactory
from tracekenya.accounts import devices, sessions
from tracekenya.accounts.actions import switch_off
from tracekenya.accounts.models import OpenSession
from tracekenya.roles.roles import Role

NOON = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
)
LIST = "session_list"


def sign_in(user, agent=PHONE, **extra) -> Client:
    device = Client(headers={"User-Agent": agent}, **extra)
    device.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return device


def is_in(device) -> bool:
    return device.get(reverse(LIST)).status_code == 200


@pytest.fixture
def person(practice):
    return used(role=Role.FINANCE_OFFICER)


def test_the_list_shows_own_devices_in_coarse_words_and_no_address(person):
    first = sign_in(person, REMOTE_ADDR="203.0.113.77")
    sign_in(person, "curl/8", REMOTE_ADDR="198.51.100.3")
    sign_in(used(role=Role.CASE_WORKER), "Mozilla/5.0 (Windows NT 10.0) Firefox/130.0")
    page = first.get(reverse(LIST))

    rows = page.context["sessions"]
    assert [(row["words"], row["is_this"], row["is_near"]) for row in rows] == [
        ("Chrome on Android", True, True), ("Unknown device", False, False),
    ]  # fmt: skip
    kept = str(list(OpenSession.objects.values()))
    assert not any(word in page.text + kept for word in ("203.0", "198.51", "SM-A155F"))


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:130.0) Firefox/130.0", "Firefox on Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/126 Safari/537.36 OPR/110", "Opera on Linux"),
        ("", "Unknown device"), ("\0" * 9000 + "x", "Unknown device"), ("Android", "Android"),
    ],
)  # fmt: skip
def test_devices_have_coarse_names(agent, words):
    assert devices.words_of(devices.name_of(agent)) == words


def test_one_device_is_signed_out_at_its_next_request(person):
    here, lost = sign_in(person), sign_in(person)
    key = next(
        row["key"] for row in here.get(reverse(LIST)).context["sessions"] if not row["is_this"]
    )
    here.post(reverse("session_end"), {"session": key})

    assert (is_in(here), is_in(lost)) == (True, False)


def test_everywhere_else_is_signed_out_at_once(person):
    here, *others = [sign_in(person) for _ in range(4)]
    stranger = sign_in(used(role=Role.CASE_WORKER))
    here.post(reverse("session_end_others"))

    assert [is_in(each) for each in (here, *others, stranger)] == [True, False, False, False, True]


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000", "other"])
def test_nobody_ends_what_is_not_theirs(person, key):
    stranger = sign_in(used(role=Role.CASE_WORKER))
    if key == "other":
        key = str(OpenSession.objects.get(user__role="case_worker").pk)
    answer = sign_in(person).post(reverse("session_end"), {"session": key})

    assert (answer.status_code, is_in(stranger)) == (404, True)


def test_switching_off_ends_all_three_sessions_within_one_request(person):
    devices_of_person = [sign_in(person) for _ in range(3)]
    switch_off(user=person, by=None)

    assert [each.get("/").status_code for each in devices_of_person] == [302] * 3
    assert OpenSession.objects.filter(user=person).count() == 0


SPECIAL = {
    Role.SHELTER_MANAGER, Role.CASE_WORKER, Role.CASE_MANAGER, Role.LEGAL_OFFICER,
    Role.PROGRAMME_MANAGER, Role.EXECUTIVE_DIRECTOR, Role.DATA_PROTECTION_OFFICER,
}  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_rest_ends_a_session_to_the_second(practice, role):
    minutes = 15 if sessions.limits_of(role).idle == dt.timedelta(minutes=15) else 30
    user = used(role=role)
    assert (
        SPECIAL - {r for r in Role if sessions.limits_of(r).idle < dt.timedelta(minutes=30)}
        == set()
    )
    with time_machine.travel(NOON, tick=False) as clock:
        device = sign_in(user)
        clock.shift(dt.timedelta(minutes=minutes) - dt.timedelta(seconds=1))
        before = is_in(device)
        clock.shift(dt.timedelta(minutes=minutes))
        after = device.get(reverse(LIST))

    assert before is True
    assert (after.status_code, after.url) == (302, "/sign-in/?next=/sessions/")


def test_work_makes_a_session_longer_but_never_longer_than_the_shift(person):
    with time_machine.travel(NOON, tick=False) as clock:
        device = sign_in(person)
        states = []
        for _ in range(41):
            clock.shift(dt.timedelta(minutes=15))
            states.append(is_in(device))

    assert states == [True] * 39 + [False] * 2


def test_the_shift_ends_to_the_second(person):
    with time_machine.travel(NOON, tick=False) as clock:
        device = sign_in(person)
        for _ in range(29):
            clock.shift(dt.timedelta(minutes=20))
            is_in(device)
        clock.shift(dt.timedelta(minutes=20) - dt.timedelta(seconds=1))
        before = is_in(device)
        clock.shift(dt.timedelta(seconds=1))

        assert (before, is_in(device)) == (True, False)


def test_asking_how_long_is_left_is_no_work_and_staying_is(person):
    with time_machine.travel(NOON, tick=False) as clock:
        device = sign_in(person)
        clock.shift(dt.timedelta(minutes=29))
        asked = [device.get(reverse("session_left")).json() for _ in range(3)]
        stayed = device.post(reverse("session_stay")).json()
        clock.shift(dt.timedelta(minutes=30))
        late = device.get(reverse("session_left"))

    assert asked == [{"left": 60, "grows": True}] * 3
    assert stayed == {"left": 1800, "grows": True}
    assert late.status_code == 302
    assert Client().get(reverse("session_left")).json() == {"left": 0, "grows": False}


def test_a_part_of_a_page_leads_the_whole_page_to_sign_in(person):
    with time_machine.travel(NOON, tick=False) as clock:
        device = sign_in(person)
        clock.shift(dt.timedelta(minutes=31))
        answer = device.get(
            "/cases/?sort=code",
            headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/cases/?q=1"},
        )

    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/cases/%3Fq%3D1"


def test_signing_in_gives_the_session_a_new_id(person):
    device = Client()
    device.get(reverse("account_login"))
    session = device.session
    session["planted"] = "by an attacker"
    session.save()
    before = session.session_key
    device.cookies["sessionid"] = before
    device.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert device.session.session_key != before
    assert Session.objects.filter(pk=before).count() == 0


def test_signing_out_clears_what_the_browser_keeps(person):
    device = sign_in(person)
    answer = device.post(reverse("account_logout"))

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert OpenSession.objects.filter(user=person).count() == 0
    assert (is_in(device), Session.objects.count()) == (False, 0)


def test_pages_stay_in_no_cache(person):
    assert sign_in(person).get(reverse(LIST)).headers["Cache-Control"].count("no-store") == 1


def test_rows_of_dead_sessions_are_deleted(person):
    sign_in(person)
    sign_in(person)
    Session.objects.first().delete()

    assert sessions.purge() == 1


def test_a_page_costs_few_questions_more(person, django_assert_num_queries):
    device = sign_in(person)
    device.get(reverse(LIST))
    with django_assert_num_queries(4):
        device.get(reverse(LIST))
    for _ in range(3):
        sign_in(person)
    with django_assert_num_queries(4):
        device.get(reverse(LIST))


def test_another_persons_sessions_are_nowhere(person):
    sign_in(UserFactory() and person)

    assert len(sessions.of(used())) == 0
