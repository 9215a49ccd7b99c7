"""Corrections of stays, exits, rooms, beds and houses: who may, what is refused, what the trail keeps."""

import datetime as dt

import pytest
from django.forms import MultipleChoiceField
from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Case, Reintegration
from shelter.models import Admission, Bed, Room, Shelter, ShelterExit
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, ReintegrationFactory
from tests.factories.work import (
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    RoomFactory,
    ShelterFactory,
)
from tests.shelter.asking import page
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - dt.timedelta(days=30)
LEFT = timezone.now() - dt.timedelta(days=5)


def texts(answer):
    return " ".join(answer.content.decode().split())


def answers_of(form) -> dict:
    """Return what the form would send unchanged."""
    given = {field.html_name: field.value() for field in form}
    many = {field.html_name for field in form if isinstance(field.field, MultipleChoiceField)}
    return {
        name: ([] if name in many else "") if value is None else value
        for name, value in given.items()
    }


def send(client, url, **changed):
    """Post the form at `url` with `changed` over what it proposes."""
    return client.post(url, answers_of(client.get(url).context["form"]) | changed)


@pytest.fixture
def child_stay(shelter, bed):
    stay = AdmissionFactory(
        shelter=shelter, case=CaseFactory(person__child=True), admitted_at=LONG_AGO,
        legal_authority="pending", urgent_needs="Insulin",
    )  # fmt: skip
    BedAssignmentFactory(bed=bed, admission=stay, period=(LONG_AGO, None))
    return stay


@pytest.fixture
def left(shelter):
    stay = AdmissionFactory(
        shelter=shelter, case=CaseFactory(person__child=True), admitted_at=LONG_AGO, ended_at=LEFT,
        status="exited",
    )  # fmt: skip
    ShelterExit.objects.create(
        admission=stay, kind="reunified_family", released_to="Aunt Zaituni",
        authority_document="Court order 1/2026", safety_plan="Call the aunt",
    )  # fmt: skip
    return stay


@pytest.fixture
def rows(shelter, women, bed, child_stay, left):
    return {
        "shelter_detail": shelter, "shelter_edit": shelter, "address_edit": shelter,
        "room_edit": women, "bed_detail": bed, "bed_edit": bed, "stay_edit": child_stay,
        "exit_edit": left,
    }  # fmt: skip


NAMES = [
    "shelter_detail", "shelter_edit", "address_edit", "room_edit", "bed_detail", "bed_edit",
    "stay_edit", "exit_edit",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_manager_opens_each_page_of_the_own_house(at_home, rows, name):
    assert at_home.get(page(name, rows[name])).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_the_manager_of_another_house_finds_nothing(client, practice, rows, other_manager, name):
    client.force_login(other_manager)

    assert client.get(page(name, rows[name])).status_code == 404


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("shelter_edit", Role.CASE_MANAGER),
        ("address_edit", Role.CASE_MANAGER),
        ("room_edit", Role.ME_OFFICER),
        ("bed_edit", Role.CASE_WORKER),
        ("stay_edit", Role.PROGRAMME_MANAGER),
        ("exit_edit", Role.CASE_MANAGER),
    ],
)
def test_a_role_that_may_only_look_is_refused(signed_in, rows, name, role):
    client, _user = signed_in(role)

    assert client.post(page(name, rows[name])).status_code == 403


def test_the_authority_of_a_child_is_written_down_in_one_form(at_home, child_stay, manager):
    answer = send(at_home, page("stay_edit", child_stay), legal_authority="children_officer")
    event = AuditEvent.objects.filter(kind="changed").first()

    assert answer.url == child_stay.get_absolute_url()
    assert Admission.objects.get(pk=child_stay.pk).legal_authority == "children_officer"
    assert event.fields == {"legal_authority": ["pending", "children_officer"]}
    assert (event.by, event.case_id) == (manager.staff_code, child_stay.case_id)


def test_a_child_is_not_there_on_its_own_decision(at_home, child_stay):
    answer = send(at_home, page("stay_edit", child_stay), legal_authority="self", expected_days=9)

    assert list(answer.context["form"].errors) == ["legal_authority"]
    assert answer.context["form"]["expected_days"].value() == "9"
    assert Admission.objects.get(pk=child_stay.pk).legal_authority == "pending"


def test_what_is_asked_later_is_kept_and_shown_to_the_house(at_home, child_stay, shelter):
    ends = timezone.localdate() + dt.timedelta(days=90)
    given = {
        "brought_by": "police", "needs": ["accessible", "isolation"], "dietary": "No peanuts",
        "rules_language": "Kiswahili", "authority_expires_on": str(ends),
    }  # fmt: skip

    send(at_home, page("stay_edit", child_stay), **given)
    stay = Admission.objects.get(pk=child_stay.pk)
    manager_reads = texts(at_home.get(stay.get_absolute_url()))
    moves = at_home.get(page("move_bed", child_stay)).context["offers"]

    assert (stay.brought_by, stay.needs, stay.dietary, stay.rules_language) == (
        "police", ["accessible", "isolation"], "No peanuts", "Kiswahili",
    )  # fmt: skip
    assert stay.authority_expires_on == ends
    assert ["No peanuts" in manager_reads, "Kiswahili" in manager_reads] == [True, True]
    assert {offer.unmet for offer in moves} == {("not accessible", "no room to be alone")}
    assert [e for e in AuditEvent.objects.all() if "peanuts" in str(e.fields)] == []


def test_the_food_is_read_by_the_house_alone(client, practice, child_stay):
    child_stay.dietary = "No peanuts"
    child_stay.save()
    client.force_login(UserFactory(role=Role.PROGRAMME_MANAGER))

    answer = client.get(child_stay.get_absolute_url())

    assert (answer.status_code, "peanuts" in texts(answer)) == (200, False)


def test_an_authority_does_not_end_before_the_arrival(at_home, child_stay):
    day = timezone.localdate(LONG_AGO) - dt.timedelta(days=1)

    answer = send(at_home, page("stay_edit", child_stay), authority_expires_on=str(day))

    (words,) = answer.context["form"].errors["authority_expires_on"]
    assert [date_format(each) in words for each in (day, timezone.localdate(LONG_AGO))] == [
        True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("days", ["0", "-1", "731", "1e400", "99999999999999999999", "\0"])
def test_impossible_numbers_of_days_are_answered_at_their_field(at_home, child_stay, days):
    answer = send(at_home, page("stay_edit", child_stay), expected_days=days)

    assert list(answer.context["form"].errors) == ["expected_days"]


def test_two_people_correct_the_same_stay(at_home, child_stay):
    url = page("stay_edit", child_stay)
    mine = answers_of(at_home.get(url).context["form"])
    send(at_home, url, risk_level="high")

    late = at_home.post(url, mine | {"risk_level": "low", "expected_days": "12"})
    saved = Admission.objects.get(pk=child_stay.pk)

    assert (saved.risk_level, saved.expected_days) == ("high", None)
    assert "Somebody else saved this record" in texts(late)
    assert late.context["form"]["expected_days"].value() == "12"
    assert {row["value"] for row in late.context["saved_meanwhile"]} == {
        "High (act within 72 hours)",
        "",
    }


def test_needs_stay_out_of_the_trail_and_history_shows_who_changed_what(at_home, child_stay):
    send(at_home, page("stay_edit", child_stay), urgent_needs="Milk", reason="other")
    shown = at_home.get(child_stay.get_absolute_url())

    kept = [str(event.fields) for event in AuditEvent.objects.all()]
    assert [text for text in kept if "Milk" in text or "Insulin" in text] == []
    assert [change.title for change in shown.context["changes"]] == ["Changed"]
    assert "Who changed what" in texts(shown)


def test_an_exit_is_corrected_and_what_is_sealed_stays(at_home, left):
    follow_up = (LEFT + dt.timedelta(days=14)).date()

    answer = send(
        at_home, page("exit_edit", left), kind="hospital", first_follow_up_on=str(follow_up)
    )
    exit_ = ShelterExit.objects.get()

    assert answer.url == left.get_absolute_url()
    assert (exit_.kind, exit_.first_follow_up_on) == ("hospital", follow_up)
    assert (exit_.released_to, exit_.safety_plan) == ("Aunt Zaituni", "Call the aunt")
    assert "Corrections of the exit" in texts(at_home.get(left.get_absolute_url()))


def test_the_form_of_an_exit_shows_nothing_sealed(at_home, left):
    shown = texts(at_home.get(page("exit_edit", left)))

    assert ("Court order 1/2026" in shown, "Zaituni" in shown, "Call the aunt" in shown) == (
        True, False, False,
    )  # fmt: skip


def test_new_sealed_words_replace_the_old_ones_by_name_only_in_the_trail(at_home, left):
    send(at_home, page("exit_edit", left), released_to="Uncle Baraka")
    event = AuditEvent.objects.filter(kind="changed").first()

    assert ShelterExit.objects.get().released_to == "Uncle Baraka"
    assert event.fields == {"released_to": None}


def test_all_that_an_exit_recorded_is_corrected_without_being_shown(at_home, left):
    ShelterExit.objects.update(medicine_given=True)
    send(
        at_home, page("exit_edit", left), destination_place="Practice Town", escort="Our driver",
        open_items_words="A bag", politeness="2", lodging="5", package_items=["clothes"],
    )  # fmt: skip
    kept = ShelterExit.objects.get()
    assert (kept.destination_place, kept.escort, kept.open_items_words) == (
        "Practice Town", "Our driver", "A bag",
    )  # fmt: skip
    assert (kept.politeness, kept.lodging, kept.medicine_given) == (2, 5, True)

    answer = at_home.get(page("exit_edit", left))
    send(at_home, page("exit_edit", left), medicine_given="none")

    shown = texts(answer)
    assert [words in shown for words in ("Practice Town", "Our driver", "A bag")] == [False] * 3
    assert (ShelterExit.objects.get().medicine_given, ShelterExit.objects.get().escort) == (
        None, "Our driver",
    )  # fmt: skip
    told = AuditEvent.objects.filter(kind="changed").order_by("pk").last()
    assert told.fields == {"medicine_given": None}


def test_a_sealed_text_of_an_exit_is_emptied_with_a_reason_that_stays(at_home, left):
    answer = send(
        at_home, page("exit_edit", left), emptied=["safety_plan"], empty_reason="wrong_person"
    )
    exit_ = ShelterExit.objects.get()

    assert answer.url == left.get_absolute_url()
    assert (exit_.safety_plan, exit_.released_to) == ("", "Aunt Zaituni")
    told = [event.fields for event in AuditEvent.objects.filter(kind="changed").order_by("pk")]
    assert told[-2:] == [{"safety_plan": None}, {"reason": "wrong_person"}]
    assert "It was about somebody else" in texts(at_home.get(left.get_absolute_url()))


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"emptied": ["escort"]}, "empty_reason"),
        ({"emptied": ["escort"], "empty_reason": "because"}, "empty_reason"),
        ({"emptied": ["kind"], "empty_reason": "asked"}, "emptied"),
        ({"emptied": ["escort"], "empty_reason": "asked", "escort": "Another"}, "emptied"),
    ],
)
def test_emptying_is_refused_at_its_field_and_keeps_what_was_written(at_home, left, data, field):
    answer = send(at_home, page("exit_edit", left), **data)

    assert list(answer.context["form"].errors) == [field]
    assert ShelterExit.objects.get().safety_plan == "Call the aunt"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("left_at", "2099-01-01T10:00"), ("left_at", ""), ("left_at", "\0"), ("politeness", "6"),
        ("lodging", "x"), ("escort", "x" * 201), ("medicine_given", "maybe"),
        ("package_kes", "-1"), ("destination_place", "\0"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_saved(at_home, left, name, typed):
    answer = send(at_home, page("exit_edit", left), kind="hospital", **{name: typed})

    assert list(answer.context["form"].errors) == [name]
    assert ShelterExit.objects.get().kind == "reunified_family"


def test_of_two_tabs_that_say_who_went_home_the_second_reads_what_the_first_saved(
    at_home, shelter, manager
):
    stay = AdmissionFactory(
        shelter=shelter, admitted_at=LONG_AGO, ended_at=LEFT, status="exited",
        case__status="follow_up",
    )  # fmt: skip
    home = ReintegrationFactory(
        case=stay.case, happened_on=timezone.localdate(LEFT), recorded_by=manager
    )
    ShelterExit.objects.create(
        admission=stay, kind="reunified_family", reintegration=home, recorded_by=manager
    )
    address = page("exit_edit", stay)
    tabs = [answers_of(at_home.get(address).context["form"]) for _ in range(2)]

    assert at_home.post(address, tabs[0] | {"kind": "hospital"}).status_code == 302
    second = at_home.post(address, tabs[1] | {"escort": "Our driver"})

    assert "Somebody else saved this record" in texts(second)
    steps = Case.objects.get().status_changes.values_list("from_status", "to_status")
    assert list(steps) == [("follow_up", "active")]
    again = answers_of(second.context["form"])
    assert (again["kind"], again["escort"]) == ("reunified_family", "Our driver")
    assert at_home.post(address, again).status_code == 302
    assert (Case.objects.get().status, Reintegration.objects.count()) == ("follow_up", 1)
    assert steps.all().count() == 2


def test_a_follow_up_before_the_exit_is_refused_naming_both_days(at_home, left):
    early = (LEFT - dt.timedelta(days=1)).date()

    answer = send(at_home, page("exit_edit", left), first_follow_up_on=str(early))
    (words,) = answer.context["form"].errors["first_follow_up_on"]

    assert str(early.year) in words
    assert words.count("2") > 4
    assert "cannot be before the exit" in words
    assert ShelterExit.objects.get().first_follow_up_on is None


def test_a_child_does_not_leave_without_document_after_the_fact_either(at_home, left):
    answer = send(at_home, page("exit_edit", left), authority_document=" ")

    assert list(answer.context["form"].errors) == ["authority_document"]


def test_the_state_of_the_stay_follows_the_kind_of_exit(at_home, left):
    send(at_home, page("exit_edit", left), kind="absconded")

    assert Admission.objects.get(pk=left.pk).status == "absconded"
    assert AuditEvent.objects.filter(kind="status_changed").count() == 1


def test_a_stay_that_goes_on_has_no_exit_to_correct(at_home, child_stay):
    assert at_home.get(page("exit_edit", child_stay)).status_code == 404


def test_a_room_is_not_given_to_others_while_somebody_sleeps_there(at_home, shelter, women):
    stay = AdmissionFactory(shelter=shelter, admitted_at=LONG_AGO)
    BedAssignmentFactory(bed=BedFactory(room=women), admission=stay, period=(LONG_AGO, None))

    refused = send(at_home, page("room_edit", women), kind="male")
    renamed = send(at_home, page("room_edit", women), name="Room Z")

    assert list(refused.context["form"].errors) == ["kind"]
    assert renamed.url == page("shelter_detail", shelter)
    assert Room.objects.get(pk=women.pk).name == "Room Z"


def test_names_are_given_once(at_home, shelter, women, bed):
    RoomFactory(shelter=shelter, name="Room B")
    BedFactory(room=women, label="A2")

    room = send(at_home, page("room_edit", women), name="Room B")
    label = send(at_home, page("bed_edit", bed), label="A2")

    assert list(room.context["form"].errors) == ["name"]
    assert list(label.context["form"].errors) == ["label"]


def test_a_bed_is_renamed_and_taken_out_of_use_only_while_nobody_has_it(at_home, women, child_stay):
    taken, free = child_stay.bed_assignments.get().bed, BedFactory(room=women, label="A9")

    refused = send(at_home, page("bed_edit", taken), status="out_of_use")
    send(at_home, page("bed_edit", free), status="out_of_use", label="A8")
    free.refresh_from_db()

    assert list(refused.context["form"].errors) == ["status"]
    assert (free.label, free.status, free.version) == ("A8", "out_of_use", 2)


def test_two_people_rename_the_same_bed(at_home, bed):
    url = page("bed_edit", bed)
    mine = answers_of(at_home.get(url).context["form"])
    send(at_home, url, label="First")

    late = at_home.post(url, mine | {"label": "Second"})

    assert (late.status_code, Bed.objects.get().label) == (200, "First")


def test_a_house_with_people_in_it_does_not_close(at_home, shelter, child_stay):
    answer = send(at_home, page("shelter_edit", shelter), closed_on=str(timezone.localdate()))

    assert list(answer.context["form"].errors) == ["closed_on"]


def test_a_house_does_not_close_before_it_opened_and_both_days_are_named(at_home, shelter):
    answer = send(
        at_home, page("shelter_edit", shelter), opened_on="2021-03-04", closed_on="2020-01-02"
    )
    (words,) = answer.context["form"].errors["closed_on"]

    assert ("2 January 2020" in words, "4 March 2021" in words) == (True, True)


def test_a_house_did_not_open_after_its_first_resident_came(at_home, shelter, child_stay):
    answer = send(at_home, page("shelter_edit", shelter), opened_on=str(timezone.localdate()))

    assert list(answer.context["form"].errors) == ["opened_on"]


def test_the_address_is_replaced_unseen_and_the_trail_says_only_that(at_home, shelter):
    shelter.address = "Old lane 4"
    shelter.save()
    url = page("address_edit", shelter)

    form = texts(at_home.get(url))
    send(at_home, url, new_address="New lane 8")
    event = AuditEvent.objects.filter(kind="changed").first()

    assert "Old lane" not in form
    assert Shelter.objects.get(pk=shelter.pk).address == "New lane 8"
    assert event.fields in ({"address": None}, ["address"])


def test_two_people_replace_the_address(at_home, shelter):
    url = page("address_edit", shelter)
    mine = answers_of(at_home.get(url).context["form"])
    send(at_home, url, new_address="First")

    late = at_home.post(url, mine | {"new_address": "Second"})

    assert (late.status_code, Shelter.objects.get(pk=shelter.pk).address) == (200, "First")
    assert late.context["form"]["new_address"].value() == "Second"


def test_a_bed_tells_its_history_to_those_who_may_see_the_stays(
    client, practice, bed, child_stay, manager
):
    shown = {}
    for user in (manager, UserFactory(role=Role.FINANCE_OFFICER)):
        client.force_login(user)
        shown[user.role] = texts(client.get(page("bed_detail", bed)))

    code = child_stay.case.code
    assert {role: code in text for role, text in shown.items()} == {
        Role.SHELTER_MANAGER: True, Role.FINANCE_OFFICER: False,
    }  # fmt: skip
    assert ["Slept here" in text for text in shown.values()] == [True, True]


def test_the_page_of_a_stay_leads_to_the_other_stays_of_the_case(at_home, shelter, left):
    again = AdmissionFactory(shelter=shelter, case=left.case, admitted_at=LEFT)

    shown = at_home.get(left.get_absolute_url())

    assert f'href="{again.get_absolute_url()}"' in shown.content.decode()


def test_nobody_arrives_before_the_case_was_opened(at_home, shelter, bed):
    case = CaseFactory(granted_to=[shelter.office], opened_on=timezone.localdate())
    early = timezone.localtime() - dt.timedelta(days=2)

    answer = at_home.post(
        page("admit", case),
        {"bed": bed.pk, "admitted_at": f"{early:%Y-%m-%dT%H:%M}", "reason": "trafficking",
         "legal_authority": "self"},
    )  # fmt: skip
    (words,) = answer.context["form"].errors["admitted_at"]

    assert "before the case was opened" in words
    assert Admission.objects.count() == 0


def test_pages_of_a_house_ask_a_bounded_number_of_questions(
    at_home, shelter, women, django_assert_max_num_queries
):
    BedFactory.create_batch(3, room=women)

    with django_assert_max_num_queries(10):
        at_home.get(page("shelter_detail", shelter))


def test_another_house_is_not_touched(at_home):
    other = ShelterFactory()

    assert at_home.post(page("shelter_edit", other), {"opened_on": "2020-01-01"}).status_code == 404
