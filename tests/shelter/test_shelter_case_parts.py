"""What a case shows, offers and forbids because of a stay."""

import datetime as dt

import pytest
from django.utils import timezone

from cases import registries
from shelter.actions import beds
from shelter.models import ShelterExit
from tests.factories.cases import CaseFactory
from tests.factories.work import AdmissionFactory

pytestmark = pytest.mark.django_db
END = dt.datetime(2025, 6, 10, 9, 0, tzinfo=timezone.get_default_timezone())


def panel(case, user):
    return next(p["rows"] for p in registries.panels_for(case, user) if p["name"] == "shelter")


def steps(case, user):
    return {step.name for step in registries.next_steps_for(case, user)} & {"hold_bed", "admit"}


def test_an_open_stay_keeps_the_case_open():
    stay = AdmissionFactory()

    objections = registries.objections_to_closing(stay.case)

    assert [text for text in objections if "lives in" in text] == [
        f"The person still lives in {stay.shelter}."
    ]
    assert registries.objections_to_closing(CaseFactory()) == []


def test_a_bed_is_offered_until_the_person_has_one(case_manager):
    assert steps(CaseFactory(), case_manager) == {"hold_bed", "admit"}
    assert steps(AdmissionFactory().case, case_manager) == set()


def test_the_panel_shows_stays_and_the_live_hold(case_manager, bed):
    case = CaseFactory()
    held = beds.hold(case=case, bed=bed, by=case_manager)

    assert panel(case, case_manager) == {"stays": [held.admission], "hold": held}
    assert panel(CaseFactory(), case_manager) == {"stays": [], "hold": None}


def test_the_timeline_tells_request_arrival_and_end(case_manager):
    stay = AdmissionFactory(status="exited", ended_at=END)
    ShelterExit.objects.create(admission=stay, kind="independent_living")
    lost = AdmissionFactory(status="absconded", ended_at=END)

    told = [(e.day, e.text) for e in registries.timeline_of(stay.case, case_manager)]
    told_lost = [e.text for e in registries.timeline_of(lost.case, case_manager)]

    name = str(stay.shelter)
    june = dt.date(2025, 6, 1)
    assert [row for row in told if name in row[1]] == [
        (END.date(), f"Left {name}: Independent living"),
        (june, f"A place was asked for in {name}"),
        (june, f"Admitted to {name}"),
    ]
    assert f"Left {lost.shelter}: Left without notice" in told_lost


def test_nights_are_counted_to_the_end_or_to_today():
    ended = AdmissionFactory(status="exited", ended_at=END)
    asked = AdmissionFactory(status="requested", admitted_at=None)
    here = AdmissionFactory(admitted_at=timezone.now() - dt.timedelta(days=2))

    assert (ended.nights, asked.nights, here.nights) == (9, None, 2)
