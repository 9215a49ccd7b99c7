"""Nothing lost, nothing twice: batches, the same record from two sides, lines that break at any byte."""

import datetime as dt
import json
import random
import socket
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intercepts.actions import field_phones
from intercepts.actions.field_taking import take
from intercepts.actions.screening import load_form
from intercepts.models import FieldSubmission, Intercept, InterceptedPerson, JourneyTally
from intercepts.phone.items import item_of
from tests.factories.accounts import UserFactory
from tests.factories.field import intercept, person, phone_of, tally
from tests.factories.work import StationFactory
from tracekenya.accounts.models import Installation
from tracekenya.roles.roles import Role

MOST_STATEMENTS = 40


def made_phone(label: str = "Phone 1"):
    return phone_of(UserFactory(role=Role.FIELD_MONITOR), label=label)


@pytest.fixture
def ready(request):
    """Return a station and the screening form, in a database that commits where the test does."""
    if not Installation.objects.exists():
        Installation.objects.create(is_practice=True, canary=Installation.CANARY)
    load_form()
    return StationFactory(code="mtw")


def records(phone, station, number: int) -> list[dict]:
    """Return records of both kinds: every second an intercept with two people."""
    return [
        phone.item("intercept", intercept(station, person(), person(names="", age_band="0_12",
                   outcome="handed_police")))
        if place % 2 else phone.item("tally", tally(station))
        for place in range(number)
    ]  # fmt: skip


# --- Statements --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_batch_of_ten_takes_as_few_statements_as_one_of_four(ready):
    phone = made_phone()
    asked = []
    for number in (4, 10):
        batch = records(phone, ready, number)
        with CaptureQueriesContext(connection) as queries:
            answer = phone.send(*batch)
        assert {one["status"] for one in answer.json()["results"]} == {201}
        asked.append(len([one for one in queries if "SAVEPOINT" not in one["sql"]]))

    print(f"statements of a batch of four and of ten: {asked}")  # noqa: T201
    assert asked[0] == asked[1] <= MOST_STATEMENTS


@pytest.mark.django_db
def test_a_bad_record_stops_no_other(ready):
    """Two events name the same person: the database would refuse the second."""
    phone = made_phone()
    same = str(uuid.uuid4())
    items = [phone.item("intercept", intercept(ready, person(id=same))) for _ in range(2)] + [
        phone.item("tally", tally(ready))
    ]

    answer = phone.send(*items)

    assert [one["status"] for one in answer.json()["results"]] == [201, 422, 201]
    assert FieldSubmission.objects.get(state="quarantined").reasons == ["used_id"]


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "status"), [(4, 201), (20, 422)])
def test_a_clock_that_is_a_little_ahead_sends_no_record_to_quarantine(ready, minutes, status):
    """Sent seconds after it was begun, a record of such a phone comes from the future."""
    phone = made_phone()
    told = timezone.localtime() + dt.timedelta(minutes=minutes)
    when = {"happened_on": told.date().isoformat(), "happened_at": f"{told:%H:%M}"}

    answer = phone.send(
        phone.item("intercept", intercept(ready, **when)), phone.item("tally", tally(ready, **when))
    )

    assert [one["status"] for one in answer.json()["results"]] == [status, status]
    for row in [*Intercept.objects.all(), *JourneyTally.objects.all()]:
        kept = dt.datetime.combine(row.happened_on, row.happened_at, tzinfo=told.tzinfo)
        assert kept <= timezone.localtime()


# --- Two sides at once -------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_same_record_from_many_sides_is_one(ready):
    phone = made_phone()
    item = item_of(phone.item("intercept", intercept(ready)))
    start = threading.Barrier(6)

    def send(_number: int) -> int:
        start.wait()
        try:
            return take(phone=phone.row, items=[item])[0].status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(send, range(6)))

    assert answers == [200] * 5 + [201]
    assert (Intercept.objects.count(), InterceptedPerson.objects.count()) == (1, 1)


# --- Lines that break --------------------------------------------------------------------------------


class CuttingLine:
    """A line to the server that ends after a number of bytes, sent and received together."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.to, self.cuts = (parts.hostname, parts.port), 0

    def post(self, phone, items: list[dict], most: int | None) -> list[dict] | None:
        """Return the results, None when the line broke before the answer was whole."""
        body = json.dumps({"items": items}).encode()
        head = (
            f"POST /field/v1/submissions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Authorization: Device {phone.token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        whole = head + body
        self.size = len(whole) + 300 + 160 * len(items)
        with suppress(OSError), socket.create_connection(self.to, timeout=30) as line:
            if most is not None and most < len(whole):
                line.sendall(whole[:most])
                self.cuts += 1
                return None
            line.sendall(whole)
            left = None if most is None else most - len(whole)
            answer = b""
            while part := line.recv(
                4096 if left is None else max(1, min(4096, left - len(answer)))
            ):
                answer += part
                if left is not None and len(answer) >= left:
                    self.cuts += 1
                    return None
            return self._results(answer)
        self.cuts += 1
        return None

    def _results(self, answer: bytes) -> list[dict] | None:
        head, _blank, body = answer.partition(b"\r\n\r\n")
        assert head.split()[1] == b"207", head
        return json.loads(body)["results"]


def sent_over(
    url: str, phone, items: list[dict], *, cuts: int, chance: random.Random
) -> CuttingLine:
    """Send until each record has its receipt and the line broke `cuts` times at random bytes."""
    line = CuttingLine(url)
    waiting = {item["id"]: item for item in items}
    while line.cuts < cuts or waiting:
        among = list(waiting.values()) if waiting and chance.random() < 0.8 else items
        batch = chance.sample(among, min(len(among), chance.randint(1, 10)))
        size = sum(len(json.dumps(item)) for item in batch) + 600 + 160 * len(batch)
        most = chance.randint(1, size) if line.cuts < cuts else None
        for result in line.post(phone, batch, most) or ():
            assert result["status"] in (200, 201), result
            waiting.pop(result["id"], None)
    return line


def check_broken_lines(url: str, station, *, number: int, cuts: int) -> None:
    phone = made_phone()
    items = [phone.item("tally", tally(station, women=1)) for _ in range(number)]
    begin = time.monotonic()

    line = sent_over(url, phone, items, cuts=cuts, chance=random.Random(11))

    print(f"{number} records, {line.cuts} cuts, {time.monotonic() - begin:.1f} s")  # noqa: T201
    assert JourneyTally.objects.count() == FieldSubmission.objects.count() == number
    kept = set(JourneyTally.objects.values_list("pk", flat=True))
    assert {str(key) for key in kept} == {item["id"] for item in items}


@pytest.fixture
def unlimited(settings):
    settings.REQUESTS_OF_PHONE = settings.REQUESTS_OF_PHONES = 0


@pytest.mark.django_db(transaction=True)
def test_broken_lines_lose_and_double_nothing(live_server, ready, unlimited):
    check_broken_lines(live_server.url, ready, number=20, cuts=40)


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
def test_two_thousand_broken_lines_lose_and_double_nothing(live_server, ready, unlimited):
    check_broken_lines(live_server.url, ready, number=500, cuts=2000)


def check_many_phones(url: str, station, *, phones: int, each: int) -> None:
    """All phones hand in at once, when the network is back; each once more, as if nothing had come."""
    held = []
    for number in range(phones):
        phone = made_phone(f"Phone {number}")
        held.append((phone, records(phone, station, each)))
    start = threading.Barrier(phones)

    def hand_in(pair) -> list[int]:
        phone, items = pair
        start.wait()
        line = CuttingLine(url)
        return [one["status"] for _ in range(2) for one in line.post(phone, items, None) or ()]

    begin = time.monotonic()
    with ThreadPoolExecutor(phones) as pool:
        answers = list(pool.map(hand_in, held))
    took = time.monotonic() - begin

    print(f"{phones} phones x {each} records, twice: {took:.1f} s")  # noqa: T201
    assert answers == [[201] * each + [200] * each] * phones
    taken = JourneyTally.objects.count() + Intercept.objects.count()
    assert taken == FieldSubmission.objects.filter(state="taken").count() == phones * each
    assert len(set(Intercept.objects.values_list("code", flat=True))) == Intercept.objects.count()


@pytest.mark.django_db(transaction=True)
def test_phones_hand_in_at_once(live_server, ready, unlimited):
    check_many_phones(live_server.url, ready, phones=4, each=4)


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
def test_fifty_phones_hand_in_at_once(live_server, ready, unlimited):
    check_many_phones(live_server.url, ready, phones=50, each=10)


@pytest.mark.django_db(transaction=True)
def test_a_code_enrols_one_phone_of_two_that_try_at_once(ready):
    monitor = UserFactory(role=Role.FIELD_MONITOR)
    row = field_phones.add(by=monitor, label="Phone 9", monitor=monitor)
    code = field_phones.make_code(phone=row, by=monitor)
    start = threading.Barrier(4)

    def enrol(_number: int) -> bool:
        start.wait()
        try:
            return field_phones.enrol(code=code) is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(enrol, range(4))) == [False, False, False, True]
