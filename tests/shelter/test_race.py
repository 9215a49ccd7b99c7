"""Many people want one bed at the same moment: one gets it, the others a friendly refusal."""

import datetime as dt
import time
from collections import Counter
from functools import partial

import pytest
from django.utils import timezone

from shelter.actions import arrivals, beds
from shelter.models import Admission, BedAssignment
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import BedFactory, RoomFactory, sleeper
from tests.racing import at_once
from tests.shelter.test_stays import arrival
from tracekenya.roles.roles import Role

TAKEN = "Somebody else has this bed at that time. Choose another bed or a later time."


def manager():
    return UserFactory(role=Role.SHELTER_MANAGER)


def run_race(people):
    by, bed = manager(), BedFactory()
    cases = CaseFactory.create_batch(people)

    def admit(case):
        arrivals.admit(case=case, bed=bed, arrival=arrival(), by=by)

    begun = time.monotonic()
    answers = at_once([partial(admit, case) for case in cases])

    print(f"{people} people at one bed: {Counter(answers)}, {time.monotonic() - begun:.1f} s")  # noqa: T201
    assert answers == ["", *[TAKEN] * (people - 1)]
    assert BedAssignment.objects.at().filter(bed=bed).count() == 1
    assert Admission.objects.count() == 1


def run_holds(people):
    """Everybody wants the bed held: one hold, and nobody else has anything of it."""
    by, bed = manager(), BedFactory()
    cases = CaseFactory.create_batch(people)

    def hold(case):
        beds.hold(case=case, bed=bed, by=by)

    answers = at_once([partial(hold, case) for case in cases])

    print(f"{people} holds of one bed: {Counter(answers)}")  # noqa: T201
    assert answers == ["", *[TAKEN] * (people - 1)]
    assert BedAssignment.objects.at().get().use == "hold"


def run_moves(people):
    """All residents of a room move to the one free bed: one does, the others sleep where they slept."""
    by, bed = manager(), BedFactory()
    since = timezone.now() - dt.timedelta(days=1)
    stays = [sleeper(BedFactory(room=bed.room), since) for _ in range(people)]

    def move(stay):
        beds.move(admission=stay, bed=bed, by=by)

    answers = at_once([partial(move, stay) for stay in stays])

    print(f"{people} moves to one bed: {Counter(answers)}")  # noqa: T201
    assert answers == ["", *[TAKEN] * (people - 1)]
    now = BedAssignment.objects.at()
    assert now.filter(bed=bed).count() == 1
    assert now.values("admission").distinct().count() == now.count() == people


def run_two_hands(hands):
    """Many hands move one resident, each to a bed of its own: the person has one bed in the end."""
    by, room = manager(), RoomFactory()
    since = timezone.now() - dt.timedelta(days=1)
    stay = sleeper(BedFactory(room=room), since)

    def move(bed):
        beds.move(admission=stay, bed=bed, by=by)

    answers = at_once([partial(move, bed) for bed in BedFactory.create_batch(hands, room=room)])

    assert answers == [""] * hands
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
