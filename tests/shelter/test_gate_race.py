"""The gate under real threads: two hands at one release, an alarm or a change in the same moment."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cases.models import Reintegration
from shelter.actions import departures, homes, receivers
from shelter.actions.departures import Departure
from shelter.models import Admission, HomeAssessment, Receiver, ShelterExit
from tests.factories.accounts import UserFactory
from tests.factories.house import HomeAssessmentFactory, ReceiverFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory
from tests.shelter.test_release_pages import ANSWERS
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import StaleVersion
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)
CHECKS = ["relation", "identity", "authority", "home"]
LONGEST = 60  # seconds


@pytest.fixture
def staff():
    return UserFactory.create_batch(2, role=Role.SHELTER_MANAGER)


@pytest.fixture
def girl():
    since = timezone.now() - dt.timedelta(days=4)
    stay = AdmissionFactory(case__person__child=True, admitted_at=since)
    BedAssignmentFactory(admission=stay, bed__room__kind="girls", period=(since, None))
    HomeAssessmentFactory(admission=stay)
    return stay


@pytest.fixture
def aunt(girl, staff):
    row = ReceiverFactory(
        admission=girl, names="Practice Aunt", relation="other_relative",
        authority_kind="court_order", authority_reference="12/2026", recorded_by=staff[0],
    )  # fmt: skip
    return receivers.confirm(row=row, version=row.version, by=staff[0], checks=CHECKS)


def at_once(stay, *works):
    """Run `works` at one moment: all wait for the stay, which is held until each has begun.

    Returns what each said: None, or the words of its refusal.
    """
    said, begun = [None] * len(works), threading.Barrier(len(works) + 1)

    def run(number, work):
        try:
            begun.wait(timeout=LONGEST)
            work()
        except (DomainError, StaleVersion) as refusal:
            said[number] = str(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    with transaction.atomic():
        Admission.objects.select_for_update(of=("self",)).get(pk=stay.pk)
        begun.wait(timeout=LONGEST)
    for thread in threads:
        thread.join(LONGEST)
    return said


def leaving(stay, receiver, by):
    def leave():
        departure = Departure(
            kind="reunified_family", receiver=receiver,
            left_at=timezone.now() - dt.timedelta(minutes=1),
        )  # fmt: skip
        departures.leave(admission=stay, departure=departure, by=by)

    return leave


def test_two_who_release_one_child_hand_it_over_once(girl, aunt, staff):
    said = at_once(girl, *(leaving(girl, aunt, by) for by in staff))

    assert sorted(map(str, said)) == ["None", "This stay has ended already."]
    assert (ShelterExit.objects.count(), Reintegration.objects.count()) == (1, 1)
    assert AuditEvent.objects.filter(kind="handed_over").count() == 1


def test_an_alarm_in_the_same_moment_stops_the_release_or_comes_too_late(girl, aunt, staff):
    answers = ANSWERS | {"assessed_on": timezone.localdate(), "wants_to_go": "no"}

    said = at_once(
        girl, leaving(girl, aunt, staff[0]),
        lambda: homes.assess(admission=girl, by=staff[1], **answers),
    )  # fmt: skip

    is_out = ShelterExit.objects.exists()
    alarms = HomeAssessment.objects.filter(stops=["unwilling"]).count()
    assert (is_out, alarms) in {(True, 0), (False, 1)}  # never out in spite of the alarm
    assert (said[0] is None, said[1] is None) == (is_out, not is_out)


def test_somebody_else_is_not_written_down_while_the_child_is_handed_over(girl, aunt, staff):
    def change():
        receivers.edit(row=aunt, version=aunt.version, by=staff[1], names="Quite Another")

    said = at_once(girl, leaving(girl, aunt, staff[0]), change)

    row = Receiver.objects.get()
    is_out = ShelterExit.objects.exists()
    assert is_out == (row.handed_at is not None) == (said[0] is None)
    assert (str(row.names), row.identity_by is None) in {
        ("Practice Aunt", False), ("Quite Another", True),
    }  # fmt: skip
    assert (str(row.names) == "Practice Aunt") == is_out


def test_a_decision_refused_in_the_same_moment_lets_nobody_out(girl, aunt, staff):
    director = UserFactory(role=Role.EXECUTIVE_DIRECTOR)
    HomeAssessmentFactory(admission=girl, stops=["unwilling"])
    question = homes.ask(admission=girl, by=staff[0])
    officer = {"verdict": "granted", "names": "Officer One", "on": timezone.localdate()}
    homes.keep_officers_word(row=question, by=staff[0], reference="L1", **officer)

    said = at_once(
        girl, leaving(girl, aunt, staff[0]),
        lambda: homes.decide(row=question, by=director, verdict="refused", words="No."),
    )  # fmt: skip

    assert "The director has not said yes" in said[0]
    assert (said[1], ShelterExit.objects.count()) == (None, 0)
