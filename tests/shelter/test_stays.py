"""Arrival and departure, with the duties towards a child."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from cases.models import CaseGrant
from shelter.actions import arrivals, beds, departures, requests
from shelter.actions.arrivals import Arrival
from shelter.actions.departures import Departure
from shelter.actions.turn_away import Facts
from shelter.models import Admission, BedAssignment, ShelterExit
from tests.factories.cases import CaseFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory, BedFactory, RoomFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError

pytestmark = pytest.mark.django_db
NO_PLACE = Facts(reason="no_bed", sent_to_kind="unknown")


def hours_ago(hours):
    return timezone.now() - dt.timedelta(hours=hours)


def arrival(**facts):
    usual = {"admitted_at": hours_ago(1), "reason": "trafficking", "legal_authority": "self"}
    return Arrival(**usual | facts)


def kinds():
    return list(AuditEvent.objects.order_by("id").values_list("kind", flat=True))


def test_admission_gives_bed_stay_and_grant(bed, manager):
    case = CaseFactory()
    given = arrival(urgent_needs="Insulin at night", expected_days=30)

    stay = arrivals.admit(case=case, bed=bed, arrival=given, by=manager)

    row = BedAssignment.objects.get()
    assert (stay.status, stay.role, stay.expected_days) == ("admitted", "resident", 30)
    assert Admission.objects.get().urgent_needs == "Insulin at night"
    assert (row.bed, row.use, row.period.lower, row.period.upper) == (
        bed,
        "stay",
        given.admitted_at,
        None,
    )
    assert CaseGrant.objects.get().office == bed.room.shelter.office
    assert kinds() == ["granted", "admitted"]


def test_a_request_and_its_hold_become_the_stay(bed, women, manager):
    case = CaseFactory()
    held = beds.hold(case=case, bed=bed, by=manager)
    other = BedFactory(room=women)

    stay = arrivals.admit(case=case, bed=other, arrival=arrival(), by=manager)

    assert stay.pk == held.admission_id
    assert list(BedAssignment.objects.at().values_list("bed", "use")) == [(other.pk, "stay")]


def test_the_held_bed_itself_can_be_taken(bed, manager):
    case = CaseFactory()
    beds.hold(case=case, bed=bed, by=manager)

    arrivals.admit(case=case, bed=bed, arrival=arrival(), by=manager)

    assert list(BedAssignment.objects.at().values_list("bed", "use")) == [(bed.pk, "stay")]


def test_a_day_of_request_after_the_arrival_is_set_back(bed, manager):
    case = CaseFactory()
    requests.ask(case=case, shelter=bed.room.shelter, by=manager)

    stay = arrivals.admit(
        case=case, bed=bed, arrival=arrival(admitted_at=hours_ago(72)), by=manager
    )

    assert stay.requested_on == timezone.localdate(stay.admitted_at)


def test_a_child_joins_the_mother_as_a_dependant(shelter, manager):
    family = RoomFactory(shelter=shelter, kind="mother_child")
    mother = BedAssignmentFactory(bed__room=family, admission__shelter=shelter).admission
    child = CaseFactory(person__boy=True)

    stay = arrivals.admit(
        case=child,
        bed=BedFactory(room=family),
        arrival=arrival(mother=mother, legal_authority="guardian"),
        by=manager,
    )

    assert stay.role == "dependant"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"admitted_at": timezone.now() + dt.timedelta(days=1)}, "admitted_at"),
        ({"admitted_at": dt.datetime(2025, 6, 10, tzinfo=dt.UTC)}, "admitted_at"),
    ],
)
def test_an_arrival_at_an_impossible_time_is_refused(bed, manager, facts, field):
    case = CaseFactory()
    AdmissionFactory(case=case, status="exited", ended_at=dt.datetime(2025, 6, 20, tzinfo=dt.UTC))

    with pytest.raises(DomainError) as refusal:
        arrivals.admit(case=case, bed=bed, arrival=arrival(**facts), by=manager)

    assert refusal.value.field == field
    assert (Admission.objects.count(), BedAssignment.objects.count(), kinds()) == (1, 0, [])


def test_a_child_does_not_come_on_own_decision(shelter, manager):
    girls = BedFactory(room=RoomFactory(shelter=shelter, kind="girls"))
    case = CaseFactory(person__child=True)

    with pytest.raises(DomainError) as refusal:
        arrivals.admit(case=case, bed=girls, arrival=arrival(), by=manager)
    stay = arrivals.admit(
        case=case, bed=girls, arrival=arrival(legal_authority="pending"), by=manager
    )

    assert refusal.value.field == "legal_authority"
    assert stay.status == "admitted"


def test_a_bed_that_was_occupied_at_that_time_is_refused(bed, manager):
    left = hours_ago(1)
    BedAssignmentFactory(
        bed=bed, period=(hours_ago(9), left), admission__status="exited", admission__ended_at=left
    )

    with pytest.raises(beds.BedTaken):
        arrivals.admit(
            case=CaseFactory(), bed=bed, arrival=arrival(admitted_at=hours_ago(3)), by=manager
        )

    assert Admission.objects.in_house().count() == 0


def test_a_resident_is_not_admitted_twice(bed, women, manager):
    case = CaseFactory()
    arrivals.admit(case=case, bed=bed, arrival=arrival(), by=manager)

    with pytest.raises(requests.AlreadyInHouse):
        arrivals.admit(case=case, bed=BedFactory(room=women), arrival=arrival(), by=manager)

    assert Admission.objects.count() == 1


def test_nothing_of_an_admission_stays_when_the_trail_refuses(bed, manager, broken_trail):
    with pytest.raises(IntegrityError):
        arrivals.admit(case=CaseFactory(), bed=bed, arrival=arrival(), by=manager)

    assert (
        Admission.objects.count(),
        BedAssignment.objects.count(),
        CaseGrant.objects.count(),
    ) == (0, 0, 0)


def test_a_declined_request_frees_the_bed(bed, manager):
    held = beds.hold(case=CaseFactory(), bed=bed, by=manager)

    arrivals.decline(admission=held.admission, by=manager, facts=NO_PLACE)

    assert Admission.objects.get().status == "declined"
    assert BedAssignment.objects.at().count() == 0
    assert kinds()[2:] == ["created", "changed", "status_changed"]


def test_a_request_is_answered_once(manager):
    with pytest.raises(DomainError, match="answered already"):
        arrivals.decline(admission=AdmissionFactory(), by=manager, facts=NO_PLACE)


@pytest.fixture
def woman_in(shelter, bed):
    stay = AdmissionFactory(shelter=shelter, admitted_at=hours_ago(48))
    BedAssignmentFactory(bed=bed, admission=stay, period=(hours_ago(48), None))
    return stay


@pytest.fixture
def girl_in(shelter):
    stay = AdmissionFactory(shelter=shelter, case__person__child=True, admitted_at=hours_ago(48))
    BedAssignmentFactory(admission=stay, bed__room__kind="girls", period=(hours_ago(48), None))
    return stay


def departure(**facts):
    return Departure(**{"kind": "independent_living", "left_at": hours_ago(1)} | facts)


def test_leaving_ends_stay_and_bed(woman_in, bed, manager):
    given = departure(released_to="A sister", safety_plan="Call first", authority_document="")

    departures.leave(admission=woman_in, departure=given, by=manager)

    stay, night = Admission.objects.get(), BedAssignment.objects.get()
    assert (stay.status, stay.ended_at, night.period.upper) == (
        "exited",
        given.left_at,
        given.left_at,
    )
    assert (stay.exit.released_to, stay.exit.safety_plan) == ("A sister", "Call first")
    assert kinds() == ["created", "status_changed", "exited"]  # the return home comes with it


def test_leaving_without_notice_is_a_state_of_its_own(girl_in, manager):
    departures.leave(admission=girl_in, departure=departure(kind="absconded"), by=manager)

    assert Admission.objects.get().status == "absconded"


def test_a_stay_ends_once(woman_in, manager):
    departures.leave(admission=woman_in, departure=departure(), by=manager)

    with pytest.raises(DomainError, match="ended already"):
        departures.leave(admission=woman_in, departure=departure(), by=manager)
    assert ShelterExit.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"left_at": timezone.now() + dt.timedelta(days=1)}, "left_at"),
        ({"left_at": hours_ago(72)}, "left_at"),
        ({"first_follow_up_on": dt.date(2020, 1, 1)}, "first_follow_up_on"),
    ],
)
def test_an_impossible_departure_is_refused(woman_in, manager, facts, field):
    with pytest.raises(DomainError) as refusal:
        departures.leave(admission=woman_in, departure=departure(**facts), by=manager)

    assert refusal.value.field == field
    assert (Admission.objects.get().status, kinds()) == ("admitted", [])


def test_nobody_leaves_before_the_last_change_of_beds(woman_in, women, manager):
    beds.move(admission=woman_in, bed=BedFactory(room=women), by=manager)

    with pytest.raises(DomainError, match="after that time") as refusal:
        departures.leave(admission=woman_in, departure=departure(), by=manager)

    assert refusal.value.field == "left_at"


def test_nothing_of_an_exit_stays_when_the_trail_refuses(woman_in, manager, broken_trail):
    with pytest.raises(IntegrityError):
        departures.leave(admission=woman_in, departure=departure(), by=manager)

    assert Admission.objects.get().status == "admitted"
    assert (ShelterExit.objects.count(), BedAssignment.objects.at().count()) == (0, 1)
