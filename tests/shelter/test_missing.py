"""Somebody is missing: a child is searched for at once, an adult is free to go."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from shelter import missing
from shelter.actions import missing as acts
from shelter.models import MissingReport
from shelter.registries import next_due
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.house import AbsenceFactory, MissingReportFactory
from tests.factories.work import AdmissionFactory
from tests.shelter.asking import now
from tracekenya.lib.errors import DomainError
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def child(shelter):
    return AdmissionFactory(shelter=shelter, case=CaseFactory(person__child=True))


@pytest.fixture
def adult(shelter):
    return AdmissionFactory(shelter=shelter)


def report(stay, by, **facts):
    usual = {"noticed_at": now(), "last_seen_at": now() - HOUR, "own_wish": "unsure"}
    return acts.report(admission=stay, by=by, **usual | facts)


def told(row, by, **facts):
    return acts.write_told(row=row, version=row.version, by=by, **facts)


def test_a_childs_report_is_kept_at_once_and_red_until_all_are_told(child, manager):
    other = UserFactory(role=Role.CASE_MANAGER)
    row = report(child, manager)
    assert row.is_child
    assert {notice.to for notice in Notice.objects.all()} == {manager, other}
    assert {notice.target_code for notice in Notice.objects.all()} == {row.admission.case.code}
    assert len(missing.duties_of(row)) == 2
    row = told(row, manager, police_at=now())
    assert [text[:11] for text in missing.duties_of(row)] == ["Ask the pol", "Tell the ch"]
    row = told(row, manager, ob_number="OB 12", officer_at=now())
    assert missing.duties_of(row) == []


def test_whose_age_nobody_knows_is_searched_for_as_a_child(shelter, manager):
    case = CaseFactory(person__no_age=True)
    assert report(AdmissionFactory(shelter=shelter, case=case), manager).is_child


def test_a_search_for_a_child_does_not_end_without_police(child, manager):
    row = report(child, manager)
    with pytest.raises(DomainError, match="OB number") as refusal:
        acts.close(row=row, version=row.version, outcome="not_returned", by=manager)
    assert refusal.value.field == "outcome"
    with pytest.raises(IntegrityError), transaction.atomic():
        MissingReport.objects.update(outcome="not_returned")
    row = told(row, manager, police_at=now(), ob_number="OB 12")
    closed = acts.close(row=row, version=row.version, outcome="not_returned", by=manager)
    assert closed.outcome == "not_returned"


def test_the_police_hear_of_an_adult_only_when_life_is_in_danger(adult, manager):
    row = report(adult, manager)
    assert missing.duties_of(row) == []
    with pytest.raises(DomainError, match="free to go") as refusal:
        told(row, manager, police_at=now())
    assert refusal.value.field == "vital_interest"
    assert told(row, manager, police_at=now(), vital_interest="threatened").police_at


@pytest.mark.parametrize("answer", ["nobody", "not_asked", "no_answer"])
def test_nobody_is_told_whom_the_person_did_not_name(adult, manager, answer):
    adult.may_tell_answer = answer
    adult.save()
    row = report(adult, manager)
    with pytest.raises(DomainError, match="named nobody"):
        told(row, manager, contact_at=now())
    adult.may_tell_answer = "named"
    adult.save()
    assert told(row, manager, contact_at=now()).contact_at == now()


def test_a_second_report_leads_to_the_first_and_who_left_is_not_missing(adult, manager):
    assert report(adult, manager).pk == report(adult, manager).pk
    gone = AdmissionFactory(status="exited", ended_at=now())
    with pytest.raises(DomainError, match="ended already"):
        report(gone, manager)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"noticed_at": now() + HOUR}, "noticed_at"),
        ({"noticed_at": now() - 2 * HOUR}, "noticed_at"),
        ({"last_seen_at": now() - dt.timedelta(days=9000)}, "last_seen_at"),
    ],
)
def test_times_that_cannot_be_are_refused(adult, manager, facts, field):
    with pytest.raises(DomainError) as refusal:
        report(adult, manager, **facts)
    assert refusal.value.field == field


def test_who_comes_back_is_in_the_house_again(adult, manager):
    out = AbsenceFactory(admission=adult, out_at=now() - 2 * HOUR, due_back_at=now() - HOUR)
    row = report(adult, manager)
    assert next_due([adult.pk], now())[adult.pk].url == reverse(
        "shelter:absence_back", args=[out.pk]
    )
    with pytest.raises(DomainError, match="came back or was found"):
        acts.close(row=row, version=row.version, outcome="came_back", by=manager)
    acts.close(row=row, version=row.version, outcome="came_back", found_at=now(), by=manager)
    out.refresh_from_db()
    assert out.back_at == now()
    assert next_due([adult.pk], now()) == {}
    with pytest.raises(DomainError, match="search is over"):
        told(row, manager, contact_at=now())


def test_the_pages_lead_from_the_report_to_the_end(signed_in, child, shelter):
    client, _user = signed_in(Role.SHELTER_STAFF, office=shelter.office)
    page = reverse("shelter:missing_report", args=[child.pk])
    sent = {
        "noticed_at": now().strftime("%Y-%m-%dT%H:%M"), "own_wish": "no", "description": "Green dress",
        "last_seen_at": (now() - HOUR).strftime("%Y-%m-%dT%H:%M"), "submission": str(uuid.uuid4()),
    }  # fmt: skip
    assert client.post(page, sent).status_code == 302
    row = MissingReport.objects.get()
    shown = client.get(row.get_absolute_url()).content.decode()
    assert "Tell the police now." in shown
    assert "Green dress" not in shown
    read = client.post(reverse("shelter:missing_read", args=[row.pk])).content.decode()
    assert "Green dress" in read
    form = reverse("shelter:missing_told", args=[row.pk])
    assert (
        client.post(
            form, {"version": 1, "police_at": sent["noticed_at"], "ob_number": "OB 7"}
        ).status_code
        == 302
    )
    sent = {"version": 1, "police_at": sent["noticed_at"], "ob_number": "OB 8"}
    stale = client.post(form, sent).content.decode()
    assert "Somebody else saved this record" in stale
    assert client.get(page).status_code == 302
    assert client.get(reverse("shelter:missing_close", args=[row.pk])).status_code == 403
    stranger = MissingReportFactory()
    assert client.get(stranger.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(signed_in, django_assert_num_queries, count):
    client, _user = signed_in(Role.CASE_MANAGER)
    for _ in range(count):
        MissingReportFactory(is_child=True)
    page = reverse("shelter:missing_list")
    client.get(page)
    with django_assert_num_queries(4):
        answer = client.get(page)
    assert answer.content.decode().count("Not told yet") == count
    assert not client.get(page, {"age": "adult"}).context["listing"].slice.rows
