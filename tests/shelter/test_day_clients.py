"""Clients of the day: kept apart from stays, counted as one service, each once a day."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import ServiceProvision
from shelter.actions import day_visits
from shelter.models import DayVisit
from tests.factories.cases import CaseFactory, ServiceFactory
from tests.factories.house import DayVisitFactory
from tests.factories.work import AdmissionFactory, ShelterFactory
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

KIND = "counselling_individual"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def case(shelter):
    return CaseFactory(granted_to=[shelter.office])


def came(case, by, on, **facts):
    return day_visits.add(code=case.code, by=by, came_on=on, kind=KIND, **facts)


def test_a_visit_is_one_service(case, manager, today, shelter):
    visit = came(case, manager, today, minutes=45)
    service = ServiceProvision.objects.get()
    assert (visit.service, visit.shelter) == (service, shelter)
    assert (service.kind, service.delivered_on, service.minutes) == (KIND, today, 45)


def test_a_service_that_is_written_down_is_not_written_again(case, manager, today):
    service = ServiceFactory(case=case, kind=KIND, delivered_on=today)
    assert came(case, manager, today).service == service
    assert ServiceProvision.objects.count() == 1


def test_a_correction_takes_the_service_along(case, manager, today):
    visit = came(case, manager, today)
    day_visits.edit(
        row=visit, version=visit.version, by=manager, came_on=today - dt.timedelta(days=1),
        kind="legal_advice", minutes=30,
    )  # fmt: skip
    service = ServiceProvision.objects.get()
    assert (service.kind, service.minutes) == ("legal_advice", 30)
    assert service.delivered_on == today - dt.timedelta(days=1)


def test_twice_a_day_for_the_same_is_once(case, manager, today):
    came(case, manager, today)
    with pytest.raises(DomainError, match="already") as refusal:
        came(case, manager, today)
    assert refusal.value.field == "kind"


@pytest.mark.parametrize(("left_today", "is_refused"), [(False, True), (True, False)])
def test_a_resident_is_no_day_client(case, manager, today, left_today, is_refused):
    """Who left this morning may come back in the afternoon for counselling."""
    now = timezone.now()
    facts = {"status": "exited", "ended_at": now} if left_today else {}
    AdmissionFactory(case=case, admitted_at=now - dt.timedelta(days=3), **facts)
    if is_refused:
        with pytest.raises(DomainError, match="lived in a shelter"):
            came(case, manager, today)
    else:
        assert came(case, manager, today).pk


def test_days_that_cannot_be(case, manager, today):
    for day in (today + dt.timedelta(days=1), case.opened_on - dt.timedelta(days=1)):
        with pytest.raises(DomainError) as refusal:
            came(case, manager, day)
        assert refusal.value.field == "came_on"


def test_whose_case_one_does_not_see_is_unknown(manager, today):
    with pytest.raises(DomainError, match="no case of this code"):
        came(CaseFactory(), manager, today)


def test_the_house_is_the_own_one(case, manager, today):
    with pytest.raises(DomainError) as refusal:
        came(case, manager, today, shelter=ShelterFactory())
    assert refusal.value.field == "shelter"


def test_added_in_the_browser(signed_in, case, shelter, today):
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    add = reverse("shelter:day_visit_add")
    facts = {"code": case.code, "came_on": today.isoformat(), "kind": KIND, "minutes": "20"}
    page = client.get(add)
    drawn = [
        page.content.decode().index(f'name="{name}"') for name in ("code", "shelter", "came_on")
    ]
    assert drawn == sorted(drawn)
    facts["submission"] = page.context["form"]["submission"].value()
    answer = client.post(add, facts)
    visit = DayVisit.objects.get()
    assert answer.url == visit.get_absolute_url()
    edit = client.get(reverse("shelter:day_visit_edit", args=[visit.pk]))
    assert set(edit.context["form"].fields) == {"came_on", "kind", "minutes", "version"}
    facts["submission"] = client.get(add).context["form"]["submission"].value()
    wrong = client.post(add, facts | {"code": "TK-9999-1"})
    assert "no case of this code" in wrong.content.decode()
    assert wrong.context["form"]["minutes"].value() == "20"


def test_a_kind_that_tells_of_a_sickness_is_not_offered(signed_in, shelter):
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    form = client.get(reverse("shelter:day_visit_add")).context["form"]
    offered = {code for code, _label in form.fields["kind"].choices}
    assert not offered & {"medical", "mental_health", "post_rape_care"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list(signed_in, shelter, rows, django_assert_max_num_queries):
    DayVisitFactory.create_batch(rows, shelter=shelter)
    DayVisitFactory()
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("shelter:day_visit_list"))
    assert len(page.context["listing"].slice.rows) == rows
    none = client.get(reverse("shelter:day_visit_list"), {"until": "2000-01-01"})
    assert list(none.context["listing"].slice.rows) == []


def test_who_may_not(signed_in, shelter):
    client, _user = signed_in(Role.SHELTER_STAFF, office=shelter.office)
    assert client.get(reverse("shelter:day_visit_list")).status_code == 403
    other, _user = signed_in(Role.SHELTER_MANAGER, office=ShelterFactory().office)
    visit = DayVisitFactory(shelter=shelter)
    assert other.get(visit.get_absolute_url()).status_code == 404
