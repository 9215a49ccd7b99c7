"""What a tile of the board says is due, to whom: no hearing and no medicine to those who may not know."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from shelter.board import board_of
from tests.factories.accounts import UserFactory
from tests.factories.cases import CourtCaseFactory, HearingFactory
from tests.factories.house import (
    AbsenceFactory,
    HealthCheckFactory,
    MedicineFactory,
    StayTaskFactory,
)
from tests.factories.work import BedFactory, sleeper
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def stay(bed):
    return sleeper(bed, timezone.now() - 2 * HOUR)


def on_tile(stay, role) -> tuple[str, str]:
    """Return what the tile says to somebody of `role`, and where it leads."""
    reader = UserFactory(role=role, office=stay.shelter.office)
    (column,) = board_of(stay.shelter, reader).columns
    return column.tiles[0].due.words, column.tiles[0].due.url


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.SHELTER_MANAGER, "Hearing"),
        (Role.CASE_MANAGER, "Hearing"),
        (Role.SHELTER_STAFF, "Appointment"),
    ],
)
def test_a_hearing_is_an_appointment_to_those_who_may_not_know_of_courts(stay, role, words):
    HearingFactory(court_case=CourtCaseFactory(victim=stay.case), held_on=timezone.localdate())

    assert on_tile(stay, role) == (words, stay.get_absolute_url())


@pytest.mark.parametrize(
    ("role", "words", "leads"),
    [
        (Role.SHELTER_MANAGER, "Medicine", True),
        (Role.SHELTER_STAFF, "Medicine", True),
        (Role.CASE_MANAGER, "Medicine", False),
        (Role.ME_OFFICER, "Something is due", False),
        (Role.EXECUTIVE_DIRECTOR, "Something is due", False),
    ],
)
def test_medicine_is_named_to_those_who_care_and_opened_to_those_who_give(stay, role, words, leads):
    at = timezone.localtime() + HOUR / 2
    MedicineFactory(
        admission=stay, times=[at.time().replace(second=0, microsecond=0)], from_on=at.date(),
        until_on=None,
    )  # fmt: skip

    said, url = on_tile(stay, role)

    assert (said, bool(url)) == (words, leads)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.SHELTER_STAFF, "Care cannot wait"),
        (Role.CASE_MANAGER, "Care cannot wait"),
        (Role.ME_OFFICER, "Something is due"),
    ],
)
def test_an_alarm_of_care_is_for_those_who_hear_it(stay, role, words):
    moment = timezone.now() - HOUR
    HealthCheckFactory(admission=stay, checked_at=moment, assault_at=moment)

    assert on_tile(stay, role)[0] == words


@pytest.mark.parametrize(
    ("role", "leads"),
    [(Role.SHELTER_MANAGER, True), (Role.CASE_MANAGER, True), (Role.SHELTER_STAFF, False)],
)
def test_a_task_leads_only_those_who_keep_tasks(stay, role, leads):
    StayTaskFactory(admission=stay, kind="consent", due_at=timezone.now() + HOUR)

    assert bool(on_tile(stay, role)[1]) is leads


@pytest.mark.parametrize(
    ("role", "leads"), [(Role.SHELTER_STAFF, True), (Role.CASE_MANAGER, False)]
)
def test_who_is_out_is_taken_back_by_the_house(stay, role, leads):
    AbsenceFactory(admission=stay, out_at=timezone.now() - HOUR, due_back_at=timezone.now() + HOUR)

    assert bool(on_tile(stay, role)[1]) is leads


def test_every_way_from_the_board_opens_to_the_staff_of_the_night(signed_in, stay):
    client, _user = signed_in(Role.SHELTER_STAFF, office=stay.shelter.office)
    at = timezone.localtime() + HOUR / 2
    MedicineFactory(
        admission=stay, times=[at.time().replace(second=0, microsecond=0)], from_on=at.date(),
        until_on=None,
    )  # fmt: skip
    page = client.get(stay.shelter.get_absolute_url()).content.decode()
    ways = [part.split('href="')[1].split('"')[0] for part in page.split('id="due-')[1:]]

    assert [client.get(way).status_code for way in ways] == [200]


def test_names_of_beds_are_text_and_each_state_has_its_act(signed_in, shelter, women):
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    free = BedFactory(room=women, label="<b>1</b>")
    broken = BedFactory(room=women, label="B2", status="out_of_use")

    page = client.get(shelter.get_absolute_url()).content.decode()

    tiles = page.split('<ul class="bed-tiles">')[1].split("</ul>")[0]
    assert (tiles.count("<b>"), tiles.count("&lt;b&gt;1&lt;/b&gt;")) == (0, 3)
    assert tiles.count(reverse("shelter:outage_add", args=[free.pk])) == 1
    assert tiles.count(reverse("shelter:bed_state", args=[broken.pk])) == 1
    assert tiles.count("csrfmiddlewaretoken") == 1
