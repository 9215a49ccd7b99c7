"""Pages of the shelter: who may open them, what they show, and what they refuse."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import CaseGrant
from shelter.actions import beds
from shelter.models import Admission, BedAssignment, Room, ShelterExit
from tests.factories.accounts import OfficeFactory, UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import (
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    RoomFactory,
    ShelterFactory,
)
from tests.fresh import prove
from tracekenya.accounts.fresh import Act
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - dt.timedelta(days=30)


def page(name, row):
    return reverse(f"shelter:{name}", args=[row.pk])


def texts(answer):
    """Return the page's words with blanks made one."""
    return " ".join(answer.content.decode().split())


@pytest.fixture
def at_home(client, practice, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def resident(shelter, bed):
    stay = AdmissionFactory(shelter=shelter, admitted_at=LONG_AGO, urgent_needs="Insulin")
    BedAssignmentFactory(bed=bed, admission=stay, period=(LONG_AGO, None))
    return stay


@pytest.fixture
def request_here(shelter):
    return AdmissionFactory(shelter=shelter, status="requested", admitted_at=None)


@pytest.fixture
def rows(shelter, women, bed, resident, request_here):
    """What each page of the shelter is about."""
    granted = CaseFactory(granted_to=[shelter.office])
    return {
        "bed_board": shelter, "shelter_address": shelter, "room_add": shelter, "bed_add": women,
        "bed_state": bed, "hold_bed": granted, "ask_shelter": granted, "admit": granted,
        "admission_detail": resident, "admit_request": request_here,
        "decline_request": request_here, "move_bed": resident, "stay_exit": resident,
        "needs_read": resident,
    }  # fmt: skip


SHOWN = [
    "bed_board", "shelter_address", "room_add", "bed_add", "hold_bed", "admit", "admission_detail",
    "admit_request", "decline_request", "move_bed", "stay_exit",
]  # fmt: skip
ONLY_POST = ["bed_state"]
SEALED = ["needs_read"]
OF_A_CASE = ["hold_bed", "ask_shelter", "admit"]


@pytest.mark.parametrize("name", SHOWN)
def test_the_manager_opens_each_page_of_the_own_house(at_home, rows, name):
    assert at_home.get(page(name, rows[name])).status_code == 200


@pytest.mark.parametrize("name", ONLY_POST)
def test_what_changes_something_takes_no_visit(at_home, rows, name):
    assert at_home.get(page(name, rows[name])).status_code == 405


@pytest.mark.parametrize("name", [*SHOWN, *ONLY_POST, *SEALED])
def test_the_manager_of_another_house_finds_nothing(client, practice, rows, other_manager, name):
    client.force_login(other_manager)
    ask = client.get if name in SHOWN else client.post

    assert ask(page(name, rows[name])).status_code == 404


@pytest.mark.parametrize("name", [*SHOWN, *ONLY_POST, *SEALED])
def test_a_donor_finds_nothing(signed_in, rows, name):
    client, _ = signed_in(Role.DONOR_VIEWER)

    assert client.post(page(name, rows[name])).status_code == 404


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("room_add", Role.CASE_MANAGER),
        ("bed_add", Role.CASE_MANAGER),
        ("bed_state", Role.CASE_MANAGER),
        ("shelter_address", Role.EXECUTIVE_DIRECTOR),
        ("hold_bed", Role.PROGRAMME_MANAGER),
        ("ask_shelter", Role.PROGRAMME_MANAGER),
        ("admit", Role.CASE_WORKER),
        ("admit_request", Role.PROGRAMME_MANAGER),
        ("decline_request", Role.ME_OFFICER),
        ("move_bed", Role.ME_OFFICER),
        ("stay_exit", Role.ME_OFFICER),
        ("needs_read", Role.EXECUTIVE_DIRECTOR),
        ("needs_read", Role.SHELTER_STAFF),
    ],
)
def test_a_role_that_may_only_look_is_refused(signed_in, rows, name, role):
    client, _ = signed_in(role)

    assert client.post(page(name, rows[name])).status_code == 403


@pytest.mark.parametrize("name", OF_A_CASE)
def test_a_grant_for_reading_gives_no_bed(client, practice, shelter, manager, name):
    case = CaseFactory(granted_to=[shelter.office], granted_to__can_write=False)
    client.force_login(manager)

    assert client.post(page(name, case)).status_code == 403


@pytest.mark.parametrize("name", ["bed_add", "bed_state", "admission_detail", "bed_board"])
def test_an_unknown_record_is_not_found(at_home, name):
    unknown = "00000000-0000-4000-8000-000000000000"

    answers = {
        ask(reverse(f"shelter:{name}", args=[unknown])).status_code
        for ask in (at_home.get, at_home.post)
    }

    assert 404 in answers
    assert answers <= {404, 405}


def test_staff_of_the_house_reads_the_stay_but_not_the_needs(client, practice, shelter, resident):
    client.force_login(UserFactory(role=Role.SHELTER_STAFF, office=shelter.office))

    answer = client.get(page("admission_detail", resident))

    assert (answer.status_code, "Insulin" in texts(answer)) == (200, False)


def test_opening_a_stay_leaves_a_row_and_shows_no_needs(at_home, resident):
    answer = at_home.get(page("admission_detail", resident))

    assert ("Insulin" in texts(answer), "Open urgent needs" in texts(answer)) == (False, True)
    assert AuditEvent.objects.get(kind="viewed").case_id == resident.case_id


def test_urgent_needs_open_after_a_proof_alone(at_home, resident):
    asked = at_home.post(page("needs_read", resident))
    prove(at_home, Act.REVEAL_SPECIAL)
    opened = at_home.post(page("needs_read", resident))

    assert ["Insulin" in texts(answer) for answer in (asked, opened)] == [False, True]
    event = AuditEvent.objects.get(kind="revealed")
    assert (event.case_id, event.fields) == (resident.case_id, {"urgent_needs": None})


def test_the_board_shows_codes_to_those_who_care_and_states_to_all(
    client, practice, shelter, resident, manager
):
    resident.case.person.names = "Mfano Marufuku"
    resident.case.person.save()
    shown = {}
    for user in (
        manager,
        UserFactory(role=Role.FINANCE_OFFICER),
        UserFactory(role=Role.CASE_WORKER),
    ):
        client.force_login(user)
        shown[user.role] = texts(client.get(page("bed_board", shelter)))

    code = resident.case.code
    assert [code in shown[role] for role in shown] == [True, False, False]
    assert ["Occupied" in page for page in shown.values()] == [True, True, True]
    assert ["Marufuku" in page for page in shown.values()] == [False, False, False]


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_asks_the_same_number_of_questions(
    at_home, shelter, women, number, django_assert_num_queries
):
    for _ in range(number):
        stay = AdmissionFactory(shelter=shelter)
        BedAssignmentFactory(admission=stay, bed=BedFactory(room=women))
    AdmissionFactory.create_batch(number, shelter=shelter, status="requested", admitted_at=None)

    with django_assert_num_queries(10):
        at_home.get(page("bed_board", shelter))


@pytest.mark.parametrize("houses", [1, 3])
def test_the_overview_asks_the_same_number_of_questions(
    signed_in, houses, django_assert_num_queries
):
    client, _ = signed_in(Role.CASE_MANAGER)
    for _ in range(houses):
        BedAssignmentFactory(admission__shelter=ShelterFactory())

    with django_assert_num_queries(6):
        client.get(reverse("shelter:shelter_list"))


def test_the_overview_counts_beds_by_state(signed_in, shelter, women, resident):
    client, _ = signed_in(Role.CASE_WORKER)
    BedFactory(room=women)
    BedFactory(room=RoomFactory(shelter=shelter, kind="girls"))
    BedFactory(room=women, status="out_of_use")

    (places,) = client.get(reverse("shelter:shelter_list")).context["places"]

    assert (places.free, places.held, places.occupied, places.out_of_use) == (2, 0, 1, 1)
    assert places.free_words == ["Women 1", "Girls 1"]


def test_a_case_worker_without_anybody_there_reaches_no_house_by_assignment(signed_in, shelter):
    client, user = signed_in(Role.LEGAL_OFFICER)
    empty = client.get(reverse("shelter:shelter_list"))
    AdmissionFactory(shelter=shelter, case=CaseFactory(granted_to=[user]))

    assert empty.context["places"] == []
    assert client.get(page("bed_board", shelter)).status_code == 200


def test_a_manager_without_a_house_sees_none(signed_in, shelter):
    client, _ = signed_in(Role.SHELTER_MANAGER)

    assert client.get(reverse("shelter:shelter_list")).context["places"] == []
    assert client.get(page("bed_board", shelter)).status_code == 404


def test_a_room_and_its_bed_are_set_up(at_home, shelter):
    added = at_home.post(page("room_add", shelter), {"name": "Room B", "kind": "girls"})
    room = Room.objects.get()

    assert added.url == page("bed_add", room)
    assert at_home.post(page("bed_add", room), {"label": "B1"}).url == shelter.get_absolute_url()
    assert [bed.label for bed in room.beds.all()] == ["B1"]


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("room_add", {"name": "Room A", "kind": "girls"}, "name"),
        ("room_add", {"name": "x" * 41, "kind": "girls"}, "name"),
        ("room_add", {"name": "Room C", "kind": "cellar"}, "kind"),
        ("bed_add", {"label": "A1"}, "label"),
        ("move_bed", {"bed": "nowhere"}, "bed"),
        ("stay_exit", {"kind": "independent_living", "left_at": "2999-01-01T10:00"}, "left_at"),
        ("stay_exit", {"kind": "", "left_at": "2025-01-01T10:00"}, "kind"),
    ],
)
def test_bad_input_is_answered_at_its_field(at_home, rows, name, data, field):
    answer = at_home.post(page(name, rows[name]), data)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]


def test_a_bed_goes_out_of_use_from_the_board(at_home, bed):
    asked = at_home.post(page("bed_state", bed))
    at_home.post(asked.url, {"reason": "broken", "until": "", "submission": uuid.uuid4()})
    bed.refresh_from_db()
    first = bed.status
    at_home.post(page("bed_state", bed))
    bed.refresh_from_db()

    assert (asked.url, first, bed.status) == (page("outage_add", bed), "out_of_use", "usable")


def test_an_occupied_bed_stays_in_use_with_a_word(at_home, bed, resident):
    facts = {"reason": "broken", "submission": uuid.uuid4()}
    answer = at_home.post(page("outage_add", bed), facts)

    bed.refresh_from_db()
    assert bed.status == "usable"
    assert "held or occupied" in texts(answer)


def test_the_address_stands_only_in_the_answer_to_the_post(at_home, shelter):
    shelter.address = "Plot 00, Test Road"
    shelter.save()

    shown = at_home.get(page("shelter_address", shelter))
    asked = at_home.post(page("shelter_address", shelter))
    prove(at_home, Act.REVEAL_SPECIAL)
    opened = at_home.post(page("shelter_address", shelter))

    assert ["Test Road" in texts(answer) for answer in (shown, asked, opened)] == [
        False,
        False,
        True,
    ]
    assert opened.headers["Cache-Control"] == "no-store"
    assert AuditEvent.objects.get(kind="revealed").fields == {"address": None}


@pytest.fixture
def case_here(shelter):
    return CaseFactory(granted_to=[shelter.office])


def test_a_bed_is_held_from_the_case(at_home, case_here, bed):
    answer = at_home.post(page("hold_bed", case_here), {"bed": str(bed.pk)})

    assert answer.url == Admission.objects.get().get_absolute_url()
    assert BedAssignment.objects.get().use == "hold"


def test_beds_that_do_not_suit_are_shown_with_a_reason_and_not_offered(at_home, shelter, bed):
    child = CaseFactory(granted_to=[shelter.office], person__child=True)
    shared = RoomFactory(shelter=shelter, kind="accessible", name="Wide")
    BedAssignmentFactory(bed__room=shared, admission__shelter=shelter)
    free = BedFactory(room=shared, label="W2")

    answer = at_home.get(page("hold_bed", child))
    refused = at_home.post(page("hold_bed", child), {"bed": str(free.pk)})

    reasons = {
        offer.bed.label: [str(r) for r in offer.reasons] for offer in answer.context["offers"]
    }
    assert (reasons["A1"], reasons["W2"]) == (["Only for women"], ["Not suitable"])
    assert refused.context["form"].errors["bed"] == [
        "This bed is no longer free. Choose another one."
    ]


def test_a_shelter_is_asked_when_no_bed_fits(at_home, case_here, shelter):
    first = at_home.post(page("ask_shelter", case_here), {"shelter": str(shelter.pk)})
    again = at_home.post(page("ask_shelter", case_here), {"shelter": str(shelter.pk)})

    assert first.url == again.url == Admission.objects.get().get_absolute_url()


def test_only_a_shelter_one_sees_can_be_asked(at_home, case_here):
    elsewhere = ShelterFactory(office=OfficeFactory(kind="shelter"))

    at_home.post(page("ask_shelter", case_here), {"shelter": str(elsewhere.pk)})

    assert Admission.objects.count() == 0


def test_asking_for_a_resident_is_refused_with_a_word(at_home, shelter, resident):
    CaseGrant.objects.create(case=resident.case, office=shelter.office, reason="admitted")

    answer = at_home.post(
        page("ask_shelter", resident.case), {"shelter": str(shelter.pk)}, follow=True
    )

    assert "already has a bed" in texts(answer)
    assert Admission.objects.count() == 1


def arrival(bed, **data):
    usual = {
        "bed": str(bed.pk),
        "admitted_at": "2025-06-02T10:00",
        "reason": "trafficking",
        "legal_authority": "self",
    }
    return usual | data


def test_somebody_at_the_door_is_admitted_with_four_answers(at_home, case_here, bed):
    answer = at_home.post(page("admit", case_here), arrival(bed))

    stay = Admission.objects.get()
    assert answer.url == stay.get_absolute_url()
    assert (stay.status, timezone.localtime(stay.admitted_at).hour) == ("admitted", 10)


def test_the_same_admission_sent_twice_is_one_stay(at_home, case_here, bed):
    answers = [at_home.post(page("admit", case_here), arrival(bed)).url for _ in range(2)]

    assert answers == [Admission.objects.get().get_absolute_url()] * 2


def test_a_request_is_admitted_without_a_grant_before(at_home, request_here, bed):
    at_home.post(page("admit_request", request_here), arrival(bed))

    request_here.refresh_from_db()
    assert request_here.status == "admitted"
    assert CaseGrant.objects.get().office == request_here.shelter.office


def test_a_refused_admission_keeps_what_was_typed(at_home, shelter):
    girls = BedFactory(room=RoomFactory(shelter=shelter, kind="girls"))
    child = CaseFactory(granted_to=[shelter.office], person__child=True)

    answer = at_home.post(page("admit", child), arrival(girls, urgent_needs="Needs milk"))

    assert list(answer.context["form"].errors) == ["legal_authority"]
    assert "Needs milk" in texts(answer)
    assert Admission.objects.count() == 0


def test_a_child_can_be_put_with_its_mother_at_the_door(at_home, shelter):
    family = RoomFactory(shelter=shelter, kind="mother_child")
    mother = BedAssignmentFactory(bed__room=family, admission__shelter=shelter).admission
    free = BedFactory(room=family, label="F2")
    child = CaseFactory(granted_to=[shelter.office], person__child=True)

    offered = at_home.get(page("admit", child))
    at_home.post(
        page("admit", child), arrival(free, legal_authority="guardian", mother=str(mother.pk))
    )

    assert "F2, only together with the own mother" in texts(offered)
    assert BedAssignment.objects.at().filter(bed=free).count() == 1


def test_a_request_is_declined_once(at_home, request_here):
    sent = {"reason": "no_bed", "sent_to_kind": "unknown"}
    at_home.post(page("decline_request", request_here), sent)
    again = at_home.post(page("decline_request", request_here), sent)

    request_here.refresh_from_db()
    assert request_here.status == "declined"
    assert "answered already" in texts(again)


def test_a_resident_gets_another_bed(at_home, resident, women, shelter):
    other = BedFactory(room=women)

    answer = at_home.post(page("move_bed", resident), {"bed": str(other.pk)})

    assert answer.url == shelter.get_absolute_url()
    assert BedAssignment.objects.at().get().bed == other


def test_a_stay_ends_and_says_how(at_home, resident):
    data = {"kind": "independent_living", "left_at": "2026-01-02T10:00", "released_to": "A sister"}
    resident.admitted_at = dt.datetime(2025, 6, 1, 12, tzinfo=dt.UTC)
    resident.save()
    BedAssignment.objects.update(period=(resident.admitted_at, None))

    at_home.post(page("stay_exit", resident), data)
    again = at_home.post(page("stay_exit", resident), data)

    assert again.url == resident.get_absolute_url()
    assert ShelterExit.objects.get().released_to == "A sister"
    shown = texts(at_home.get(page("admission_detail", resident)))
    assert ("Independent living" in shown, "A sister" in shown) == (True, False)


def test_to_whom_somebody_went_opens_for_those_who_may_know_the_person(at_home, shelter, resident):
    ShelterExit.objects.create(
        admission=resident, kind="independent_living", released_to="A sister"
    )

    not_granted = at_home.post(page("exit_reveal", resident))
    CaseGrant.objects.create(case=resident.case, office=shelter.office, reason="admitted")
    opened = at_home.post(page("exit_reveal", resident))

    assert not_granted.status_code == 404
    assert "A sister" in texts(opened)
    assert AuditEvent.objects.filter(kind="revealed").count() == 1


def test_there_is_nothing_to_open_before_the_exit(at_home, shelter, resident):
    CaseGrant.objects.create(case=resident.case, office=shelter.office, reason="admitted")

    assert at_home.post(page("exit_reveal", resident)).status_code == 404


def test_a_case_worker_opens_only_addresses_of_houses_where_an_own_person_is(signed_in, shelter):
    client, user = signed_in(Role.CASE_WORKER)
    prove(client, Act.REVEAL_SPECIAL)
    shelter.address = "Plot 00, Test Road"
    shelter.save()
    why = {"kind": "journey", "text": "She is brought there tonight"}
    stranger = client.post(page("shelter_address", shelter), why)
    AdmissionFactory(shelter=shelter, case=CaseFactory(granted_to=[user]))

    known = client.post(page("shelter_address", shelter), why)

    assert (stranger.status_code, known.status_code) == (403, 200)
    assert "Test Road" in texts(known)


@pytest.mark.parametrize(
    ("why", "wrong"),
    [
        ({}, ["kind", "text"]),
        ({"kind": "curious", "text": "I would like to know"}, ["kind"]),
        ({"kind": "journey", "text": "tonight"}, ["text"]),
        ({"kind": "journey", "text": "          x          "}, ["text"]),
        ({"kind": "journey", "text": "y" * 1001}, ["text"]),
    ],
)
def test_an_address_opens_to_no_case_manager_without_a_reason(signed_in, shelter, why, wrong):
    client, _user = signed_in(Role.CASE_MANAGER)
    prove(client, Act.REVEAL_SPECIAL)
    shelter.address = "Plot 00, Test Road"
    shelter.save()

    answer = client.post(page("shelter_address", shelter), why)

    assert sorted(answer.context["form"].errors) == wrong
    assert "Test Road" not in texts(answer)
    assert AuditEvent.objects.filter(kind="revealed").exists() is False


def test_a_role_without_any_house_reaches_none(system_administrator, shelter):
    assert list(type(shelter).objects.visible_to(system_administrator)) == []


def test_the_bed_held_for_a_person_is_chosen_already(at_home, case_here, bed, manager):
    beds.hold(case=case_here, bed=bed, by=manager)

    shown = at_home.get(page("admit", case_here))

    assert shown.context["form"]["bed"].value() == bed.pk
    assert "A1, held for this person" in texts(shown)
    assert "mother" not in shown.context["form"].fields
