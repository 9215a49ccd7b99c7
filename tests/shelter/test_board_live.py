"""The board that looks again by itself: silent while nothing changed, and in words when a colleague acts."""

import datetime as dt
import gzip
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from shelter.actions import beds
from shelter.board import board_of
from shelter.board_live import mark_of, moment_of
from shelter.models import BedAssignment
from shelter.registries import Due
from tests.factories.accounts import UserFactory
from tests.factories.full_house import fill_house
from tests.factories.house import BedOutageFactory
from tests.factories.work import (
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    RoomFactory,
)
from tracekenya.accounts import sessions
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LONG_AGO = NOW - dt.timedelta(days=30)
BYTES = 75_000  # of a first load, as they are sent
STATIC = re.compile(r'(?:src|href|data-script)="/static/([^"#]+)')


@pytest.fixture
def colleague(shelter):
    return UserFactory(role=Role.SHELTER_MANAGER, office=shelter.office)


@pytest.fixture
def resident(shelter, bed):
    stay = AdmissionFactory(shelter=shelter, admitted_at=LONG_AGO)
    BedAssignmentFactory(bed=bed, admission=stay, period=(LONG_AGO, None))
    BedAssignment.objects.update(recorded_at=LONG_AGO)
    return stay


def board_page(client, shelter, **query):
    return client.get(reverse("shelter:bed_board", args=[shelter.pk]), query)


def next_look(answer) -> str:
    """Return the address at which the page that came with `answer` looks again."""
    page = answer.content.decode()
    return page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_board_that_shows_what_is_true_gets_no_answer(at_home, shelter, resident):
    address = next_look(board_page(at_home, shelter))

    answers = [at_home.get(address) for _ in range(2)]

    assert [(each.status_code, each.content) for each in answers] == [(204, b""), (204, b"")]


def test_a_move_by_a_colleague_is_drawn_and_said(at_home, shelter, women, resident, colleague):
    other = BedFactory(room=women, label="A2")
    address = next_look(board_page(at_home, shelter))
    beds.move(admission=resident, bed=other, by=colleague)

    answer = at_home.get(address)

    said = f"A colleague moved {resident.case.code} to bed A2."
    assert answer.status_code == 200
    assert words(answer).count(said) == 1
    assert words(answer).count('hx-swap-oob="innerHTML"') == 1
    assert at_home.get(next_look(answer)).status_code == 204


def test_an_own_move_is_drawn_without_a_word(at_home, shelter, women, resident, manager):
    other = BedFactory(room=women, label="A2")
    address = next_look(board_page(at_home, shelter))
    beds.move(admission=resident, bed=other, by=manager)

    answer = at_home.get(address)

    assert (answer.status_code, words(answer).count("hx-swap-oob")) == (200, 0)


def test_who_may_not_see_the_stay_hears_of_a_change_without_a_code(
    client, practice, shelter, women, resident, colleague
):
    finance = UserFactory(role=Role.FINANCE_OFFICER)
    client.force_login(finance)
    page = board_page(client, shelter)
    other = BedFactory(room=women, label="A2")
    beds.move(admission=resident, bed=other, by=colleague)

    answer = client.get(next_look(page))

    assert words(answer).count(resident.case.code) == 0
    assert words(answer).count("A colleague changed the beds.") == 1


def test_a_hold_that_expires_changes_the_board(shelter, women, manager):
    bed = BedFactory(room=women)
    asked = AdmissionFactory(shelter=shelter, status="requested", admitted_at=None)
    until = timezone.now() + dt.timedelta(hours=6)
    row = BedAssignmentFactory(
        bed=bed, admission=asked, use="hold", period=(timezone.now() - dt.timedelta(hours=1), until)
    )
    before = mark_of(board_of(shelter, manager))
    row.period = (row.period[0], timezone.now() - dt.timedelta(seconds=1))
    row.save()

    assert mark_of(board_of(shelter, manager)) != before


def test_a_look_does_not_keep_a_session_open(at_home, shelter, resident, settings):
    address = next_look(board_page(at_home, shelter))
    seen = at_home.session[sessions.OPEN]["seen"]
    session = at_home.session
    session[sessions.OPEN] = session[sessions.OPEN] | {"seen": seen - 300}
    session.save()

    at_home.get(address)

    assert at_home.session[sessions.OPEN]["seen"] == seen - 300


@pytest.mark.parametrize("since", ["", "x", "9" * 400, "-5", "\x00", "٣٣", "1.5", "99999999999"])
def test_nonsense_of_when_it_was_drawn_is_now(since):
    assert moment_of(since, NOW) == NOW


def test_news_reach_back_an_hour_at_most():
    assert moment_of("10", NOW) == NOW - dt.timedelta(hours=1)


def test_the_address_of_a_look_says_nothing_about_people(at_home, shelter, resident):
    asked = parse_qs(urlsplit(next_look(board_page(at_home, shelter, children="on"))).query)

    assert sorted(asked) == ["children", "seen", "since"]
    assert (len(asked["seen"][0]), asked["since"][0].isdigit()) == (24, True)


def test_filters_leave_rooms_and_beds_out(at_home, shelter, women, resident):
    men = RoomFactory(shelter=shelter, kind="male", name="Room of men")
    BedFactory(room=men, label="M1")
    BedFactory(room=women, label="A2")

    def beds_of(**query):
        page = board_page(at_home, shelter, **query).content.decode()
        return [part.split('"')[0] for part in page.split('data-bed="')[1:]]

    assert beds_of() == ["A1", "A2", "M1"]
    assert beds_of(sex="male") == ["M1"]
    assert beds_of(room=women.pk) == ["A1", "A2"]
    assert beds_of(state="free") == ["A2", "M1"]
    assert beds_of(children="on") == []
    assert beds_of(room="nowhere", sex="zz", state="'") == ["A1", "A2", "M1"]


def test_what_is_due_first_stands_on_the_tile(at_home, shelter, resident, monkeypatch):
    late, later = NOW - dt.timedelta(hours=1), NOW + dt.timedelta(hours=9)
    sources = [
        lambda stays, now: {resident.pk: Due(later, "Care plan")},
        lambda stays, now: {resident.pk: Due(late, "Health check", "/somewhere/")},
    ]
    monkeypatch.setattr("shelter.registries.due_sources", sources)

    page = words(board_page(at_home, shelter))

    assert page.count("Health check") == 1
    assert page.count("late since") == 1
    assert page.count("Care plan") == 0


def test_a_company_that_no_longer_suits_is_said_to_the_house(at_home, shelter, women, resident):
    child = AdmissionFactory(shelter=shelter, case__person__birth_date=dt.date(2015, 1, 1))
    BedAssignmentFactory(bed=BedFactory(room=women), admission=child)

    page = words(board_page(at_home, shelter))

    assert page.count(f"Who sleeps in {women.name} should no longer share it.") == 1


def test_a_resident_without_a_bed_is_named_by_code(at_home, shelter, women, bed):
    stay = AdmissionFactory(shelter=shelter)

    page = words(board_page(at_home, shelter))

    assert page.count("1 resident has no bed:") == 1
    assert page.count(stay.case.code) == 1


def fill(shelter, rooms: int, beds_each: int) -> None:
    for number in range(rooms):
        room = RoomFactory(shelter=shelter, name=f"Room {number:02}")
        labels = {place: f"{number:02}-{place}" for place in range(beds_each)}
        fill_house(room, [labels[place] for place in labels if place % 3], since=LONG_AGO)
        for place in range(0, beds_each, 3):
            bed = BedFactory(room=room, label=labels[place])
            if number % 3 == 0:
                BedOutageFactory(bed=bed, period=(LONG_AGO, None))


@pytest.mark.parametrize(("rooms", "beds_each"), [(1, 3), (12, 10)])
def test_the_board_asks_ten_times_whatever_its_size(
    at_home, shelter, rooms, beds_each, django_assert_max_num_queries
):
    fill(shelter, rooms, beds_each)
    at_home.get(reverse("shelter:shelter_list"))

    with django_assert_max_num_queries(10) as asked:
        answer = board_page(at_home, shelter)

    print(f"{rooms * beds_each} beds: {len(asked)} queries, {len(answer.content)} bytes")  # noqa: T201
    assert answer.content.decode().count("data-bed=") == rooms * beds_each
    address = next_look(answer)
    with django_assert_max_num_queries(10):
        assert at_home.get(address).status_code == 204


def first_load(page: str) -> dict[str, int]:
    """Return what a browser that knows nothing yet loads for `page`: name -> bytes as they are sent."""
    named = {name.split("?")[0] for name in STATIC.findall(page)}
    files = {name: Path(finders.find(name)).read_bytes() for name in named}
    return {name: len(brotli.compress(each)) for name, each in files.items()} | {
        "page": len(gzip.compress(page.encode()))
    }


def test_a_board_of_120_beds_is_75_kilobytes_at_first_load(at_home, shelter):
    fill(shelter, 12, 10)

    sent = first_load(board_page(at_home, shelter).content.decode())

    print(f"board of 120 beds: {sum(sent.values())} bytes {sent}")  # noqa: T201
    assert sum(sent.values()) <= BYTES


def test_the_board_of_another_house_is_not_there(client, practice, other_manager, shelter):
    client.force_login(other_manager)

    assert client.get(reverse("shelter:board_live", args=[shelter.pk])).status_code == 404


def test_an_empty_house_says_what_to_do_and_still_looks(at_home, shelter):
    page = board_page(at_home, shelter)

    assert words(page).count("Rooms come first, then their beds.") == 1
    assert at_home.get(next_look(page)).status_code == 204
