"""A number of somebody who did not come over the road: met again, told once, without the other record."""

import datetime as dt
import uuid
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions import cases, court, people, suspects
from intercepts.actions.classes import open_case
from intercepts.actions.suspects import name
from intercepts.models import RepeatAlert
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CourtCaseFactory, OffenceFactory, PersonFactory
from tests.factories.work import InterceptedPersonFactory
from tests.intercepts.test_classes import FACTS
from tests.intercepts.test_repeats import alerts, met
from tests.racing import at_once
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

DAY = dt.date(2024, 6, 2)  # factories number the cases of the year after
PHONE, SAME, OTHER = "0711 000 001", "+254 711 000001", "0711 000 002"
pytestmark = pytest.mark.django_db


def walked_in(phone, by):
    return cases.open_for_new_person(
        facts={"names": "Practice Walker", "phone": phone}, by=by, submission=uuid.uuid4(),
        source="walk_in", case_types=["trafficking"], opened_on=DAY, county=None,
    )  # fmt: skip


def suspected(phone, case, by):
    """Return a suspect on `case`; what joining raised is out of the way."""
    suspect = suspects.register(by=by, names="Practice Suspect", phone=phone, case=case)
    RepeatAlert.objects.all().delete()
    return suspect


def learn(person, phone, by):
    person.refresh_from_db()
    people.edit(person=person, version=person.version, by=by, phone=phone)


def test_a_case_with_a_number_of_suspects_and_people_met_is_told_of_once(case_manager):
    met(phone=PHONE)
    suspected(SAME, CaseFactory(), case_manager)

    case = walked_in("0711-000-001", case_manager)
    walked_in(OTHER, case_manager)
    walked_in("", case_manager)
    cases.open_case(
        person=case.person, source="walk_in", case_types=["gbv"], opened_on=DAY,
        county=None, by=case_manager,
    )  # fmt: skip

    assert alerts() == [("phone", case, 2)]


def test_two_people_who_walked_in_with_one_number_are_nothing_met_again(case_manager):
    walked_in(PHONE, case_manager)
    walked_in(PHONE, case_manager)

    assert alerts() == []


def test_a_number_learnt_later_is_told_of_when_it_is_another(case_manager):
    suspected(PHONE, CaseFactory(), case_manager)
    case = walked_in("", case_manager)

    learn(case.person, PHONE, case_manager)
    learn(case.person, SAME, case_manager)
    learn(case.person, OTHER, case_manager)
    assert alerts() == [("phone", case, 1)]

    RepeatAlert.objects.update(taken_at=case.recorded_at, taken_by=case_manager)
    suspected_too = suspects.register(by=case_manager, names="Mfano Mtu", phone="0711 000 003")
    learn(case.person, "0711 000 003", case_manager)

    assert suspected_too.phone_tokens
    assert alerts() == [("phone", case, 1), ("phone", case, 1)]


def test_the_newest_open_case_is_told_of(case_manager):
    met(phone=PHONE)
    person = PersonFactory()
    is_open = CaseFactory(person=person)
    CaseFactory(
        person=person, status="closed", closed_at=timezone.now(), closed_by=case_manager,
        closure_reason="other",
    )  # fmt: skip

    learn(person, PHONE, case_manager)

    assert alerts() == [("phone", is_open, 1)]


def test_the_person_itself_companions_and_suspects_of_the_own_case_do_not_count(case_manager):
    intercept = met(phone=PHONE)
    traveller = intercept.people.get().person
    beside = InterceptedPersonFactory(intercept=intercept).person
    beside_case = CaseFactory(person=beside)
    again = PersonFactory(merged_into=traveller)
    again_case = CaseFactory(person=again)
    suspect = suspected(PHONE, beside_case, case_manager)
    suspects.link(case=again_case, suspect=suspect, by=case_manager)
    RepeatAlert.objects.all().delete()

    learn(beside, PHONE, case_manager)
    learn(again, PHONE, case_manager)

    assert alerts() == []


def test_the_accused_of_the_own_case_does_not_count(case_manager):
    accused = suspects.register(by=case_manager, names="Practice Accused", phone=PHONE)
    case = CaseFactory()
    row = CourtCaseFactory()
    court.link(court_case=row, case=case, by=case_manager)
    court.add_charge(court_case=row, suspect=accused, offence=OffenceFactory(), by=case_manager)
    RepeatAlert.objects.all().delete()

    learn(case.person, PHONE, case_manager)

    assert alerts() == []


def test_whom_the_own_intercept_names_does_not_count(case_manager):
    intercept = met()
    traveller = intercept.people.get().person
    CaseFactory(person=traveller)
    name(intercept=intercept, by=case_manager, names="Practice Driver", phone=PHONE)
    RepeatAlert.objects.all().delete()

    learn(traveller, PHONE, case_manager)

    assert alerts() == []


def test_the_case_of_somebody_met_on_the_road_is_not_told_of_again(case_manager):
    suspected(PHONE, CaseFactory(), case_manager)
    intercept = met(phone=PHONE)

    open_case(intercepted=intercept.people.get(), by=case_manager, **FACTS)

    assert alerts() == [("phone", intercept, 1)]


def test_named_roles_are_told_without_the_other_record(signed_in):
    client, manager = signed_in(Role.CASE_MANAGER)
    others = [UserFactory(role=role) for role in (Role.LEGAL_OFFICER, Role.PROGRAMME_MANAGER)]
    UserFactory(role=Role.CASE_WORKER)
    first = met(phone=PHONE, code="INT-FIRST")

    case = walked_in(PHONE, manager)

    alert = RepeatAlert.objects.get()
    page = client.get(alert.get_absolute_url()).content.decode()
    listed = client.get(reverse("intercepts:repeat_list")).content.decode()
    told = Notice.objects.filter(kind="repeat_found").values_list("to", flat=True)
    assert set(told) == {manager.pk, *(each.pk for each in others)}
    assert [case.code in text for text in (page, listed)] == [True, True]
    assert case.get_absolute_url() in page
    assert [first.code in text or "0711" in text for text in (page, listed)] == [False, False]


def test_who_may_not_open_the_case_gets_no_way_to_it(signed_in):
    met(phone=PHONE)
    case = walked_in(PHONE, UserFactory(role=Role.CASE_MANAGER))
    client, _user = signed_in(Role.LEGAL_OFFICER)

    page = client.get(RepeatAlert.objects.get().get_absolute_url()).content.decode()

    assert case.code in page
    assert case.get_absolute_url() not in page


def test_of_a_restricted_case_others_hear_nothing(signed_in, case_manager):
    met(phone=PHONE)
    case = CaseFactory(is_restricted=True)
    client, barred = signed_in(Role.LEGAL_OFFICER)

    learn(case.person, PHONE, case_manager)

    assert client.get(RepeatAlert.objects.get().get_absolute_url()).status_code == 404
    assert not Notice.objects.filter(to=barred, kind="repeat_found").exists()


@pytest.mark.django_db(transaction=True)
def test_of_a_case_and_a_suspect_at_the_same_moment_the_second_sees_the_first():
    by, elsewhere = UserFactory(role=Role.CASE_MANAGER), CaseFactory()
    register = partial(
        suspects.register, by=by, names="Practice Suspect", phone=PHONE, case=elsewhere
    )

    answers = at_once([partial(walked_in, PHONE, by), register])

    assert answers == ["", ""]
    assert RepeatAlert.objects.count() == 1
