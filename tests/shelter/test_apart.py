"""Nobody comes into a house where a suspect of the case, or somebody kept apart, lives; nobody is named."""

import datetime as dt

import pytest
from django.utils import timezone

from shelter import fit
from shelter.actions import beds
from shelter.actions.beds import BedUnsuitable
from shelter.apart import closed_to
from shelter.occupancy import best, offers
from tests.factories.cases import CaseFactory, CaseSuspectFactory, SuspectFactory
from tests.factories.house import KeepApartFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory, BedFactory, RoomFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def free(women):
    return BedFactory(room=women, label="A2")


@pytest.fixture
def resident(shelter, bed):
    stay = AdmissionFactory(
        shelter=shelter, case__person__names="Recruiter Example", case__person__sex="female",
        case__person__stated_age=30, case__person__stated_age_on=TODAY,
    )  # fmt: skip
    stay.case.person.index_identity()
    stay.case.person.save()
    BedAssignmentFactory(bed=bed, admission=stay)
    return stay


@pytest.fixture
def guest():
    return CaseFactory(
        person__names="Guest Example", person__sex="female", person__stated_age=30,
        person__stated_age_on=TODAY,
    )  # fmt: skip


def suspected(case, names, phone=""):
    suspect = SuspectFactory(names=names, phone=phone)
    suspect.index_identity()
    suspect.save()
    CaseSuspectFactory(case=case, suspect=suspect)
    return suspect


def reasons(case, shelter):
    return [offer.reasons for offer in offers(case, [shelter])]


def test_a_suspect_of_the_case_who_lives_there_closes_the_whole_house(
    shelter, free, resident, guest, manager
):
    girls = BedFactory(room=RoomFactory(shelter=shelter, kind="girls", name="Room G"))
    suspected(guest, "Recruiter Example")

    assert closed_to(guest, [shelter]) == {shelter.pk}
    assert reasons(guest, shelter) == [["Occupied"], ["Not suitable"], ["Not suitable"]]
    for bed in (free, girls):
        with pytest.raises(BedUnsuitable) as refused:
            beds.hold(case=guest, bed=bed, by=manager)
        assert refused.value.message == "Not suitable"


def test_a_guest_who_is_suspected_in_the_case_of_a_resident_does_not_come(
    shelter, free, resident, guest
):
    suspected(resident.case, "Guest Example")

    assert closed_to(guest, [shelter]) == {shelter.pk}


@pytest.mark.parametrize("names", ["Somebody Else", "Example", "Guest", ""])
def test_another_name_or_a_single_one_keeps_nobody_apart(shelter, free, resident, guest, names):
    suspected(resident.case, names)
    suspected(guest, names)

    assert closed_to(guest, [shelter]) == set()
    assert reasons(guest, shelter) == [["Occupied"], []]


@pytest.mark.parametrize("is_said_by_guest", [True, False])
def test_two_who_were_said_to_be_kept_apart_do_not_share_a_roof(
    shelter, free, resident, guest, is_said_by_guest
):
    pair = (guest, resident.case) if is_said_by_guest else (resident.case, guest)
    row = KeepApartFactory(case=pair[0], other=pair[1], suspect=None, until_on=TODAY)
    assert closed_to(guest, [shelter]) == {shelter.pk}

    row.until_on = TODAY - dt.timedelta(days=1)
    row.save()
    assert closed_to(guest, [shelter]) == set()


def test_an_arrival_is_judged_although_the_stay_is_written_first(
    shelter, free, resident, guest, manager
):
    KeepApartFactory(case=guest, other=resident.case, suspect=None)
    stay = AdmissionFactory(case=guest, shelter=shelter)

    with pytest.raises(BedUnsuitable):
        beds.occupy(bed=free, admission=stay, use="stay", since=timezone.now(), by=manager)


def test_who_lives_there_already_may_still_change_beds(
    shelter, free, women, resident, guest, manager
):
    stay = AdmissionFactory(case=guest, shelter=shelter)
    BedAssignmentFactory(bed=free, admission=stay)
    KeepApartFactory(case=guest, other=resident.case, suspect=None)
    third = BedFactory(room=women, label="A3")

    assert beds.move(admission=stay, bed=third, by=manager).bed == third


def test_what_a_room_does_not_meet_is_said_and_stops_nobody(shelter, free, guest):
    accessible = BedFactory(
        room=RoomFactory(shelter=shelter, kind="accessible", name="Room Z"), label="Z1"
    )
    offered = offers(guest, [shelter], ["accessible"])

    assert [(o.bed.label, o.reasons, o.unmet) for o in offered] == [
        ("A2", [], ("not accessible",)), ("Z1", [], ()),
    ]  # fmt: skip
    assert best(offered).bed == accessible


def test_a_house_that_is_closed_says_nothing_else_of_any_bed(guest, free):
    answer = fit.Guest(guest.pk, "male", is_child=True)

    assert fit.objections(answer, "female", [answer], is_apart=True) == ["Not suitable"]
