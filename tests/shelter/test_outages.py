"""Beds out of use: why, until when, and back again by itself; the history stands on the bed's page."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from shelter.actions import beds, outages
from shelter.models import Bed, BedOutage
from tests.factories.cases import CaseFactory
from tests.factories.house import BedOutageFactory
from tests.shelter.asking import page
from tracekenya.lib.errors import DomainError

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def typed(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_bed_goes_out_of_use_with_a_reason_once(at_home, bed, manager):
    until = timezone.now() + 48 * HOUR
    facts = {"reason": "works", "until": typed(until), "submission": uuid.uuid4()}

    for _ in range(2):
        at_home.post(page("outage_add", bed), facts)

    row = BedOutage.objects.get()
    assert (row.reason, row.recorded_by, Bed.objects.get().status) == (
        "works",
        manager,
        "out_of_use",
    )
    assert typed(row.period.upper) == typed(until)
    shown = at_home.get(bed.get_absolute_url()).content.decode()
    assert (shown.count("Works in the room"), shown.count(manager.staff_code) > 0) == (1, True)


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_a_bed_is_back_at_the_moment_said(bed, manager, seconds):
    row = outages.begin(bed=bed, reason="cleaning", until=timezone.now() + HOUR, by=manager)

    back = outages.put_back(row.period.upper + dt.timedelta(seconds=seconds))

    assert back == (1 if seconds >= 0 else 0)
    assert Bed.objects.get().status == ("usable" if seconds >= 0 else "out_of_use")


def test_a_bed_put_back_by_hand_ends_its_time(at_home, bed, manager):
    outages.begin(bed=bed, reason="cleaning", until=timezone.now() + HOUR, by=manager)

    at_home.post(page("bed_state", bed))

    row = BedOutage.objects.get()
    assert (row.period.upper <= timezone.now(), row.ended_by) == (True, manager)
    assert outages.put_back(timezone.now() + 2 * HOUR) == 0


def test_a_bed_that_somebody_waits_for_stays_in_use(bed, manager):
    beds.hold(case=CaseFactory(), bed=bed, by=manager)

    with pytest.raises(DomainError, match="held or occupied"):
        outages.begin(bed=bed, reason="broken", by=manager)

    assert (BedOutage.objects.count(), Bed.objects.get().status) == (0, "usable")


@pytest.mark.parametrize(
    "facts",
    [
        {"reason": "fun"}, {"until": "2020-01-01T10:00"}, {"until": "9999-01-01T10:00"},
        {"until": "\x00"}, {"reason": ""},
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(at_home, bed, facts):
    usual = {"reason": "broken", "until": "", "submission": uuid.uuid4()}

    answer = at_home.post(page("outage_add", bed), usual | facts)

    assert list(answer.context["form"].errors) == list(facts)
    assert BedOutage.objects.count() == 0


def test_an_open_time_is_corrected_and_one_that_is_over_stays_over(at_home, bed, manager):
    row = outages.begin(bed=bed, reason="broken", by=manager)
    facts = {"reason": "cleaning", "until": "", "version": row.version}
    assert at_home.post(page("outage_edit", row), facts).status_code == 302
    assert at_home.post(page("outage_edit", row), facts).status_code == 200  # meanwhile saved
    since = timezone.now() - 72 * HOUR
    old = BedOutageFactory(bed=bed, period=(since, since + HOUR))
    facts = {"reason": "works", "until": "", "version": old.version}

    answer = at_home.post(page("outage_edit", old), facts)

    assert answer.context["form"].errors == {"until": ["Enter when the bed was back in use."]}
    assert BedOutage.objects.get(pk=row.pk).reason == "cleaning"


def test_a_manager_of_another_house_touches_no_bed(client, practice, other_manager, bed):
    row = BedOutageFactory(bed=bed)
    client.force_login(other_manager)

    assert client.get(page("outage_add", bed)).status_code == 404
    assert client.get(page("outage_edit", row)).status_code == 404
