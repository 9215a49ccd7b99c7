"""A resident moves to another of our houses: two people, one stay, its nights and its history go on."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import CaseGrant
from shelter import moves
from shelter.actions import arrivals, beds, departures, transfers
from shelter.actions.departures import Departure
from shelter.case_parts import timeline
from shelter.models import Admission, BedAssignment, ShelterTransfer
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.house import KeepApartFactory, ShelterTransferFactory
from tests.factories.work import (
    AdmissionFactory,
    BedFactory,
    RoomFactory,
    ShelterFactory,
    sleeper,
)
from tests.racing import at_once
from tests.shelter.asking import page
from tests.shelter.test_stays import arrival
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError, StaleVersion
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

db = pytest.mark.django_db
CAME = timezone.now() - dt.timedelta(days=10)


@pytest.fixture
def there(other_manager):
    """The other house, with a room for women."""
    return ShelterFactory(office=other_manager.office)


@pytest.fixture
def bed_there(there):
    return BedFactory(room=RoomFactory(shelter=there, kind="female"), label="B1")


@pytest.fixture
def stay(shelter, bed, manager):
    row = sleeper(bed, CAME)
    row.case.grants.create(office=shelter.office, reason="admitted")
    return row


@pytest.fixture
def asked(stay, there, manager):
    return transfers.ask(admission=stay, to_shelter=there, reason="safety", by=manager)


def granted(asked, bed_there, by, **facts):
    facts = {"verdict": "granted", "bed": bed_there, "version": asked.version} | facts
    return transfers.answer(row=asked, by=by, **facts)


@db
def test_a_move_goes_on_with_the_same_stay_in_the_other_house(
    stay, asked, bed, bed_there, there, other_manager
):
    granted(asked, bed_there, other_manager)

    now = Admission.objects.get(pk=stay.pk)
    nights = list(BedAssignment.objects.order_by("period").values_list("bed", "period"))
    assert (now.shelter, now.status, now.nights, now.ended_at) == (there, "admitted", 10, None)
    assert [each[0] for each in nights] == [bed.pk, bed_there.pk]
    assert nights[0][1].upper == nights[1][1].lower  # no hour is lost or counted twice
    assert Admission.objects.count() == 1
    live = CaseGrant.objects.live().filter(case=stay.case)
    assert [grant.office for grant in live] == [there.office]
    last = AuditEvent.objects.filter(kind="transferred").get()
    assert last.target_id == str(stay.pk)


@db
def test_the_managers_of_the_other_house_are_told_once(stay, there, manager, other_manager):
    form = uuid.uuid4()
    for _ in range(2):
        transfers.ask(admission=stay, to_shelter=there, reason="space", by=manager, submission=form)

    notice = Notice.objects.get()
    assert (notice.to, notice.kind) == (other_manager, "transfer_waits")
    assert notice.link == ShelterTransfer.objects.get().get_absolute_url()


@db
@pytest.mark.parametrize("verdict", ["granted", "refused"])
def test_who_asked_is_told_that_there_is_an_answer_and_opens_it(
    asked, bed_there, manager, other_manager, client, practice, verdict
):
    bed = bed_there if verdict == "granted" else None
    transfers.answer(row=asked, version=asked.version, verdict=verdict, bed=bed, by=other_manager)

    notice = Notice.objects.get(kind="transfer_answered")
    assert (notice.to, notice.link) == (manager, asked.get_absolute_url())
    client.force_login(manager)
    assert client.get(notice.link).status_code == 200


@db
def test_whoever_asked_does_not_answer(stay, there, bed_there):
    chief = UserFactory(role=Role.CASE_MANAGER)
    row = transfers.ask(admission=stay, to_shelter=there, reason="safety", by=chief)

    with pytest.raises(DomainError, match="does not answer it"):
        granted(row, bed_there, chief)

    assert Admission.objects.get().shelter == stay.shelter


@db
def test_a_no_leaves_everything_as_it_is(stay, asked, bed, other_manager):
    transfers.answer(row=asked, version=asked.version, verdict="refused", by=other_manager)

    assert Admission.objects.get().shelter == stay.shelter
    assert BedAssignment.objects.at().get().bed == bed
    assert CaseGrant.objects.live().get().office == stay.shelter.office
    with pytest.raises(DomainError, match="has its answer already"):
        transfers.answer(row=asked, version=2, verdict="refused", by=other_manager)


@db
@pytest.mark.parametrize("fault", ["own", "closed", "not accepting"])
def test_a_house_that_takes_nobody_in_is_not_asked(stay, there, manager, fault):
    house = stay.shelter if fault == "own" else there
    there.is_accepting = fault != "not accepting"
    there.closed_on = timezone.localdate() if fault == "closed" else None

    with pytest.raises(DomainError) as refusal:
        transfers.ask(admission=stay, to_shelter=house, reason="space", by=manager)

    assert refusal.value.field == "to_shelter"


@db
def test_one_move_waits_at_a_time_and_none_for_who_has_left(stay, asked, there, manager):
    with pytest.raises(DomainError, match="waits for the answer"):
        transfers.ask(admission=stay, to_shelter=there, reason="space", by=manager)
    gone = AdmissionFactory(shelter=stay.shelter, status="exited", ended_at=timezone.now())
    with pytest.raises(DomainError, match="ended already"):
        transfers.ask(admission=gone, to_shelter=there, reason="space", by=manager)


@db
def test_whom_the_person_would_meet_is_never_said(stay, there, bed_there, manager):
    resident = AdmissionFactory(shelter=there)
    KeepApartFactory(case=stay.case, other=resident.case)

    with pytest.raises(DomainError) as refusal:
        transfers.ask(admission=stay, to_shelter=there, reason="space", by=manager)

    assert (refusal.value.message, refusal.value.field) == ("Not suitable", "to_shelter")


@db
def test_who_came_meanwhile_stops_the_move_without_a_name(
    stay, asked, there, bed_there, other_manager
):
    resident = AdmissionFactory(shelter=there)
    KeepApartFactory(case=resident.case, other=stay.case)

    with pytest.raises(beds.BedUnsuitable, match="^Not suitable$"):
        granted(asked, bed_there, other_manager)

    assert Admission.objects.get(pk=stay.pk).shelter == stay.shelter
    assert ShelterTransfer.objects.get().verdict == ""


@db
def test_somebody_who_left_meanwhile_does_not_move(stay, asked, bed_there, manager, other_manager):
    departures.leave(
        admission=stay, by=manager,
        departure=Departure(kind="independent_living", left_at=timezone.now()),
    )  # fmt: skip

    with pytest.raises(DomainError, match="does not live in that house any more"):
        granted(asked, bed_there, other_manager)
    row = ShelterTransfer.objects.get()
    assert (str(moves.state_of(row).text), moves.may_answer(row, other_manager)) == (
        "The stay has ended", False,
    )  # fmt: skip


@db
def test_a_stale_answer_moves_nobody(stay, asked, bed_there, other_manager):
    with pytest.raises(StaleVersion):
        granted(asked, bed_there, other_manager, version=9)

    assert Admission.objects.get().shelter == stay.shelter


@db
def test_a_bed_of_another_house_is_refused(stay, asked, women, other_manager):
    with pytest.raises(DomainError) as refusal:
        granted(asked, BedFactory(room=women), other_manager)

    assert refusal.value.field == "bed"


@db
def test_the_story_of_the_case_names_both_houses(stay, asked, bed_there, there, other_manager):
    granted(asked, bed_there, other_manager)

    told = [str(entry.text) for entry in timeline(stay.case)]

    assert told == [
        f"A place was asked for in {stay.shelter}", f"Admitted to {stay.shelter}",
        f"Moved to {there}",
    ]  # fmt: skip


# --- In the browser -------------------------------------------------------------------------------


@pytest.fixture
def pages(client, practice):
    def as_user(user):
        client.force_login(user)
        return client

    return as_user


@db
def test_one_house_asks_and_the_other_answers_on_its_page(
    pages, stay, there, bed_there, manager, other_manager
):
    facts = {"to_shelter": there.pk, "reason": "nearer_court", "submission": uuid.uuid4()}
    answer = pages(manager).post(page("transfer_ask", stay), facts)
    row = ShelterTransfer.objects.get()
    assert (answer.status_code, answer.url) == (302, stay.get_absolute_url())
    assert pages(manager).get(page("transfer_answer", row)).status_code == 403

    theirs = pages(other_manager)
    assert theirs.get(stay.get_absolute_url()).status_code == 404
    shown = theirs.get(page("transfer_answer", row)).content.decode()
    assert (shown.count(stay.case.code) > 0, shown.count(stay.get_absolute_url())) == (True, 0)
    facts = {"verdict": "granted", "bed": bed_there.pk, "version": row.version}
    assert theirs.post(page("transfer_answer", row), facts).url == row.get_absolute_url()

    assert theirs.get(stay.get_absolute_url()).status_code == 200
    assert pages(manager).get(stay.get_absolute_url()).status_code == 404
    assert pages(manager).get(row.get_absolute_url()).status_code == 200


@db
def test_a_yes_without_a_bed_is_asked_for_one(pages, asked, bed_there, other_manager):
    facts = {"verdict": "granted", "version": asked.version}

    answer = pages(other_manager).post(page("transfer_answer", asked), facts)

    assert answer.context["form"].errors == {"bed": ["Choose a bed."]}


@db
@pytest.mark.parametrize(
    "facts",
    [{"verdict": "perhaps"}, {"bed": "\x00"}, {"bed": str(uuid.uuid4())}, {"version": "-1"}, {}],
)
def test_nonsense_is_an_error_of_the_form(pages, asked, bed_there, other_manager, facts):
    usual = {"verdict": "granted", "bed": "nowhere", "version": asked.version}

    answer = pages(other_manager).post(page("transfer_answer", asked), usual | facts)

    assert (answer.status_code, ShelterTransfer.objects.get().verdict) == (200, "")


@db
def test_a_third_house_and_house_staff_see_no_move(pages, asked, there):
    third = UserFactory(role=Role.SHELTER_MANAGER, office=ShelterFactory().office)
    staff = UserFactory(role=Role.SHELTER_STAFF, office=there.office)

    assert pages(third).get(page("transfer_detail", asked)).status_code == 404
    assert pages(staff).get(page("transfer_detail", asked)).status_code == 403


@db
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_for_one_row_and_for_three(
    pages, shelter, manager, number, django_assert_max_num_queries
):
    for _ in range(number):
        ShelterTransferFactory(admission__shelter=shelter)
    mine = pages(manager)
    address = reverse("shelter:transfer_list")
    mine.get(address)

    with django_assert_max_num_queries(8):
        answer = mine.get(address)

    assert answer.content.decode().count("Waits for the answer</span>") == number
    assert (
        mine.get(address, {"state": "granted"}).content.decode().count("Nothing fits these filters")
        == 1
    )


# --- Races ----------------------------------------------------------------------------------------


def moving(bed_there):
    """Return a transfer that waits, into the house of `bed_there`, and its answer as an act."""
    since = timezone.now() - dt.timedelta(days=3)
    row = ShelterTransferFactory(
        admission=sleeper(since=since), to_shelter=bed_there.room.shelter,
        recorded_by=UserFactory(role=Role.SHELTER_MANAGER),
    )  # fmt: skip
    by = UserFactory(role=Role.SHELTER_MANAGER)
    return row, lambda: transfers.answer(
        row=row, version=1, verdict="granted", bed=bed_there, by=by
    )


def run_moves_and_arrivals(people):
    """Half move into one bed, half are admitted to it: one guest, and the others stay where they are."""
    bed, by = BedFactory(), UserFactory(role=Role.SHELTER_MANAGER)
    acts, rows = [], []
    for case in CaseFactory.create_batch(people // 2):
        acts.append(lambda case=case: arrivals.admit(case=case, bed=bed, arrival=arrival(), by=by))
    for _ in range(people - people // 2):
        row, act = moving(bed)
        rows.append(row)
        acts.append(act)

    answers = at_once(acts)

    taken = "Somebody else has this bed at that time. Choose another bed or a later time."
    assert answers == ["", *[taken] * (people - 1)]
    assert BedAssignment.objects.at().filter(bed=bed).count() == 1
    stays = Admission.objects.filter(pk__in=[row.admission_id for row in rows])
    assert all(BedAssignment.objects.at().filter(admission=s).count() == 1 for s in stays)
    moved = ShelterTransfer.objects.filter(verdict="granted").count()
    assert stays.filter(shelter=bed.room.shelter).count() == moved <= 1


def run_one_person(times):
    """One person: moved to another house, and at the same moment admitted there, as often."""
    bed = BedFactory()
    room = bed.room
    row, move = moving(bed)
    by = UserFactory(role=Role.SHELTER_MANAGER)
    places = BedFactory.create_batch(times, room=room)
    enter = [
        lambda place=place: arrivals.admit(
            case=row.admission.case, bed=place, arrival=arrival(), by=by
        )
        for place in places
    ]

    answers = at_once([move, *enter])

    here = "This person already has a bed in one of our shelters."
    assert answers == ["", *[here] * times]
    assert Admission.objects.in_house().count() == 1
    assert BedAssignment.objects.at().get().bed == bed


@pytest.mark.django_db(transaction=True)
def test_a_move_and_an_arrival_at_one_bed_are_one_guest():
    run_moves_and_arrivals(2)


@pytest.mark.django_db(transaction=True)
def test_one_person_moved_and_admitted_at_once_has_one_bed():
    run_one_person(1)


@pytest.mark.django_db(transaction=True)
def test_two_hands_that_answer_move_once():
    bed = BedFactory()
    row, first = moving(bed)
    by = UserFactory(role=Role.SHELTER_MANAGER)

    def second() -> None:
        transfers.answer(row=row, version=1, verdict="refused", by=by)

    assert at_once([first, second]) == ["", "This move has its answer already."]


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", range(10))
def test_fifty_moves_and_arrivals_at_one_bed_are_one_guest(time):
    run_moves_and_arrivals(50)


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", range(20))
def test_one_person_wanted_by_twenty_hands_has_one_bed(time):
    run_one_person(20)
