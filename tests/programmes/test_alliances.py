"""Projects, partnerships and networks: days in order, nothing counted twice, edits by two people."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from programmes.models import Network, Partnership, Project
from tests.factories.accounts import CountyFactory
from tests.factories.programmes import (
    ActivityFactory,
    NetworkFactory,
    PartnershipFactory,
    ProjectFactory,
)
from tests.factories.work import OrganisationFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(signed_in):
    client, _ = signed_in(Role.PROGRAMME_OFFICER)
    return client


def add(client, name, /, **answers):
    sent = {"submission": str(uuid.uuid4())} | answers
    return client.post(reverse(f"programmes:{name}_add"), sent)


def edit(client, name, row, /, **answers):
    return client.post(reverse(f"programmes:{name}_edit", args=[row.pk]), {"version": 1} | answers)


def errors(answer):
    return {name: list(texts) for name, texts in answer.context["form"].errors.items()}


def partnership(**fields):
    return {
        "organisation": OrganisationFactory().pk, "themes": ["strategic"], "level": "national",
        "status": "active", "starts_on": "2025-03-01",
    } | fields  # fmt: skip


def project(**fields):
    return {
        "code": "safe-roads", "name": "Safe roads", "status": "running", "starts_on": "2025-03-01",
    } | fields  # fmt: skip


def network(**fields):
    return {
        "name": "Voices", "themes": ["survivor_voice"], "level": "county", "our_role": "founder",
        "starts_on": "2025-03-01",
    } | fields  # fmt: skip


def today(plus=0):
    return timezone.localdate() + dt.timedelta(days=plus)


END_BEFORE_START = "It cannot end on 28 February 2025, before it began (1 March 2025)."


@pytest.mark.parametrize(
    ("name", "facts", "changes", "field", "message"),
    [
        ("partnership", partnership, {"ends_on": "2025-02-28"}, "ends_on", END_BEFORE_START),
        ("network", network, {"ends_on": "2025-02-28"}, "ends_on", END_BEFORE_START),
        ("project", project, {"ends_on": "2025-02-28"}, "ends_on", END_BEFORE_START),
        (
            "partnership", partnership, {"status": "ended"}, "ends_on",
            "Enter the last day: it has ended.",
        ),
        (
            "partnership", partnership, {"themes": ["decent_work_migration"]}, "partner_type",
            "Choose the type: indicator 3.5 counts these partnerships by it.",
        ),
        (
            "partnership", partnership,
            {"status": "ended", "ends_on": "2025-04-01", "agreement_signed_on": "2025-05-01"},
            "ends_on",
            "It cannot end on 1 April 2025, before the agreement was signed (1 May 2025).",
        ),
        ("project", project, {"code": "Safe roads!"}, "code", None),
        ("network", network, {"name": " "}, "name", "This field is required."),
        (
            "network", network, {"starts_on": "1950-01-01"}, "starts_on",
            "1 January 1950 cannot be right. Enter a day from 1 January 1990 to"
            f" 31 December {dt.date.today().year + 10}.",  # noqa: DTZ011  as the rule reckons
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_the_field(officer, name, facts, changes, field, message):
    answer = add(officer, name, **facts(**changes))

    assert list(errors(answer)) == [field]
    assert message is None or errors(answer)[field] == [message]
    assert [model.objects.count() for model in (Project, Partnership, Network)] == [0, 0, 0]


def test_an_active_partnership_whose_last_day_is_past_must_be_ended(officer):
    answer = add(officer, "partnership", **partnership(ends_on="2025-04-01"))

    assert errors(answer) == {
        "status": [
            f"Its last day was 1 April 2025, before today ({date_format(today())}): choose Ended."
        ]
    }


def test_an_agreement_cannot_be_signed_tomorrow(officer):
    answer = add(officer, "partnership", **partnership(agreement_signed_on=today(1).isoformat()))

    assert list(errors(answer)) == ["agreement_signed_on"]


def test_the_same_organisation_and_theme_at_the_same_time_is_refused(officer):
    partner = OrganisationFactory(name="Practice Partner")
    facts = partnership(organisation=partner.pk, themes=["strategic", "funding"])
    assert add(officer, "partnership", **facts).status_code == 302

    again = add(
        officer, "partnership", **partnership(organisation=partner.pk, starts_on="2026-01-01")
    )

    assert errors(again) == {
        "themes": [
            "Practice Partner is in the register for Strategic partnership (4.4) already, from"
            " 1 March 2025 until further notice: it would count twice. Change that entry, or leave"
            " this theme out."
        ]
    }
    assert Partnership.objects.count() == 1


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ({"status": "ended", "ends_on": "2025-12-31"}, {"starts_on": "2026-01-01"}),
        ({}, {"themes": ["research"]}),
        ({}, {"status": "prospect"}),
        ({"status": "dormant"}, {}),
    ],
)
def test_what_would_not_count_twice_is_kept(officer, earlier, later):
    partner = OrganisationFactory().pk
    add(officer, "partnership", **partnership(organisation=partner, **earlier))

    answer = add(officer, "partnership", **partnership(organisation=partner, **later))

    assert answer.status_code == 302


def test_a_dormant_partnership_cannot_wake_beside_another(officer):
    partner = OrganisationFactory()
    dormant = PartnershipFactory(organisation=partner, status="dormant")
    PartnershipFactory(organisation=partner)

    answer = edit(officer, "partnership", dormant, **partnership(organisation=partner.pk))

    assert list(errors(answer)) == ["themes"]


def test_a_network_under_other_capitals_is_the_same(officer):
    NetworkFactory(name="Voices", starts_on=dt.date(2024, 5, 2))

    answer = add(officer, "network", **network(name="VOICES"))

    assert errors(answer) == {
        "name": ["Voices is in the register already, from 2 May 2024. Change that entry."]
    }


def test_a_project_keeps_its_counties_and_leaves_a_trail(officer):
    counties = [CountyFactory(code=code).pk for code in ("001", "002")]
    add(officer, "project", **project(counties=counties))
    row = Project.objects.get()

    edit(
        officer,
        "project",
        row,
        **project(counties=counties[:1], status="ended", ends_on="2025-09-30"),
    )

    assert [each.code for each in row.counties.all()] == ["001"]
    event = AuditEvent.objects.get(kind="changed", target_id=str(row.pk))
    assert event.fields == {
        "counties": None, "ends_on": [None, "2025-09-30"], "status": ["running", "ended"],
    }  # fmt: skip


def test_a_project_cannot_leave_its_activities_outside(officer):
    row = ProjectFactory(code="safe-roads", starts_on=dt.date(2025, 1, 1))
    ActivityFactory(project=row, held_on=dt.date(2025, 6, 10))

    late = edit(officer, "project", row, **project(starts_on="2025-06-11"))
    short = edit(officer, "project", row, **project(ends_on="2025-06-09"))

    assert errors(late) == {
        "starts_on": ["An activity of this project is on 10 June 2025, before 11 June 2025."]
    }
    assert errors(short) == {
        "ends_on": ["It cannot end on 9 June 2025: an activity of it is on 10 June 2025."]
    }


def test_a_project_that_begins_tomorrow_is_planned(officer):
    answer = add(officer, "project", **project(starts_on=today(1).isoformat()))

    assert list(errors(answer)) == ["status"]
    assert add(
        officer, "project", **project(starts_on=today(1).isoformat(), status="planned")
    ).status_code == 302  # fmt: skip


@pytest.mark.parametrize(
    ("name", "make", "facts"),
    [
        ("partnership", PartnershipFactory, partnership),
        ("network", NetworkFactory, network),
        ("project", ProjectFactory, project),
    ],
)
def test_of_two_people_who_edit_at_once_the_second_is_told(officer, name, make, facts):
    row = make()
    answers = facts(level="global", name="Second", starts_on="2025-03-02")
    assert edit(officer, name, row, **facts()).status_code == 302

    stale = edit(officer, name, row, **answers)

    row.refresh_from_db()
    assert stale.status_code == 200
    assert row.starts_on == dt.date(2025, 3, 1)
    assert stale.context["saved_meanwhile"] != []
    assert stale.context["form"]["starts_on"].value() == "2025-03-02"


@pytest.mark.parametrize("name", ["project", "partnership", "network"])
def test_all_staff_read_and_only_programmes_write(signed_in, name):
    reader, _ = signed_in(Role.CASE_WORKER)

    assert reader.get(reverse(f"programmes:{name}_list")).status_code == 200
    assert reader.get(reverse(f"programmes:{name}_add")).status_code == 403


def test_the_page_of_a_project_lists_only_activities_that_the_reader_may_see(signed_in):
    row = ProjectFactory()
    ActivityFactory(project=row, code="ACT-2025-0777")
    for role, shown in ((Role.PROGRAMME_OFFICER, True), (Role.FIELD_MONITOR, False)):
        client, _ = signed_in(role)
        page = client.get(reverse("programmes:project_detail", args=[row.pk]))
        assert (b"ACT-2025-0777" in page.content) is shown
