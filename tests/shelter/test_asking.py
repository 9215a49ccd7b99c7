"""Asking for a bed: what the person needs of it, houses that take nobody new, and what is said where."""

import pytest
from django.urls import reverse

from shelter.actions import beds, requests
from shelter.models import Admission, BedAssignment
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import AdmissionFactory, BedFactory, RoomFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
NOBODY = "This house takes nobody new at the moment."


@pytest.fixture
def at_home(client, practice, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def case(shelter):
    return CaseFactory(granted_to=[shelter.office])


@pytest.fixture
def alone(shelter):
    """A bed in a room of its own."""
    return BedFactory(
        room=RoomFactory(shelter=shelter, kind="isolation", name="Room Z"), label="Z1"
    )


@pytest.fixture
def stopped(shelter):
    shelter.is_accepting = False
    shelter.save()
    return shelter


def page(name, row):
    return reverse(f"shelter:{name}", args=[row.pk])


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def beds_in(answer) -> list[str]:
    """Return the labels of the beds on offer, in the order of the page."""
    field = answer.context["form"].fields["bed"]
    return [words for _room, group in field.choices for _pk, words in group]


def test_needs_put_the_bed_first_that_meets_them(at_home, case, bed, alone):
    plain = at_home.get(page("hold_bed", case))
    looked = at_home.post(page("hold_bed", case), {"needs": ["isolation"], "look": "yes"})

    assert beds_in(plain) == ["A1", "Z1"]
    assert beds_in(looked) == ["Z1", "A1 (no room to be alone)"]
    assert looked.context["form"]["needs"].initial == ["isolation"]
    assert (looked.context["form"].errors, BedAssignment.objects.count()) == ({}, 0)


def test_looking_again_keeps_the_bed_that_was_chosen(at_home, case, bed, alone):
    sent = {"needs": ["accessible"], "bed": str(bed.pk), "look": "yes"}

    looked = at_home.post(page("hold_bed", case), sent)

    assert looked.content.decode().count(f'value="{bed.pk}"') == 1
    assert looked.context["form"]["bed"].initial == str(bed.pk)


def test_a_bed_that_meets_less_is_held_only_by_who_has_read_so(at_home, case, bed, alone):
    sent = {"needs": ["isolation"], "bed": str(bed.pk), "seen": ""}

    first = at_home.post(page("hold_bed", case), sent)
    seen = first.context["form"]["seen"].value()
    second = at_home.post(page("hold_bed", case), sent | {"seen": seen})

    assert first.context["form"].errors["bed"] == [
        "This bed: no room to be alone. Beds that meet the needs now stand first. Choose again, or"
        " keep this one."
    ]
    assert (seen, second.url) == ("isolation", Admission.objects.get().get_absolute_url())
    assert Admission.objects.get().needs == ["isolation"]


def test_the_only_bed_there_is_is_held_at_once(at_home, case, bed):
    answer = at_home.post(page("hold_bed", case), {"needs": ["accessible"], "bed": str(bed.pk)})

    assert answer.status_code == 302
    assert Admission.objects.get().needs == ["accessible"]


def test_a_shelter_is_asked_with_the_needs_of_the_page(at_home, case, shelter):
    sent = {"shelter": str(shelter.pk), "needs": ["mother_child", "isolation"]}

    at_home.post(page("ask_shelter", case), sent)
    shown = at_home.get(page("hold_bed", case))

    assert Admission.objects.get().needs == ["isolation", "mother_child"]
    assert shown.context["form"]["needs"].initial == ["isolation", "mother_child"]


def test_needs_said_anew_are_kept_and_others_stay(manager, case, shelter):
    asked = requests.ask(case=case, shelter=shelter, by=manager, needs=["isolation"])
    Admission.objects.update(needs=["high_security", "isolation"])

    requests.ask(case=case, shelter=shelter, by=manager)
    unsaid = Admission.objects.get().needs
    again = requests.ask(case=case, shelter=shelter, by=manager, needs=["accessible"])

    assert unsaid == ["high_security", "isolation"]
    assert (again.pk, Admission.objects.get().needs) == (asked.pk, ["high_security", "accessible"])
    assert AuditEvent.objects.get(kind="changed").fields == {"needs": None}


def test_what_was_said_on_asking_is_offered_at_the_arrival(at_home, manager, case, bed, alone):
    asked = requests.ask(case=case, shelter=bed.room.shelter, by=manager, needs=["isolation"])

    shown = at_home.get(page("admit_request", asked))
    sent = {
        "bed": str(alone.pk), "admitted_at": "2025-06-02T10:00", "reason": "trafficking",
        "legal_authority": "self", "needs": ["isolation"], "seen": "isolation",
    }  # fmt: skip
    at_home.post(page("admit_request", asked), sent)

    form = shown.context["form"]
    assert (form["needs"].initial, form.fields["bed"].initial) == (["isolation"], alone.pk)
    assert Admission.objects.get().needs == ["isolation"]


def test_needs_are_asked_at_the_door_and_beds_follow_them(at_home, shelter, bed, alone):
    sent = {
        "submission": "7d7e0c4e-6a1c-4b6e-9a53-0a2b8f0f5a11", "sex": "female", "age": "30",
        "admitted_at": "2025-06-02T10:00", "bed": str(bed.pk), "reason": "trafficking",
        "legal_authority": "self", "needs": ["isolation"], "seen": "",
    }  # fmt: skip

    refused = at_home.post(page("at_the_door", shelter), sent)
    taken = at_home.post(page("at_the_door", shelter), sent | {"bed": str(alone.pk)})

    assert list(refused.context["visitor"].form.errors) == ["bed"]
    assert (taken.status_code, Admission.objects.get().needs) == (302, ["isolation"])


@pytest.mark.parametrize("needs", [["none"], ["'"], ["\x00"], ["x" * 9999]])
def test_needs_that_nobody_asked_for_are_refused(at_home, case, shelter, bed, needs):
    hold = at_home.post(page("hold_bed", case), {"bed": str(bed.pk), "needs": needs})
    ask = at_home.post(page("ask_shelter", case), {"shelter": str(shelter.pk), "needs": needs})

    assert [answer.status_code in (200, 400) for answer in (hold, ask)] == [True, True]
    assert Admission.objects.count() == 0


def test_the_door_of_a_house_that_takes_nobody_says_so_and_what_to_do(at_home, stopped, bed):
    shown = at_home.get(page("at_the_door", stopped))
    sent = {"reason": "trafficking", "legal_authority": "self", "admitted_at": "2025-06-02T10:00"}
    refused = [
        at_home.post(page("at_the_door", stopped), sent | chosen | {"submission": str(bed.pk)})
        for chosen in ({}, {"bed": str(bed.pk)})
    ]

    assert words(shown).count(f"{stopped} takes nobody new at the moment") == 1
    assert [way.url for way in shown.context["visitor"].stopped.ways] == [
        reverse("shelter:shelter_list"), reverse("shelter:turn_away_add"),
        page("shelter_edit", stopped),
    ]  # fmt: skip
    assert [at_home.get(way.url).status_code for way in shown.context["visitor"].stopped.ways] == [
        200, 200, 200,
    ]  # fmt: skip
    assert [each.context["visitor"].form.errors["bed"] for each in refused] == [[NOBODY]] * 2
    assert [words(each).count(f"<strong>{NOBODY}</strong>") for each in refused] == [1, 1]
    assert Admission.objects.count() == 0


def test_a_house_that_takes_people_has_no_banner(at_home, shelter, bed, case):
    answers = [at_home.get(page("at_the_door", shelter)), at_home.get(page("hold_bed", case))]

    assert [words(each).count("takes nobody new at the moment") for each in answers] == [0, 0]


def test_asking_for_a_bed_says_which_house_takes_nobody(at_home, case, stopped, bed):
    shown = at_home.get(page("hold_bed", case))
    held = at_home.post(page("hold_bed", case), {"bed": str(bed.pk)})
    asked = at_home.post(page("ask_shelter", case), {"shelter": str(stopped.pk)})

    assert words(shown).count(f"{stopped} takes nobody new at the moment") == 1
    assert words(shown).count(f"Ask {stopped}") == 0
    assert held.context["form"].errors["bed"] == [NOBODY]
    assert asked.context["asking"].ask_form.errors["shelter"] == ["Takes nobody new at the moment"]
    assert Admission.objects.count() == 0


def test_who_has_a_bed_held_still_comes_into_a_house_that_stopped(at_home, manager, case, bed):
    held = beds.hold(case=case, bed=bed, by=manager)
    bed.room.shelter.is_accepting = False
    bed.room.shelter.save()

    shown = at_home.get(page("admit_request", held.admission))

    assert (shown.context["stopped"], beds_in(shown)) == (None, ["A1, held for this person"])


def test_a_request_to_a_house_that_stopped_is_declined_from_its_page(at_home, manager, case, bed):
    asked = requests.ask(case=case, shelter=bed.room.shelter, by=manager)
    bed.room.shelter.is_accepting = False
    bed.room.shelter.save()

    shown = at_home.get(page("admit_request", asked))

    assert shown.context["stopped"].houses == [bed.room.shelter]
    assert shown.content.decode().count(page("decline_request", asked)) == 1


def test_only_who_runs_the_house_is_shown_how_to_open_it(signed_in, stopped):
    client, user = signed_in(Role.CASE_WORKER)
    asked = client.get(page("hold_bed", CaseFactory(granted_to=[user]))).context["asking"]

    assert [way.url for way in asked.stopped.ways] == [
        reverse("shelter:shelter_list"), reverse("shelter:turn_away_add"),
    ]  # fmt: skip


def test_the_page_behind_a_refusal_reloads_as_the_page_of_beds(at_home, case):
    assert at_home.get(page("ask_shelter", case)).url == page("hold_bed", case)


def test_a_resident_is_not_asked_for(at_home, shelter):
    stay = AdmissionFactory(shelter=shelter, case=CaseFactory(granted_to=[shelter.office]))

    answer = at_home.post(page("ask_shelter", stay.case), {"shelter": str(shelter.pk)})

    assert words(answer).count("This person already has a bed in one of our shelters.") == 1


def test_a_stranger_finds_no_page(client, practice, case, other_manager):
    client.force_login(other_manager)

    assert client.get(page("ask_shelter", case)).status_code == 404
    client.force_login(UserFactory(role=Role.PROGRAMME_MANAGER))
    assert client.get(page("ask_shelter", case)).status_code == 403
