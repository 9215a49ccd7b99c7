"""Holding a bed, changing beds, and what is refused."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from shelter.actions import beds, requests
from shelter.models import Admission, BedAssignment
from tests.factories.cases import CaseFactory
from tests.factories.work import (
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    RoomFactory,
    ShelterFactory,
)
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError

pytestmark = pytest.mark.django_db


def kinds():
    return list(AuditEvent.objects.order_by("id").values_list("kind", "target_type"))


def test_a_hold_keeps_the_bed_for_six_hours_and_asks_for_a_place(bed, manager):
    case = CaseFactory(risk_level="high")

    held = beds.hold(case=case, bed=bed, by=manager)

    assert held.period.upper - held.period.lower == dt.timedelta(hours=6)
    assert (held.use, held.admission.status, held.admission.risk_level) == (
        "hold",
        "requested",
        "high",
    )
    assert kinds() == [("created", "shelter.admission"), ("created", "shelter.bedassignment")]


def test_holding_twice_keeps_one_hold(bed, manager):
    case = CaseFactory()

    first, second = (beds.hold(case=case, bed=bed, by=manager) for _ in range(2))

    assert first == second
    assert (BedAssignment.objects.count(), Admission.objects.count()) == (1, 1)


def test_a_second_bed_gives_the_first_one_up(bed, women, manager):
    case, other = CaseFactory(), BedFactory(room=women)
    first = beds.hold(case=case, bed=bed, by=manager)

    second = beds.hold(case=case, bed=other, by=manager)

    assert list(BedAssignment.objects.at()) == [second]
    assert BedAssignment.objects.get(pk=first.pk).cancelled_at is not None


def test_a_held_bed_is_refused_to_others_and_nothing_is_saved(bed, manager):
    beds.hold(case=CaseFactory(), bed=bed, by=manager)
    late = CaseFactory()

    with pytest.raises(beds.BedTaken):
        beds.hold(case=late, bed=bed, by=manager)

    assert (late.admissions.count(), late.bed_assignments.count()) == (0, 0)


def test_a_hold_that_expired_leaves_the_bed_free(bed, manager):
    now = timezone.now()
    past = (now - dt.timedelta(hours=7), now - dt.timedelta(hours=1))
    BedAssignmentFactory(bed=bed, use="hold", period=past, admission__status="requested",
                         admission__admitted_at=None)  # fmt: skip

    held = beds.hold(case=CaseFactory(), bed=bed, by=manager)

    assert list(BedAssignment.objects.at()) == [held]


def test_a_bed_promised_for_later_is_refused_by_the_database(bed, manager):
    soon = timezone.now() + dt.timedelta(hours=1)
    BedAssignmentFactory(bed=bed, use="hold", period=DateTimeTZRange(soon, None))

    with pytest.raises(beds.BedTaken):
        beds.hold(case=CaseFactory(), bed=bed, by=manager)


def test_a_bed_out_of_use_is_refused(women, manager):
    broken = BedFactory(room=women, status="out_of_use")

    with pytest.raises(beds.BedUnsuitable, match="out of use"):
        beds.hold(case=CaseFactory(), bed=broken, by=manager)


def test_a_child_is_refused_in_a_room_for_women(bed, manager):
    with pytest.raises(beds.BedUnsuitable) as refusal:
        beds.hold(case=CaseFactory(person__child=True), bed=bed, by=manager)

    assert (refusal.value.message, refusal.value.field) == ("Only for women", "bed")


def test_a_person_of_unknown_age_counts_as_a_child(bed, manager):
    with pytest.raises(beds.BedUnsuitable):
        beds.hold(case=CaseFactory(person__no_age=True), bed=bed, by=manager)


def test_a_resident_cannot_be_held_a_bed(bed, manager):
    stay = AdmissionFactory()

    with pytest.raises(requests.AlreadyInHouse):
        beds.hold(case=stay.case, bed=bed, by=manager)


def test_a_closed_case_or_shelter_asks_for_nothing(shelter, manager):
    with pytest.raises(DomainError, match="case is closed"):
        requests.ask(case=CaseFactory(status="not_accepted"), shelter=shelter, by=manager)
    gone = ShelterFactory(closed_on=dt.date(2024, 1, 1))
    with pytest.raises(DomainError, match="shelter is closed"):
        requests.ask(case=CaseFactory(), shelter=gone, by=manager)

    assert Admission.objects.count() == 0


@pytest.fixture
def resident(shelter, bed):
    stay = AdmissionFactory(shelter=shelter)
    BedAssignmentFactory(bed=bed, admission=stay)
    return stay


def test_a_move_frees_the_former_bed_and_leaves_a_row(resident, women, bed, manager):
    other = BedFactory(room=women)

    beds.move(admission=resident, bed=other, by=manager)

    assert list(BedAssignment.objects.at().values_list("bed", flat=True)) == [other.pk]
    assert resident.bed_assignments.count() == 2
    assert kinds() == [("changed", "shelter.admission")]


def test_moving_to_the_own_bed_changes_nothing(resident, bed, manager):
    beds.move(admission=resident, bed=bed, by=manager)

    assert resident.bed_assignments.count() == 1
    assert kinds() == []


def test_a_refused_move_leaves_the_person_in_bed(resident, bed, manager):
    men = BedFactory(room=RoomFactory(shelter=bed.room.shelter, kind="male"))

    with pytest.raises(beds.BedUnsuitable):
        beds.move(admission=resident, bed=men, by=manager)

    assert list(BedAssignment.objects.at().values_list("bed", flat=True)) == [bed.pk]
    assert kinds() == []


def test_a_child_moves_into_the_room_of_the_mother(shelter, bed, manager):
    family = RoomFactory(shelter=shelter, kind="mother_child")
    mother = BedAssignmentFactory(bed__room=family, admission__shelter=shelter).admission
    girls = RoomFactory(shelter=shelter, kind="girls")
    child = AdmissionFactory(shelter=shelter, case__person__child=True)
    BedAssignmentFactory(bed__room=girls, admission=child)
    free = BedFactory(room=family)

    with pytest.raises(beds.BedUnsuitable, match="Not suitable"):
        beds.move(admission=child, bed=free, by=manager)
    moved = beds.move(admission=child, bed=free, mother=mother, by=manager)

    assert moved.bed == free


def test_nobody_moves_to_another_shelter_or_after_leaving(resident, manager):
    elsewhere = BedFactory()

    with pytest.raises(DomainError, match="lives in this shelter"):
        beds.move(admission=resident, bed=elsewhere, by=manager)
    gone = AdmissionFactory(
        status="exited", ended_at=timezone.now(), shelter=elsewhere.room.shelter
    )
    with pytest.raises(DomainError, match="lives in this shelter"):
        beds.move(admission=gone, bed=elsewhere, by=manager)


def test_nothing_of_a_hold_stays_when_the_trail_refuses(bed, manager, broken_trail):
    with pytest.raises(IntegrityError):
        beds.hold(case=CaseFactory(), bed=bed, by=manager)

    assert (BedAssignment.objects.count(), Admission.objects.count()) == (0, 0)
