"""Planned exits and hearings of residents on the home page of who can act on them, by code."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories.cases import CourtCaseFactory, HearingFactory
from tests.factories.work import AdmissionFactory
from tracekenya.roles.roles import Role


def day(ahead: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=ahead)


@pytest.fixture
def stay(shelter):
    return AdmissionFactory(shelter=shelter, planned_exit_on=day(7))


def dates(client) -> list[tuple[str, dt.date, bool]]:
    return [(due.text, due.day, due.is_late) for due in client.get("/").context["due"]]


@pytest.mark.parametrize(("ahead", "is_shown"), [(8, False), (7, True), (0, True), (-2, True)])
def test_a_planned_exit_is_shown_a_week_before(signed_in, shelter, stay, ahead, is_shown):
    stay.planned_exit_on = day(ahead)
    stay.save()
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    text = f"Planned exit, {stay.case.code}"
    assert dates(client) == ([(text, day(ahead), ahead < 0)] if is_shown else [])


def test_hearings_of_residents_are_shown_to_their_house(signed_in, shelter, stay):
    stay.planned_exit_on = None
    stay.save()
    HearingFactory(court_case=CourtCaseFactory(victim=stay.case), held_on=day(14))
    HearingFactory(court_case=CourtCaseFactory(victim=stay.case), held_on=day(15))
    HearingFactory(held_on=day(1))
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    assert dates(client) == [(f"Hearing, {stay.case.code}", day(14), False)]


@pytest.mark.parametrize("role", [Role.SHELTER_STAFF, Role.FINANCE_OFFICER])
def test_others_do_not_see_them(signed_in, shelter, stay, role):
    HearingFactory(court_case=CourtCaseFactory(victim=stay.case), held_on=day(3))
    client, _user = signed_in(role, office=shelter.office)
    assert dates(client) == []
