"""From somebody met on the road to a bed: through the case, never past it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Case
from shelter.models import BedAssignment
from tests.factories.cases import CaseFactory
from tests.factories.work import (
    AdmissionFactory,
    BedFactory,
    InterceptedPersonFactory,
    InterceptFactory,
)
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
OPENING = {
    "case_types": ["trafficking"], "trafficking_status": "potential_victim",
    "risk_level": "medium", "opened_on": "2025-06-02",
}  # fmt: skip


def bed_of(case: Case) -> str:
    return reverse("shelter:hold_bed", args=[case.pk])


def asks(client, intercept) -> list[str]:
    """Return where the page of the intercept asks for beds, one address per person."""
    people = client.get(intercept.get_absolute_url()).context["people"]
    return [person.bed_url for person in people]


def met(**facts):
    """Return somebody met, with a case, whose person is that of the case."""
    case = facts.pop("case", None) or CaseFactory()
    return InterceptedPersonFactory(case=case, person=case.person, **facts)


def opening(row) -> str:
    return reverse("intercepts:person_open_case", args=[row.pk])


def test_a_bed_is_asked_for_each_person_with_a_case_and_without_a_stay(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    intercept = InterceptFactory()
    waits = met(intercept=intercept)
    met(intercept=intercept, case=AdmissionFactory().case)
    closed = CaseFactory(status="closed", closed_at="2025-07-01T08:00Z", closed_by=user)
    met(intercept=intercept, case=closed)
    InterceptedPersonFactory(intercept=intercept)

    found = asks(client, intercept)

    assert sorted(found) == ["", "", "", bed_of(waits.case)]
    assert client.get(bed_of(waits.case)).status_code == 200


@pytest.mark.parametrize(
    ("role", "writes", "count"),
    [(Role.CASE_WORKER, True, 1), (Role.CASE_WORKER, False, 0), (Role.LEGAL_OFFICER, True, 0)],
)
def test_only_who_may_ask_for_a_bed_in_that_case_is_offered_it(signed_in, role, writes, count):
    client, user = signed_in(role)
    case = CaseFactory(granted_to=[user], granted_to__can_write=writes)

    found = asks(client, met(case=case).intercept)

    assert found == ([bed_of(case)] if count else [""])


def test_one_click_holds_the_nearest_bed_that_suits(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    row = met(case=CaseFactory(person__sex="female"))
    case = row.case
    BedFactory()
    BedFactory(room__kind="isolation")
    near = BedFactory()
    Case.objects.filter(pk=case.pk).update(office=near.room.shelter.office)
    page = client.get(row.intercept.get_absolute_url()).content.decode()

    answers = [client.post(f"{bed_of(case)}?now") for _again in range(2)]

    assert f'action="{bed_of(case)}?now"' in page
    [held] = BedAssignment.objects.all()
    assert (held.bed, held.case) == (near, case)
    assert {answer.url for answer in answers} == {held.admission.get_absolute_url()}


def test_where_no_bed_suits_one_click_leads_to_the_choice(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    case = met().case
    BedFactory(room__kind="isolation")

    page = client.post(f"{bed_of(case)}?now")

    assert page.status_code == 200
    assert "No bed suits as things stand." in page.content.decode()
    assert not BedAssignment.objects.exists()


def test_the_new_case_leads_straight_on_to_the_bed(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    row = InterceptedPersonFactory()

    shown = client.get(opening(row)).content.decode()
    answers = [client.post(opening(row), OPENING | {"then": "hold_bed"}).url for _again in "ab"]

    assert shown.count('name="then" value="hold_bed"') == 1
    assert answers == [bed_of(Case.objects.get())] * 2


@pytest.mark.parametrize("then", ["", "no_such_step", "\u2068" * 99, "keep_apart'"])
def test_an_unknown_next_step_leads_to_the_case(signed_in, then):
    client, _user = signed_in(Role.CASE_MANAGER)

    answer = client.post(opening(InterceptedPersonFactory()), OPENING | {"then": then})

    assert answer.url == Case.objects.get().get_absolute_url()


def test_who_may_not_ask_for_beds_opens_the_case_alone(signed_in):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)
    row = InterceptedPersonFactory()

    shown = client.get(opening(row)).content.decode()
    answer = client.post(opening(row), OPENING | {"then": "hold_bed"})

    assert shown.count('name="then"') == 0
    assert answer.url == Case.objects.get().get_absolute_url()


def questions_for(client, number: int, **facts) -> int:
    """Return how many statements the page of an intercept with so many people with cases sends."""
    intercept = InterceptFactory()
    for _each in range(number):
        met(intercept=intercept, **facts)
    client.get(intercept.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        client.get(intercept.get_absolute_url())
    return len(asked)


def test_the_page_asks_as_often_for_three_cases_as_for_one(signed_in, signs):
    client, _user = signed_in(Role.CASE_MANAGER)

    one, three = (questions_for(client, number, form=signs) for number in (1, 3))

    assert three - one == 2  # that somebody looked is kept with each case; beds are asked for once
