"""People suspected whom an intercept names: by code, handed on to its cases, found when they are met again."""

import uuid

import pytest
from django.urls import reverse

from cases.actions import suspects as in_cases
from cases.models import CaseSuspect, Suspect
from intercepts.actions import classes, suspects
from intercepts.models import InterceptSuspect, RepeatAlert
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, PersonFactory, SuspectFactory
from tests.factories.work import InterceptedPersonFactory, InterceptFactory
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


def url(name, row):
    return reverse(f"intercepts:{name}", args=[row.pk])


def identity(**changes):
    return {
        "submission": uuid.uuid4(), "names": "Practice Recruiter", "phone": "0711 000 021",
        "sex": "female", "roles": ["recruiter"],
    } | changes  # fmt: skip


def alerts():
    rows = RepeatAlert.objects.order_by("raised_at", "pk")
    return [(row.kind, row.intercept or row.case, row.matches) for row in rows]


def open_case(met, by):
    return classes.open_case(
        intercepted=met, case_types=["trafficking"], trafficking_status="suspected",
        risk_level="medium", opened_on=met.intercept.happened_on, by=by,
    )  # fmt: skip


@pytest.fixture
def manager(signed_in):
    return signed_in(Role.CASE_MANAGER)


def test_somebody_is_named_once_and_shown_by_code(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    intercept, sent = InterceptFactory(), identity()

    answers = [client.post(url("suspect_name", intercept), sent).url for _again in range(2)]

    suspect = Suspect.objects.get()
    part = InterceptSuspect.objects.get()
    assert answers == [url("intercept_detail", intercept)] * 2
    assert (part.intercept, part.suspect, part.roles) == (intercept, suspect, ["recruiter"])
    page = client.get(url("intercept_detail", intercept)).content.decode()
    assert suspect.code in page
    assert "Practice Recruiter" not in page
    client, _user = signed_in(Role.EXECUTIVE_DIRECTOR)  # sees intercepts and no suspects
    told = client.get(url("intercept_detail", intercept)).content.decode()
    assert ("People suspected" in told, suspect.code in told) == (True, False)
    client, _user = signed_in(Role.CASE_MANAGER)
    of_suspect = client.get(suspect.get_absolute_url()).content.decode()
    assert intercept.code in of_suspect


def test_a_wrong_year_is_told_at_the_field_and_nothing_is_kept(manager):
    client, _user = manager

    page = client.post(url("suspect_name", InterceptFactory()), identity(birth_year="1700"))

    assert list(page.context["form"].errors) == ["birth_year"]
    assert (Suspect.objects.count(), InterceptSuspect.objects.count()) == (0, 0)
    assert page.context["form"]["names"].value() == "Practice Recruiter"


def test_joining_again_adds_the_new_parts(manager):
    client, _user = manager
    intercept, suspect = InterceptFactory(), SuspectFactory()

    for roles in (["recruiter"], ["transporter"]):
        client.post(url("suspect_known", intercept), {"suspect": suspect.code, "roles": roles})
    unknown = client.post(url("suspect_known", intercept), {"suspect": "S-99999"})

    assert InterceptSuspect.objects.get().roles == ["recruiter", "transporter"]
    assert list(unknown.context["form"].errors) == ["suspect"]


def test_cases_opened_from_the_intercept_name_the_same_people():
    by = UserFactory(role=Role.CASE_MANAGER)
    intercept = InterceptFactory()
    met = [InterceptedPersonFactory(intercept=intercept) for _person in range(2)]
    early = suspects.name(intercept=intercept, by=by, names="Practice Longname", roles=["owner"])
    first = open_case(met[0], by)
    late = suspects.name(intercept=intercept, by=by, names="Mfano Mwingine")
    second = open_case(met[1], by)

    found = set(CaseSuspect.objects.values_list("case", "suspect"))

    named = {early.suspect_id, late.suspect_id}
    assert found == {(case.pk, key) for case in (first, second) for key in named}
    assert CaseSuspect.objects.filter(suspect=early.suspect).first().roles == ["owner"]
    assert alerts() == []  # one stop is one event, though it has two cases


def test_a_closed_case_is_left_as_it_is():
    by = UserFactory(role=Role.CASE_MANAGER)
    case = CaseFactory(status="closed")
    met = InterceptedPersonFactory(case=case)

    suspects.name(intercept=met.intercept, by=by, names="Practice Longname")

    assert not CaseSuspect.objects.exists()


def test_an_agent_of_several_intercepts_is_found():
    by = UserFactory(role=Role.CASE_MANAGER)
    one, two, three = (InterceptFactory() for _number in range(3))
    named = suspects.name(intercept=one, by=by, names="Practice Longname", roles=["recruiter"])
    assert alerts() == []

    suspects.join(intercept=two, suspect=named.suspect, by=by)
    suspects.join(intercept=two, suspect=named.suspect, by=by, roles=["transporter"])
    suspects.name(intercept=three, by=by, names="longname PRACTICE")

    assert alerts() == [("agent", two, 1), ("suspect", three, 1)]


def test_an_intercept_and_its_own_case_are_one_match():
    by = UserFactory(role=Role.CASE_MANAGER)
    met = InterceptedPersonFactory()
    named = suspects.name(intercept=met.intercept, by=by, names="Practice Longname")
    open_case(met, by)
    later = open_case(InterceptedPersonFactory(), by)

    in_cases.link(case=later, suspect=named.suspect, by=by)

    assert alerts() == [("suspect", later, 1)]


def test_two_suspects_of_one_intercept_are_two_alerts():
    by = UserFactory(role=Role.CASE_MANAGER)
    again = InterceptFactory()
    for _number in range(2):
        known = SuspectFactory()
        suspects.join(intercept=InterceptFactory(), suspect=known, by=by)
        suspects.join(intercept=again, suspect=known, by=by)

    assert alerts() == [("suspect", again, 1)] * 2


def test_a_number_learnt_later_is_held_against_the_road():
    by = UserFactory(role=Role.CASE_MANAGER)
    person = PersonFactory(phone="0711 000 022")
    person.index_identity()
    person.save()
    own = InterceptedPersonFactory()
    InterceptedPersonFactory(person=person)
    named = suspects.name(intercept=own.intercept, by=by, names="Practice Longname")
    assert alerts() == []

    row = named.suspect
    in_cases.edit(row=row, version=row.version, by=by, phone="+254 711 000022")

    assert alerts() == [("suspect", own.intercept, 1)]


def test_a_monitor_cannot_name_anybody_and_a_receipt_says_nothing(signed_in):
    client, user = signed_in(Role.FIELD_MONITOR)
    intercept = InterceptFactory(monitor=user, recorded_by=user)
    part = suspects.name(
        intercept=intercept, by=UserFactory(role=Role.CASE_MANAGER), names="Practice X"
    )

    page = client.get(url("intercept_detail", intercept)).content.decode()

    assert part.suspect.code not in page
    assert client.post(url("suspect_name", intercept), identity()).status_code == 403
