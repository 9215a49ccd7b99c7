"""Many people want one bed at the same moment: one gets it, the others a friendly refusal."""

import datetime as dt
import threading
import time
from collections import Counter
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from shelter.actions import arrivals, beds
from shelter.models import Admission, BedAssignment
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import (
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    RoomFactory,
)
from tests.shelter.test_stays import arrival
from tracekenya.roles.roles import Role

FRIENDLY = "Somebody else has this bed at that time. Choose another bed or a later time."


def at_once(acts):
    """Do all `acts` at once; return what became of each: its own word, or "taken"."""
    answers, start = [], threading.Barrier(len(acts))

    def run(act):
        start.wait(timeout=60)
        try:
            answers.append(act())
        except beds.BedTaken as refusal:
            answers.append("taken" if refusal.message == FRIENDLY else refusal.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def manager():
    return UserFactory(role=Role.SHELTER_MANAGER)


def run_race(people):
    by, bed = manager(), BedFactory()
    cases = CaseFactory.create_batch(people)

    def admit(case):
        arrivals.admit(case=case, bed=bed, arrival=arrival(), by=by)
        return "admitted"

    begun = time.monotonic()
    answers = at_once([partial(admit, case) for case in cases])

    print(f"{people} people at one bed: {Counter(answers)}, {time.monotonic() - begun:.1f} s")  # noqa: T201
    assert answers == ["admitted"] + ["taken"] * (people - 1)
    assert BedAssignment.objects.at().filter(bed=bed).count() == 1
    assert Admission.objects.count() == 1


def run_holds(people):
    """Everybody wants the bed held: one hold, and nobody else has anything of it."""
    by, bed = manager(), BedFactory()
    cases = CaseFactory.create_batch(people)

    def hold(case):
        beds.hold(case=case, bed=bed, by=by)
        return "held"

    answers = at_once([partial(hold, case) for case in cases])

    print(f"{people} holds of one bed: {Counter(answers)}")  # noqa: T201
    assert answers == ["held"] + ["taken"] * (people - 1)
    assert BedAssignment.objects.at().get().use == "hold"


def run_moves(people):
    """All residents of a room move to the one free bed: one does, the others sleep where they slept."""
    by, bed = manager(), BedFactory()
    since = timezone.now() - dt.timedelta(days=1)
    nights = [
        BedAssignmentFactory(
            bed=BedFactory(room=bed.room), period=(since, None),
            admission=AdmissionFactory(shelter=bed.room.shelter, admitted_at=since),
        )
        for _ in range(people)
    ]  # fmt: skip

    def move(stay):
        beds.move(admission=stay, bed=bed, by=by)
        return "moved"

    answers = at_once([partial(move, night.admission) for night in nights])

    print(f"{people} moves to one bed: {Counter(answers)}")  # noqa: T201
    assert answers == ["moved"] + ["taken"] * (people - 1)
    now = BedAssignment.objects.at()
    assert now.filter(bed=bed).count() == 1
    assert now.values("admission").distinct().count() == now.count() == people


def run_two_hands(hands):
    """Many hands move one resident, each to a bed of its own: the person has one bed in the end."""
    by, room = manager(), RoomFactory()
    since = timezone.now() - dt.timedelta(days=1)
    stay = AdmissionFactory(shelter=room.shelter, admitted_at=since)
    BedAssignmentFactory(bed=BedFactory(room=room), admission=stay, period=(since, None))

    def move(bed):
        beds.move(admission=stay, bed=bed, by=by)
        return "moved"

    answers = at_once([partial(move, bed) for bed in BedFactory.create_batch(hands, room=room)])

    assert answers == ["moved"] * hands
    assert BedAssignment.objects.at().filter(admission=stay).count() == 1


RACES = [run_race, run_holds, run_moves, run_two_hands]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", RACES)
def test_two_at_one_bed_are_one_guest_and_one_friendly_refusal(run):
    run(2)


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(50))
def test_two_hundred_people_at_one_bed_are_one_guest(turn):
    run_race(200)


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", RACES[1:])
@pytest.mark.parametrize("turn", range(10))
def test_many_hands_at_one_bed_are_one_guest(run, turn):
    run(50)
