"""One person, or one network of strangers, sends only so many requests a minute."""

import pytest

from tracekenya.gate.rates import WINDOW, Counter, RequestRateMiddleware
from tracekenya.lib.networks import network_of
from tracekenya.roles.roles import Role


@pytest.fixture
def limited(settings, broker_url):
    settings.REQUESTS_OF_PERSON, settings.REQUESTS_OF_NETWORK = 3, 2


def statuses(client, times: int, path: str = "/", **headers) -> list[int]:
    return [client.get(path, **headers).status_code for _time in range(times)]


def test_a_person_is_told_to_wait_and_for_how_long(limited, signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)

    assert statuses(client, 3) == [200, 200, 200]
    refused = client.get("/")

    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= WINDOW
    page = refused.content.decode()
    assert f"Please wait {refused['Retry-After']} seconds" in page
    assert f"Tafadhali subiri sekunde {refused['Retry-After']}" in page


def test_a_refused_form_changes_nothing(limited, signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    statuses(client, 3)

    assert client.post("/language/", {"language": "sw", "next": "/"}).status_code == 429
    user.refresh_from_db()
    assert user.language == "en"


def test_one_person_does_not_use_up_what_others_have(limited, signed_in):
    first, _user = signed_in(Role.CASE_MANAGER)
    statuses(first, 9)

    second, _user = signed_in(Role.CASE_WORKER)

    assert statuses(second, 1) == [200]


def test_strangers_share_what_their_network_has(limited, practice, client):
    here = {"path": "/sign-in/", "REMOTE_ADDR": "203.0.113.9"}

    assert statuses(client, 2, **here) == [200, 200]
    assert statuses(client, 1, **here | {"REMOTE_ADDR": "203.0.113.77"}) == [429]
    assert statuses(client, 1, **here | {"REMOTE_ADDR": "203.0.114.9"}) == [200]


def test_machines_may_ask_for_health_at_any_time(limited, client, db):
    assert statuses(client, 9, "/livez") == [200] * 9


def test_without_redis_work_goes_on(limited, settings, signed_in):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    client, _user = signed_in(Role.CASE_MANAGER)

    assert statuses(client, 9) == [200] * 9


def test_a_redis_that_does_not_answer_is_left_alone_for_a_while():
    clock = [1000.0]
    counter = Counter("redis://127.0.0.1:1/0", now=lambda: clock[0])

    assert counter.seconds_to_wait("x", 1) == 0
    assert counter.rests_until == 1010.0


def test_the_minute_before_counts_as_far_as_it_reaches(broker_url):
    clock = [WINDOW * 1000.0]
    counter = Counter(broker_url, now=lambda: clock[0])

    first = [counter.seconds_to_wait("x", 10) for _time in range(11)]
    clock[0] += WINDOW
    at_once = counter.seconds_to_wait("x", 10)
    clock[0] += WINDOW / 2
    half_later = counter.seconds_to_wait("x", 10)

    assert first == [0] * 10 + [60]
    assert (at_once, half_later) == (60, 0)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "network"),
    [
        (0, "198.51.100.7", "203.0.113.0/24"),
        (1, "198.51.100.7", "198.51.100.0/24"),
        (1, "9.9.9.9, 198.51.100.7", "198.51.100.0/24"),
        (2, "9.9.9.9, 198.51.100.7, 192.0.2.1", "198.51.100.0/24"),
        (2, "198.51.100.7", "203.0.113.0/24"),
        (1, "", "203.0.113.0/24"),
        (1, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        (1, "not an address", "unknown"),
    ],
)
def test_a_visitor_cannot_choose_the_own_network(rf, settings, proxies, forwarded, network):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR=forwarded)

    assert network_of(request) == network


def test_no_limit_asks_no_redis(rf, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    serve = RequestRateMiddleware(lambda request: "answer")

    assert serve(rf.get("/")) == "answer"
    assert serve.counter.rests_until == 0.0
