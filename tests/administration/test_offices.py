"""Offices: read by all staff, kept by few, closed only when nobody works there; never an address."""

import uuid

import pytest
from django.urls import reverse

from tests.factories.accounts import CountyFactory, OfficeFactory, UserFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.places.models import Office
from tracekenya.roles.roles import Role


def url(name, *keys):
    return reverse(f"administration:office_{name}", args=keys)


def stated(**changes):
    return {
        "code": "new-office", "name": "New Office", "kind": "office", "status": "functional",
        "reach": "", "counties": [], "submission": str(uuid.uuid4()),
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("role", "read", "add"),
    [
        (Role.CASE_WORKER, 200, 403),
        (Role.EXECUTIVE_DIRECTOR, 200, 200),
        (Role.SYSTEM_ADMINISTRATOR, 200, 200),
        (Role.BOARD_MEMBER, 404, 404),
    ],
)
def test_who_reads_and_who_keeps_offices(signed_in, role, read, add):
    client, _user = signed_in(role)

    assert client.get(url("list")).status_code == read
    assert client.get(url("add")).status_code == add


def test_an_office_is_added_once_however_often_the_form_is_sent(signed_in):
    client, _user = signed_in(Role.EXECUTIVE_DIRECTOR)
    form = stated(counties=[CountyFactory().pk])

    answers = [client.post(url("add"), form).url for _time in range(2)]

    office = Office.objects.get(code="new-office")
    assert answers == [office.get_absolute_url()] * 2
    assert [county.code for county in office.counties.all()] == ["003"]
    assert AuditEvent.objects.filter(kind="created", target_id=str(office.pk)).count() == 1


def test_a_taken_code_is_refused_at_its_field(signed_in):
    client, _user = signed_in(Role.EXECUTIVE_DIRECTOR)
    OfficeFactory(code="new-office")

    answer = client.post(url("add"), stated())

    assert list(answer.context["form"].errors) == ["code"]
    assert answer.context["form"]["name"].value() == "New Office"


def test_the_code_stays_whatever_is_sent(signed_in):
    client, _user = signed_in(Role.EXECUTIVE_DIRECTOR)
    office = OfficeFactory(code="first")

    client.post(url("edit", office.pk), stated(code="second", name="Renamed", version=1))

    office.refresh_from_db()
    assert (office.code, office.name, office.version) == ("first", "Renamed", 2)


def test_an_office_with_staff_is_not_closed(signed_in):
    client, _user = signed_in(Role.EXECUTIVE_DIRECTOR)
    office = OfficeFactory()
    person = UserFactory(office=office)

    refused = client.post(url("close", office.pk))
    person.is_active = False
    person.save()
    client.post(url("close", office.pk))

    assert "1 person still works here." in refused.text
    office.refresh_from_db()
    assert office.is_closed
    event = AuditEvent.objects.get(kind="changed", target_id=str(office.pk))
    assert event.fields == {"status": ["functional", "closed"]}


def test_a_closed_office_is_not_offered_for_new_accounts(signed_in):
    client, _user = signed_in(Role.SYSTEM_ADMINISTRATOR)
    closed, there = OfficeFactory(status="closed"), OfficeFactory()

    page = client.get(reverse("administration:user_invite"))

    offered = list(page.context["form"].fields["office"].queryset)
    assert (closed in offered, there in offered) == (False, True)


def test_staff_stand_by_code_for_whoever_keeps_accounts(signed_in):
    office = OfficeFactory()
    UserFactory(office=office, staff_code="CW88")

    seen = {}
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.CASE_WORKER):
        client, _user = signed_in(role)
        seen[role] = "CW88" in client.get(office.get_absolute_url()).text

    assert seen == {Role.SYSTEM_ADMINISTRATOR: True, Role.CASE_WORKER: False}


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions(signed_in, django_assert_num_queries, number):
    client, _user = signed_in(Role.EXECUTIVE_DIRECTOR)
    for _each in range(number):
        UserFactory(office=OfficeFactory())

    with django_assert_num_queries(4):
        client.get(url("list"))
