"""One human being lives in one house, also when two rows of the registry are merged."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from cases.actions.merging import merge
from cases.models import Person
from shelter.actions import requests
from tests.factories.cases import CaseFactory, PersonFactory, ShelterOfficeFactory
from tests.factories.work import AdmissionFactory, ShelterFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """Return the stays of two people in two houses."""
    return [
        AdmissionFactory(shelter=ShelterFactory(office=ShelterOfficeFactory())) for _each in "12"
    ]


def merged(one, other) -> None:
    Person.objects.filter(pk=one.case.person_id).update(merged_into=other.case.person)


def test_two_who_are_in_a_house_may_not_become_one_and_both_houses_are_named(two, case_manager):
    first, second = two

    with pytest.raises(DomainError) as refused:
        merge(person=first.case.person, into=second.case.person, by=case_manager)

    assert str(refused.value) == (
        f"Both are in a house at this moment: {first.case.code} in {first.shelter},"
        f" {second.case.code} in {second.shelter}. Let the stay end that was entered by mistake or"
        " that the person left, then merge."
    )
    assert Person.objects.exclude(merged_into=None).exists() is False
    assert AuditEvent.objects.filter(kind="people_merged").exists() is False


def test_the_words_hold_no_address_and_no_name(two, case_manager):
    first, second = two
    for stay in two:
        stay.case.person.names, stay.shelter.address = "Zuhura-Mfano", "Mtaa-66"
        stay.case.person.save()
        stay.shelter.save()

    with pytest.raises(DomainError) as refused:
        merge(person=first.case.person, into=second.case.person, by=case_manager)

    assert [w for w in ("Zuhura", "Mtaa") if w in str(refused.value)] == []


def test_once_one_stay_has_ended_they_may(two, case_manager):
    first, second = two
    type(first).objects.filter(pk=first.pk).update(status="exited", ended_at=first.admitted_at)

    kept = merge(person=first.case.person, into=second.case.person, by=case_manager)

    event = AuditEvent.objects.get(kind="people_merged")
    assert kept == second.case.person
    assert (event.target_code, event.fields) == (first.case.person.code, {"with": kept.code})
    assert set(Person.objects.values_list("master_id", flat=True)) == {kept.pk}


def test_the_database_refuses_it_too_when_the_work_is_committed(two):
    merged(*two)

    with pytest.raises(IntegrityError, match="lives in a shelter already"), transaction.atomic():
        connection.check_constraints()
    Person.objects.update(merged_into=None)


def test_a_merged_row_gives_no_second_bed(signed_in, two):
    client, user = signed_in(Role.CASE_MANAGER)
    stay, other = two
    double = CaseFactory(person=PersonFactory(merged_into=stay.case.person))

    with pytest.raises(requests.AlreadyInHouse):
        requests.ask(case=double, shelter=other.shelter, by=user)
    AdmissionFactory(case=double, shelter=other.shelter)
    with pytest.raises(IntegrityError, match="lives in a shelter already"), transaction.atomic():
        connection.check_constraints()
    double.admissions.all().delete()
    ask = reverse("shelter:ask_shelter", args=[double.pk])
    page = client.post(ask, {"shelter": other.shelter.pk}, follow=True).content.decode()
    assert "already has a bed in one of our shelters" in page
    assert double.admissions.exists() is False
