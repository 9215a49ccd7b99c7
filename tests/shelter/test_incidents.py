"""Incidents: written once, told to who must hear, corrected while open, closed when all are told."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse

from shelter.actions import health
from shelter.actions import incidents as acts
from shelter.incident_clock import duties_of
from shelter.incidents import kept_about
from shelter.models import Incident, IncidentNotice
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.house import IncidentFactory, IncidentNoticeFactory, IncidentPersonFactory
from tests.factories.work import AdmissionFactory
from tests.shelter.asking import now, page
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
HOUR, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)
NOON = dt.datetime(2025, 12, 31, 21, 0, tzinfo=dt.UTC)  # midnight of the new year in Nairobi


def sent(**more):
    usual = {
        "happened_at": now().strftime("%Y-%m-%dT%H:%M"), "kind": "property", "severity": "minor",
        "what": "Practice window",
    }  # fmt: skip
    return {"submission": str(uuid4())} | usual | more


def write(shelter, by, **facts):
    usual = {"happened_at": now(), "kind": "violence_residents", "severity": "serious", "what": "x"}
    return acts.add(shelter=shelter, by=by, **usual | facts)


@pytest.mark.parametrize(
    ("severity", "told", "parties"),
    [
        ("minor", [], []),
        ("serious", [], [("manager",)]),
        ("serious", ["manager"], []),
        ("critical", [], [("manager",), ("director",), ("police", "children_officer")]),
        ("critical", ["manager", "police"], [("director",)]),
        ("critical", ["manager", "director", "children_officer"], []),
    ],
)
def test_who_must_be_told_still(severity, told, parties):
    assert [duty.parties for duty in duties_of(severity, NOON, told)] == parties


@pytest.mark.parametrize(
    ("severity", "passed", "late"),
    [
        ("serious", 24 * HOUR - SECOND, False),
        ("serious", 24 * HOUR, True),
        ("critical", dt.timedelta(0), True),
    ],
)
def test_a_duty_is_late_at_its_second(severity, passed, late):
    assert duties_of(severity, NOON, [])[0].is_late(NOON + passed) is late


def test_an_incident_is_kept_with_who_had_a_part(at_home, shelter, stay, manager):
    answer = at_home.post(
        page("incident_add", shelter), sent(people=[str(stay.pk)], severity="serious")
    )

    row = Incident.objects.get()
    assert answer.url == row.get_absolute_url()
    assert [part.admission for part in row.people.all()] == [stay]
    assert IncidentNotice.objects.get().party == "manager"  # who writes it knows it
    shown = at_home.get(answer.url).content.decode()
    assert ("Practice window" in shown, stay.case.code in shown) == (False, True)
    looked = AuditEvent.objects.get(kind="viewed")
    assert looked.case_id == stay.case_id


def test_the_words_open_by_a_click(at_home, shelter, stay):
    row = IncidentPersonFactory(admission=stay, incident__what="Practice window").incident

    opened = at_home.post(page("incident_read", row)).content.decode()

    assert "Practice window" in opened
    assert AuditEvent.objects.get(kind="revealed").case_id == stay.case_id


def test_the_director_has_facts_without_words(signed_in, stay):
    row = IncidentPersonFactory(admission=stay, incident__what="Practice window").incident
    client, _user = signed_in(Role.EXECUTIVE_DIRECTOR)

    shown = client.get(page("incident_detail", row))

    assert shown.status_code == 200
    assert client.post(page("incident_read", row)).status_code == 403


@pytest.mark.parametrize(
    ("severity", "roles"),
    [
        ("minor", set()),
        ("serious", {Role.SHELTER_MANAGER}),
        ("critical", {Role.SHELTER_MANAGER, Role.EXECUTIVE_DIRECTOR, Role.CASE_MANAGER}),
    ],
)
def test_who_hears_of_it_at_once(shelter, manager, staff, other_manager, severity, roles):
    for role in (Role.EXECUTIVE_DIRECTOR, Role.CASE_MANAGER, Role.ME_OFFICER):
        UserFactory(role=role)

    row = write(shelter, staff, severity=severity)
    acts.edit(row=row, version=row.version, by=staff, what="y")

    told = list(Notice.objects.filter(kind="incident_serious"))
    assert {notice.to.role for notice in told} == roles
    assert len(told) == len(roles)


def test_nobody_hears_of_a_case_closed_to_them(shelter, staff, manager):
    stay = AdmissionFactory(shelter=shelter, case=CaseFactory(is_restricted=True))

    row = write(shelter, staff, severity="critical", people=[stay])

    assert Notice.objects.filter(to=manager).count() == 0
    assert list(Incident.objects.visible_to(manager, "incident.view")) == []
    assert row.severity == "critical"


def test_an_incident_that_grows_worse_is_told_anew(shelter, staff, manager):
    row = write(shelter, staff, severity="minor")

    acts.edit(row=row, version=row.version, by=staff, severity="serious")

    assert Notice.objects.get().to == manager


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"happened_at": "2199-01-01T10:00"}, "happened_at"),
        ({"kind": "abuse_allegation"}, "kind"),
        ({"severity": "flown"}, "severity"),
        ({"what": ""}, "what"),
        ({"what": "x" * 4001}, "what"),
        ({"follow_up_on": "2020-01-01"}, "follow_up_on"),
        ({"people": [str(uuid4())]}, "people"),
        ({"people": ["x"]}, "people"),
    ],
)
def test_bad_answers_are_said_at_the_field(at_home, shelter, answers, field):
    answer = at_home.post(page("incident_add", shelter), sent(witnesses="Practice word") | answers)

    assert list(answer.context["form"].errors) == [field]
    assert "Practice word" in answer.content.decode()
    assert Incident.objects.count() == 0


def test_nobody_of_another_house_can_be_named(at_home, shelter):
    other = AdmissionFactory()

    answer = at_home.post(page("incident_add", shelter), sent(people=[str(other.pk)]))

    assert list(answer.context["form"].errors) == ["people"]


def test_it_closes_only_when_all_were_told(at_home, shelter, staff):
    row = write(shelter, staff, severity="critical")
    early = at_home.post(page("incident_close", row), follow=True).content.decode()
    assert ("somebody who must know is missing" in early, "Tell the director" in early) == (
        True,
        True,
    )
    for party in ("manager", "director", "police"):
        answers = {"party": party, "told_at": now().strftime("%Y-%m-%dT%H:%M")}
        at_home.post(page("incident_told", row), {"submission": str(uuid4())} | answers)

    at_home.post(page("incident_close", row))

    row.refresh_from_db()
    assert (row.closed_at is not None, row.closed_by.role) == (True, Role.SHELTER_MANAGER)
    with pytest.raises(DomainError, match="closed"):
        acts.edit(row=row, version=row.version, by=staff, what="y")


@pytest.mark.parametrize("told_at", [now() - 2 * HOUR, now() + 2 * HOUR])
def test_times_of_telling_that_cannot_be_are_refused(shelter, staff, told_at):
    row = write(shelter, staff)

    with pytest.raises(DomainError) as refusal:
        acts.tell_of(row=row, party="police", told_at=told_at, by=staff)

    assert refusal.value.field == "told_at"


def test_staff_see_what_they_wrote_and_close_nothing(client, practice, shelter, staff):
    mine, other = write(shelter, staff), IncidentFactory(shelter=shelter)
    client.force_login(staff)

    answers = [client.get(page("incident_detail", row)).status_code for row in (mine, other)]

    assert answers == [200, 404]
    assert client.post(page("incident_close", mine)).status_code == 403
    assert client.post(page("incident_read", mine)).status_code == 200


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.LEGAL_OFFICER, 403), (Role.ME_OFFICER, 403), (Role.CASE_WORKER, 404), (Role.BOARD_MEMBER, 404)],
)  # fmt: skip
def test_others_learn_nothing(signed_in, stay, role, status):
    row = IncidentPersonFactory(admission=stay).incident
    client, _user = signed_in(role)

    assert client.get(page("incident_detail", row)).status_code == status
    assert client.get(page("incident_edit", row)).status_code in (403, status)


def test_another_house_is_a_stranger(client, practice, shelter, stay, other_manager):
    row = IncidentPersonFactory(admission=stay).incident
    client.force_login(other_manager)

    names = ("incident_detail", "incident_edit", "incident_told", "incident_read")

    assert {client.get(page(name, row)).status_code for name in names} == {404}


def test_two_who_correct_one_incident(at_home, shelter):
    row = IncidentFactory(shelter=shelter)
    answers = {key: value for key, value in sent().items() if key != "submission"} | {"version": 1}
    at_home.post(page("incident_edit", row), answers)

    late = at_home.post(page("incident_edit", row), answers | {"what": "Practice door"})

    shown = late.content.decode()
    assert ("saved this record" in shown, "Practice door" in shown) == (True, True)


def test_who_may_not_be_seen_keeps_the_part(shelter, stay, manager):
    hidden = AdmissionFactory(shelter=shelter)
    row = IncidentPersonFactory(admission=stay).incident
    IncidentPersonFactory(incident=row, admission=hidden)
    worker = UserFactory(role=Role.CASE_WORKER)
    stay.case.grants.create(user=worker, reason="assigned")

    acts.edit(row=row, version=row.version, by=worker, people=[])

    assert [part.admission for part in row.people.all()] == [hidden]


def test_what_is_about_one_person_alone_is_found_for_its_erasure(shelter, stay):
    alone = IncidentPersonFactory(admission=stay).incident
    shared = IncidentPersonFactory(admission=stay).incident
    IncidentPersonFactory(incident=shared, admission=AdmissionFactory(shelter=shelter))
    IncidentFactory(shelter=shelter)

    assert list(kept_about({stay.case.person_id})) == [alone.pk]


def test_a_risk_found_at_a_health_check_opens_one_incident(shelter, stay, manager):
    by = UserFactory(role=Role.CASE_WORKER)
    facts = {"checked_at": now(), "consent": "person", "suicide_risk": "yes"}

    health.add(admission=stay, by=by, **facts)
    health.add(admission=stay, by=by, **facts)

    row = Incident.objects.get()
    assert (row.kind, row.severity, row.shelter) == ("self_harm", "serious", shelter)
    assert Notice.objects.get(kind="incident_serious").to == manager


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    at_home, shelter, django_assert_max_num_queries, rows
):
    for _number in range(rows):
        row = IncidentPersonFactory(admission=AdmissionFactory(shelter=shelter)).incident
        IncidentNoticeFactory(incident=row)

    with django_assert_max_num_queries(8):
        answer = at_home.get(reverse("shelter:incident_list"))

    assert answer.content.decode().count("Minor") == rows


def test_filters_and_sorts(at_home, shelter):
    IncidentFactory(shelter=shelter, kind="property")
    IncidentFactory(shelter=shelter, kind="death", severity="critical")
    found = reverse("shelter:incident_list")

    shown = at_home.get(
        found, {"kind": "death", "state": "open", "severity": "critical", "sort": "kind"}
    )

    assert [row.kind for row in shown.context["listing"].slice.rows] == ["death"]
    assert at_home.get(found, {"state": "closed"}).context["listing"].count == 0


def test_the_stay_shows_its_incidents(at_home, stay):
    IncidentPersonFactory(admission=stay)

    assert "Loss or damage" in at_home.get(stay.get_absolute_url()).content.decode()
