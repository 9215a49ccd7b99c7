"""Nobody lives in two of our shelters at once, whichever cases lead there."""

import pytest
from django.db import IntegrityError, connection, transaction

from shelter.actions import requests
from tests.factories.cases import CaseFactory, PersonFactory, ShelterOfficeFactory
from tests.factories.work import AdmissionFactory, ShelterFactory


@pytest.fixture
def elsewhere(db):
    """Return a case of a person who lives in a shelter through another case."""
    person = PersonFactory()
    AdmissionFactory(case=CaseFactory(person=person))
    return CaseFactory(person=person)


def test_a_second_shelter_is_not_asked(elsewhere, case_manager):
    shelter = ShelterFactory(office=ShelterOfficeFactory())

    with pytest.raises(requests.AlreadyInHouse, match="already has a bed"):
        requests.ask(case=elsewhere, shelter=shelter, by=case_manager)


def test_the_database_refuses_when_the_work_is_committed(elsewhere):
    AdmissionFactory(case=elsewhere)

    with pytest.raises(IntegrityError, match="lives in a shelter already"), transaction.atomic():
        connection.check_constraints()
    elsewhere.admissions.all().delete()


def test_a_stay_may_follow_another_within_one_piece_of_work(elsewhere):
    first = elsewhere.person.cases.exclude(pk=elsewhere.pk).get().admissions.get()

    with transaction.atomic():
        AdmissionFactory(case=elsewhere)
        type(first).objects.filter(pk=first.pk).update(status="exited", ended_at=first.admitted_at)
        connection.check_constraints()
