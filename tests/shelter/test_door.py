"""Somebody at the door: person, case and stay in one step, a warning of who may be the same."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CaseGrant, Person
from shelter.models import Admission, BedAssignment, ShelterExit
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, PersonFactory
from tests.factories.house import ShelterExitFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory, BedFactory, RoomFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
SUBMISSION = "5f0c1fd4-5e0b-4ec0-9d2b-3c4d8d6f2a21"


@pytest.fixture
def at_home(client, practice, manager):
    client.force_login(manager)
    return client


def now_words(ago=0):
    moment = timezone.localtime() - dt.timedelta(hours=ago)
    return moment.strftime("%Y-%m-%dT%H:%M")


def four(bed, **more):
    """Return the four answers that are enough, and what else is given."""
    return {
        "admitted_at": now_words(), "bed": str(bed.pk), "reason": "trafficking",
        "legal_authority": "pending", "submission": SUBMISSION,
    } | more  # fmt: skip


def door(shelter):
    return reverse("shelter:at_the_door", args=[shelter.pk])


@pytest.fixture
def girls(shelter):
    return BedFactory(room=RoomFactory(shelter=shelter, kind="girls", name="Room G"), label="G1")


def test_eight_fields_four_of_them_required_then_one_question_to_the_person(
    at_home, shelter, bed, girls
):
    page = at_home.get(door(shelter))

    form = page.context["visitor"].form
    asked = [name for name in form.fields if not form[name].is_hidden]
    assert asked == [
        "names", "sex", "age", "admitted_at", "bed", "reason", "legal_authority", "urgent_needs",
        "may_tell_answer", "may_tell", "needs", "source",
    ]  # fmt: skip
    assert [name for name in asked if form.fields[name].required] == [
        "admitted_at", "bed", "reason", "legal_authority",
    ]  # fmt: skip
    assert set(form.fields["bed"].beds) == {str(bed.pk), str(girls.pk)}


def test_one_page_makes_person_case_and_stay(at_home, shelter, bed, manager):
    sent = four(
        bed,
        names="Practice Newcomer",
        sex="female",
        age="24",
        legal_authority="self",
        urgent_needs="Insulin",
    )

    answer = at_home.post(door(shelter), sent)

    stay = Admission.objects.get()
    assert answer.url == stay.get_absolute_url()
    assert (stay.status, stay.shelter, stay.urgent_needs) == ("admitted", shelter, "Insulin")
    person = stay.case.person
    assert (person.names, person.sex, person.stated_age) == ("Practice Newcomer", "female", 24)
    assert (stay.case.case_types, stay.case.source, stay.case.recorded_by) == (
        ["trafficking"],
        "self",
        manager,
    )
    assert BedAssignment.objects.get().bed == bed
    assert CaseGrant.objects.filter(case=stay.case, office=shelter.office).exists()
    assert sorted(stay.tasks.values_list("kind", flat=True)) == [
        "belongings", "care_plan", "consent", "health", "rules", "safety",
    ]  # fmt: skip
    assert at_home.get(answer.url).status_code == 200


def test_four_answers_are_enough_and_who_has_no_age_is_a_child(at_home, shelter):
    spare = BedFactory(room=RoomFactory(shelter=shelter, kind="isolation"))

    assert at_home.post(door(shelter), four(spare)).status_code == 302

    stay = Admission.objects.get()
    assert (stay.case.person.names, stay.tasks.filter(kind="officer").count()) == ("", 1)


def test_sent_twice_it_lets_one_person_in(at_home, shelter, bed):
    sent = four(bed, sex="female", age="30", legal_authority="self")

    urls = [at_home.post(door(shelter), sent).url for _time in range(2)]

    assert len(set(urls)) == 1
    assert (Person.objects.count(), Case.objects.count(), Admission.objects.count()) == (1, 1, 1)


def test_a_bed_that_does_not_suit_lets_nobody_in(at_home, shelter, bed, girls):
    sent = four(bed, names="Practice Child", sex="female", age="12", urgent_needs="Milk")

    answer = at_home.post(door(shelter), sent)

    form = answer.context["visitor"].form
    assert list(form.errors) == ["bed"]
    assert set(form.fields["bed"].beds) == {str(girls.pk)}
    assert ("Practice Child" in answer.content.decode(), "Milk" in answer.content.decode()) == (
        True,
        True,
    )
    assert (Person.objects.count(), Case.objects.count(), Admission.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"admitted_at": "2999-01-01T10:00"}, "admitted_at"),
        ({"legal_authority": "self"}, "legal_authority"),  # a child does not decide alone
        ({"reason": ""}, "reason"),
        ({"age": "999"}, "age"),
        ({"names": "x" * 5000}, "names"),
        ({"names": "a\x00b"}, "names"),
        ({"bed": "no such bed"}, "bed"),
        ({"submission": "no token"}, "submission"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_half_saved(at_home, shelter, girls, wrong, field):
    sent = four(girls, sex="female", age="12") | wrong

    answer = at_home.post(door(shelter), sent)

    assert list(answer.context["visitor"].form.errors) == [field]
    assert (Person.objects.count(), Case.objects.count(), Admission.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, ("not_asked", "")),
        ({"may_tell_answer": "nobody"}, ("nobody", "")),
        ({"may_tell_answer": "named", "may_tell": "Practice Aunt"}, ("named", "Practice Aunt")),
        ({"may_tell": "Practice Aunt"}, ("named", "Practice Aunt")),  # who is named was asked
    ],
)
def test_whom_to_tell_is_asked_at_the_door(at_home, shelter, bed, given, kept):
    sent = four(bed, sex="female", age="30", legal_authority="self")

    at_home.post(door(shelter), sent | given)

    stay = Admission.objects.get()
    assert (stay.may_tell_answer, stay.may_tell) == kept


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"may_tell_answer": "named"}, "may_tell"),
        ({"may_tell_answer": "nobody", "may_tell": "Practice Aunt"}, "may_tell_answer"),
        ({"may_tell_answer": "flown"}, "may_tell_answer"),
        ({"may_tell": "x" * 600}, "may_tell"),
    ],
)
def test_half_an_answer_lets_nobody_in_and_keeps_the_text(at_home, shelter, bed, given, field):
    sent = four(bed, sex="female", age="30", legal_authority="self")

    answer = at_home.post(door(shelter), sent | given)

    assert list(answer.context["visitor"].form.errors) == [field]
    assert given.get("may_tell", "") in answer.content.decode()
    assert Admission.objects.count() == 0


def test_a_request_asks_whom_to_tell_too(at_home, shelter, bed):
    asked = AdmissionFactory(
        case=CaseFactory(), shelter=shelter, status="requested", admitted_at=None
    )
    sent = four(bed, legal_authority="self", may_tell_answer="no_answer")
    del sent["submission"]

    at_home.post(reverse("shelter:admit_request", args=[asked.pk]), sent)

    asked.refresh_from_db()
    assert (asked.status, asked.may_tell_answer) == ("admitted", "no_answer")


@pytest.fixture
def mother(shelter):
    stay = AdmissionFactory(shelter=shelter, case__person__sex="female")
    room = RoomFactory(shelter=shelter, kind="mother_child", name="Room F")
    BedAssignmentFactory(admission=stay, bed__room=room, period=(stay.admitted_at, None))
    return stay


def test_a_child_comes_to_its_mother_and_to_no_other_adult(at_home, shelter, mother):
    bed = BedFactory(room=mother.bed_assignments.get().bed.room)
    sent = four(bed, sex="female", age="3")

    alone = at_home.post(door(shelter), sent)
    assert (list(alone.context["visitor"].form.errors), Admission.objects.count()) == (["bed"], 1)
    at_home.post(door(shelter), sent | {"mother": str(mother.pk)})

    child = Admission.objects.exclude(pk=mother.pk).get()
    assert (child.role, child.bed_assignments.get().bed) == ("dependant", bed)


def test_a_grown_person_is_asked_for_no_mother(at_home, shelter, mother, bed):
    sent = four(bed, sex="female", age="30", legal_authority="self", mother=str(mother.pk))

    at_home.post(door(shelter), sent)

    assert Admission.objects.exclude(pk=mother.pk).get().role == "resident"


def test_how_we_heard_of_the_person_is_a_choice(at_home, shelter, bed):
    sent = four(bed, sex="female", age="30", legal_authority="self")
    wrong = at_home.post(door(shelter), sent | {"source": "flown"})
    assert list(wrong.context["visitor"].form.errors) == ["source"]

    at_home.post(door(shelter), sent | {"source": "police"})

    assert Case.objects.get().source == "police"


def test_why_a_bed_does_not_suit_is_said_unless_another_resident_is_the_reason(
    at_home, shelter, bed, girls
):
    BedFactory(room=RoomFactory(shelter=shelter, kind="male", name="Room M"), label="M1")
    child = AdmissionFactory(shelter=shelter, case__person__child=True)
    shared = RoomFactory(shelter=shelter, kind="accessible", name="Room X")
    BedAssignmentFactory(admission=child, bed__room=shared, period=(child.admitted_at, None))
    BedFactory(room=shared, label="X9")

    page = at_home.post(door(shelter), four(girls, sex="female", age="30", legal_authority="self"))

    text = page.content.decode()
    assert f"Room M, M1: {'Only for men'}" in text
    assert "Room X, X9: Not suitable" in text
    assert child.case.code not in text


@pytest.fixture
def known(shelter):
    case = CaseFactory(
        person=PersonFactory(names="Practice Newcomer"),
        granted_to=[shelter.office],
    )  # fmt: skip
    case.person.index_identity()
    case.person.save()
    return case


def test_who_may_be_the_same_is_shown_first_and_can_be_chosen(at_home, shelter, bed, known):
    sent = four(bed, names="Practice Newcomer", sex="female", age="24", legal_authority="self")

    warned = at_home.post(door(shelter), sent)
    assert (warned.status_code, Admission.objects.count()) == (200, 0)
    assert known.person.code in warned.content.decode()
    at_home.post(door(shelter), sent | {"use": str(known.person_id)})

    stay = Admission.objects.get()
    assert (stay.case, Person.objects.count()) == (known, 1)


def test_somebody_else_of_the_same_name_comes_in_all_the_same(at_home, shelter, bed, known):
    sent = four(
        bed, names="Practice Newcomer", sex="female", age="24", legal_authority="self", anyway="yes"
    )

    assert at_home.post(door(shelter), sent).status_code == 302

    assert (Person.objects.count(), Admission.objects.get().case == known) == (2, False)


def test_a_person_out_of_reach_cannot_be_chosen(at_home, shelter, bed):
    stranger = PersonFactory()
    sent = four(bed, sex="female", age="24", legal_authority="self", use=str(stranger.pk))

    at_home.post(door(shelter), sent)

    assert Admission.objects.get().case.person != stranger


def test_the_door_is_kept_by_the_manager_of_the_house(client, practice, shelter, other_manager):
    statuses = []
    for user in (UserFactory(role=Role.SHELTER_STAFF, office=shelter.office), other_manager):
        client.force_login(user)
        statuses.append(client.get(door(shelter)).status_code)

    assert statuses == [403, 404]


def test_a_request_without_a_hold_has_the_best_bed_chosen(at_home, shelter, bed):
    BedFactory(room=RoomFactory(shelter=shelter, kind="accessible", name="Aaa"))
    case = CaseFactory()
    asked = AdmissionFactory(case=case, shelter=shelter, status="requested", admitted_at=None)

    page = at_home.get(reverse("shelter:admit_request", args=[asked.pk]))

    assert page.context["form"].fields["bed"].initial == bed.pk


@pytest.fixture
def gone(shelter):
    left = timezone.now() - dt.timedelta(hours=20)
    stay = AdmissionFactory(
        shelter=shelter, status="absconded", admitted_at=left - dt.timedelta(days=9), ended_at=left,
    )  # fmt: skip
    ShelterExitFactory(admission=stay, kind="absconded")
    return stay


def test_who_is_back_soon_goes_on_with_the_same_stay(at_home, gone, bed, manager):
    url = reverse("shelter:stay_resume", args=[gone.pk])

    answer = at_home.post(url, {"back_at": now_words(1), "bed": str(bed.pk)})

    gone.refresh_from_db()
    assert (answer.status_code, gone.status, gone.ended_at) == (302, "admitted", None)
    assert (Admission.objects.count(), ShelterExit.objects.count()) == (1, 0)
    assert BedAssignment.objects.get().period.lower == timezone.localtime().replace(
        second=0, microsecond=0
    ) - dt.timedelta(hours=1)
    assert AuditEvent.objects.filter(kind="status_changed").count() == 1


@pytest.mark.parametrize(("hours", "may"), [(71, True), (72, False), (73, False)])
def test_after_three_days_the_stay_is_over(at_home, gone, bed, hours, may):
    left = timezone.now() - dt.timedelta(hours=hours)
    Admission.objects.filter(pk=gone.pk).update(
        ended_at=left, admitted_at=left - dt.timedelta(days=3)
    )
    url = reverse("shelter:stay_resume", args=[gone.pk])

    assert (url in at_home.get(gone.get_absolute_url()).content.decode()) == may
    assert at_home.get(url).status_code == (200 if may else 302)
    at_home.post(url, {"back_at": now_words(), "bed": str(bed.pk)})

    assert (Admission.objects.get().status == "admitted") == may


def test_nobody_is_back_before_leaving(at_home, gone, bed):
    url = reverse("shelter:stay_resume", args=[gone.pk])

    answer = at_home.post(url, {"back_at": now_words(30), "bed": str(bed.pk)})

    assert list(answer.context["form"].errors) == ["back_at"]
    assert Admission.objects.get().status == "absconded"


def test_who_lives_elsewhere_by_now_does_not_come_back_into_the_old_stay(at_home, gone, bed):
    other = AdmissionFactory(case=gone.case, admitted_at=timezone.now() - dt.timedelta(hours=3))
    BedAssignmentFactory(admission=other, period=(other.admitted_at, None))

    answer = at_home.post(
        reverse("shelter:stay_resume", args=[gone.pk]), {"back_at": now_words(), "bed": str(bed.pk)}
    )

    assert (answer.status_code, Admission.objects.get(pk=gone.pk).status) == (200, "absconded")
