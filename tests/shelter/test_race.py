"""Many people want one bed at the same moment: one gets it, the others a friendly refusal."""

import threading

import pytest
from django.db import connection

from shelter.actions import arrivals, beds
from shelter.models import Admission, BedAssignment
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import BedFactory
from tests.shelter.test_stays import arrival
from tracekenya.roles.roles import Role


def race(bed, cases, by):
    """Admit all `cases` to `bed` at once; return what became of each."""
    answers, start = [], threading.Barrier(len(cases))

    def run(case):
        start.wait(timeout=60)
        try:
            arrivals.admit(case=case, bed=bed, arrival=arrival(), by=by)
            answers.append("admitted")
        except beds.BedTaken:
            answers.append("taken")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[case]) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def run_race(people):
    manager, bed = UserFactory(role=Role.SHELTER_MANAGER), BedFactory()
    cases = CaseFactory.create_batch(people)

    answers = race(bed, cases, manager)

    assert answers == ["admitted"] + ["taken"] * (people - 1)
    assert BedAssignment.objects.at().filter(bed=bed).count() == 1
    assert Admission.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_at_one_bed_are_one_guest_and_one_friendly_refusal():
    run_race(2)


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", range(50))
def test_two_hundred_people_at_one_bed_are_one_guest(time):
    run_race(200)
