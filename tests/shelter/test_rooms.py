"""Rooms, beds, and what is sealed."""

import pytest
from django.db import IntegrityError

from shelter.actions import beds, corrections, rooms
from shelter.models import Bed, Room
from tests.factories.cases import CaseFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError

pytestmark = pytest.mark.django_db


def trail():
    return list(AuditEvent.objects.order_by("id").values_list("kind", "target_type", "fields"))


def test_a_room_and_a_bed_are_added_once(shelter, manager):
    room = rooms.add_room(shelter=shelter, name="Room 1", kind="girls", by=manager)
    bed = rooms.add_bed(room=room, label="1", by=manager)

    with pytest.raises(DomainError) as twice:
        rooms.add_room(shelter=shelter, name="Room 1", kind="boys", by=manager)
    with pytest.raises(DomainError) as again:
        rooms.add_bed(room=room, label="1", by=manager)

    assert (Room.objects.get(), Bed.objects.get()) == (room, bed)
    assert (twice.value.field, again.value.field) == ("name", "label")
    assert [row[:2] for row in trail()] == [("created", "shelter.room"), ("created", "shelter.bed")]


def test_a_bed_goes_out_of_use_and_back(bed, manager):
    rooms.set_bed_status(bed=bed, status="out_of_use", by=manager)
    rooms.set_bed_status(bed=bed, status="usable", by=manager)

    assert [row[2] for row in trail()] == [{"status": "out_of_use"}, {"status": "usable"}]
    assert Bed.objects.get().status == "usable"


def test_a_bed_that_somebody_waits_for_stays_in_use(bed, manager):
    beds.hold(case=CaseFactory(), bed=bed, by=manager)

    with pytest.raises(DomainError, match="held or occupied"):
        rooms.set_bed_status(bed=bed, status="out_of_use", by=manager)

    assert Bed.objects.get().status == "usable"


@pytest.mark.parametrize("act", ["room", "bed", "state"])
def test_nothing_stays_when_the_trail_refuses(shelter, women, bed, manager, broken_trail, act):
    acts = {
        "room": lambda: rooms.add_room(shelter=shelter, name="New", kind="girls", by=manager),
        "bed": lambda: rooms.add_bed(room=women, label="New", by=manager),
        "state": lambda: rooms.set_bed_status(bed=bed, status="out_of_use", by=manager),
    }

    with pytest.raises(IntegrityError):
        acts[act]()

    assert (Room.objects.get(), Bed.objects.get().status) == (women, "usable")


def test_the_time_out_of_use_is_kept_with_its_beginning_and_end(bed, manager):
    rooms.set_bed_status(bed=bed, status="out_of_use", by=manager)
    (outage,) = bed.outages.all()
    assert (outage.period.upper, outage.reason, outage.recorded_by) == (
        None,
        "not_recorded",
        manager,
    )

    rooms.set_bed_status(bed=bed, status="usable", by=manager)
    (outage,) = bed.outages.all()
    assert (outage.period.upper is None, outage.ended_by) == (False, manager)


def test_a_correction_of_the_state_keeps_the_time_too(bed, manager):
    corrections.edit_bed(
        row=bed, version=bed.version, by=manager, label=bed.label, status="out_of_use"
    )

    assert bed.outages.count() == 1
