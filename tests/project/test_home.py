"""The home page says what to do next, from the records that the reader may see."""

import datetime as dt
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CourtCaseFactory,
    FollowUpVisitFactory,
    HearingFactory,
    ReintegrationFactory,
)
from tests.factories.house import ExitDecisionFactory
from tests.factories.programmes import (
    ActivityFactory,
    BoardMeetingFactory,
    PartnershipFactory,
    PolicyFactory,
    TrustFundGrantFactory,
)
from tests.factories.reporting import load_printed_plan
from tests.factories.work import (
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    InterceptedPersonFactory,
    ReferralFactory,
)
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.jobs.models import Job
from tracekenya.roles.roles import ROLE_TEXTS, Role

NOW = timezone.now


def waiting(page) -> dict[str, int]:
    return {each.words: each.count for each in page.context["waiting"]}


@pytest.fixture
def busy(db):
    """One of each thing that can wait, none of them granted to anybody."""
    CaseFactory(status="assessment", risk_level="critical")
    CaseFactory(status="closed", risk_level="critical")
    ReferralFactory(case__status="active")
    ReferralFactory(case__status="active", status="sent", legal_basis="vital_interest")
    AdmissionFactory(status="requested", admitted_at=None)
    InterceptedPersonFactory(final_class="")


def test_a_case_manager_sees_what_waits(signed_in, busy):
    client, _user = signed_in(Role.CASE_MANAGER)

    assert waiting(client.get("/")) == {
        "open cases have no worker": 4,
        "assessed case waits for your approval": 1,
        "open case is at critical risk": 1,
        "drafted referral waits to be sent": 1,
        "referral has no answer": 1,
        "person asks for a bed": 1,
        "intercepted person waits for your verdict": 1,
    }


def test_a_programme_manager_judges_intercepts(signed_in, busy):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)

    assert waiting(client.get("/"))["intercepted person waits for your verdict"] == 1


def test_a_case_worker_sees_only_the_own_work(signed_in, busy):
    client, user = signed_in(Role.CASE_WORKER)
    CaseFactory(granted_to=[user])

    assert waiting(client.get("/")) == {"open case is in your hands": 1}


def test_visits_and_hearings_that_are_near_are_dated(signed_in):
    today = timezone.localdate()
    client, user = signed_in(Role.CASE_WORKER)
    row = ReintegrationFactory(case=CaseFactory(granted_to=[user], code="TK-2025-00777"))
    FollowUpVisitFactory(reintegration=row, due_on=today - dt.timedelta(days=1))
    FollowUpVisitFactory(reintegration=row, due_on=today + dt.timedelta(days=7))
    FollowUpVisitFactory(reintegration=row, due_on=today + dt.timedelta(days=8))
    FollowUpVisitFactory(due_on=today)
    hearing = HearingFactory(court_case=CourtCaseFactory(code="CC-2025-0777"), held_on=today)
    HearingFactory(held_on=today, outcome="proceeded")

    visits = client.get("/").context["due"]
    client, _user = signed_in(Role.LEGAL_OFFICER)
    hearings = client.get("/").context["due"]

    assert [(due.text, due.is_late) for due in visits] == [
        ("Follow-up visit, TK-2025-00777", True),
        ("Follow-up visit, TK-2025-00777", False),
    ]
    assert [(due.text, due.url) for due in hearings] == [
        ("Mention in court, CC-2025-0777", hearing.court_case.get_absolute_url())
    ]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_home_and_everything_on_it_opens(signed_in, busy, role):
    load_printed_plan()
    client, user = signed_in(role)
    AdmissionFactory(case=CaseFactory(granted_to=[user]), legal_authority="pending")

    page = client.get("/")
    shown = page.context
    links = [each.url for name in ("acts", "waiting", "standing", "due") for each in shown[name]]
    closed = {url: status for url in links if (status := client.get(url).status_code) != 200}

    assert page.status_code == 200
    assert 1 <= len(shown["acts"]) <= 4
    assert str(ROLE_TEXTS[role].sentence) in unescape(page.content.decode())
    assert closed == {}


def words(found) -> dict[str, int]:
    return {each.words: each.count for each in found}


@pytest.fixture
def running(db):
    """One of each thing of programmes and the institution that can wait."""
    today = timezone.localdate()
    ActivityFactory(held_on=today - dt.timedelta(days=3))
    PartnershipFactory(ends_on=today - dt.timedelta(days=1), starts_on=dt.date(2020, 1, 1))
    PolicyFactory(
        status="in_use",
        approved_on=dt.date(2020, 1, 1),
        next_review_on=today - dt.timedelta(days=2),
    )
    TrustFundGrantFactory(status="approved")


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            Role.PROGRAMME_OFFICER,
            {"activity has no attendance": 1, "partnership is past its last day": 1},
        ),
        (
            Role.FINANCE_OFFICER,
            {"trust fund grant is approved and not paid": 1, "policy is to be reviewed": 1},
        ),
        (Role.EXECUTIVE_DIRECTOR, {"policy is to be reviewed": 1}),
        (Role.SAFEGUARDING_LEAD, {"policy is to be reviewed": 1}),
        (Role.DONOR_VIEWER, {}),
        (Role.FIELD_MONITOR, {}),
    ],
)
def test_what_waits_for_roles_without_casework(signed_in, running, role, expected):
    client, _user = signed_in(role)

    assert words(client.get("/").context["waiting"]) == expected


def test_the_me_officer_sees_how_many_records_to_mend(signed_in, running):
    client, _user = signed_in(Role.ME_OFFICER)
    CaseFactory(county=None)
    shown = words(client.get("/").context["waiting"])
    page = client.get(reverse("reporting:data_health")).context["page"]

    (number,) = (n for text, n in shown.items() if "missing or contradictory" in text)
    assert number == page.number > 0


def test_the_system_administrator_sees_invitations_last_days_and_failed_jobs(signed_in):
    today = timezone.localdate()
    client, _user = signed_in(Role.SYSTEM_ADMINISTRATOR)
    UserFactory(ends_on=today + dt.timedelta(days=5), staff_code="T777", password="x")  # noqa: S106
    Job.objects.create(kind="annual_report", state="failed")
    Job.objects.create(
        kind="annual_report", state="failed", asked_at=timezone.now() - dt.timedelta(days=8)
    )

    shown = client.get("/").context
    found = words(shown["waiting"])

    assert (found["account ends soon"], found["job failed in the last 7 days"]) == (1, 1)
    assert [due.text for due in shown["due"]] == ["Last day of the account T777"]


def test_the_data_protection_officer_sees_numbers_of_the_week_only(signed_in):
    client, user = signed_in(Role.DATA_PROTECTION_OFFICER)
    record(AuditKind.REFUSED, by=user, fields={"permission": "case.view"})
    record(AuditKind.EXPORTED, by=user, fields={})

    assert words(client.get("/").context["standing"]) == {
        "refusal this week": 1, "export this week": 1, "identities opened this week": 0,
    }  # fmt: skip


def test_a_house_sees_who_is_there_and_which_beds_are_free(signed_in):
    bed = BedFactory()
    BedAssignmentFactory(
        bed__room=bed.room, admission__shelter=bed.room.shelter, period=(timezone.now(), None)
    )
    client, _user = signed_in(Role.SHELTER_STAFF, office=bed.room.shelter.office)

    assert words(client.get("/").context["standing"]) == {
        "person is in the house": 1, "bed is free": 1,
    }  # fmt: skip


def test_a_shelter_manager_sees_requests_missing_authority_and_long_stays(signed_in):
    here = AdmissionFactory(expected_days=5, legal_authority="pending")
    AdmissionFactory(shelter=here.shelter, status="requested", admitted_at=None)
    AdmissionFactory(legal_authority="pending")
    client, _user = signed_in(Role.SHELTER_MANAGER, office=here.shelter.office)

    assert waiting(client.get("/")) == {
        "person asks for a bed": 1, "stay is still without authority": 1,
        "resident stays longer than expected": 1,
    }  # fmt: skip


def test_the_director_sees_which_exits_wait_and_finds_them_in_the_menu(signed_in):
    waits = ExitDecisionFactory()
    ExitDecisionFactory(
        director_verdict="refused", director_by=waits.recorded_by, director_at=NOW()
    )
    ExitDecisionFactory(admission__status="exited", admission__ended_at=NOW())
    client, _user = signed_in(Role.EXECUTIVE_DIRECTOR)

    page = client.get("/")
    (found,) = [each for each in page.context["waiting"] if "exit of a child" in each.words]
    listed = client.get(found.url).context["listing"].slice.rows

    assert (found.count, list(listed)) == (1, [waits])
    assert reverse("shelter:decision_list") in [entry["url"] for entry in page.context["menu"]]


def test_the_board_reads_how_many_indicators_are_on_track_and_when_it_meets(signed_in):
    load_printed_plan()
    day = timezone.localdate() + dt.timedelta(days=20)
    BoardMeetingFactory(held_on=day)
    PolicyFactory(status="in_use", meets_standard=True)
    client, _user = signed_in(Role.BOARD_MEMBER)

    shown = client.get("/").context

    assert sum(words(shown["standing"]).values()) > 0
    assert [due.day for due in shown["due"]] == [day]


@pytest.mark.parametrize("role", list(Role))
def test_the_home_page_asks_few_questions(signed_in, busy, role, django_assert_max_num_queries):
    load_printed_plan()
    client, _user = signed_in(role)
    client.get("/")

    # 8 of them count the 33 indicators for the director, whom also exits wait for, and the board
    with django_assert_max_num_queries(17):
        client.get("/")


def test_nobody_is_named_on_a_home_page(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(granted_to=[user], code="TK-2025-00777", risk_level="critical")
    case.person.names = "Mfano Marufuku"
    case.person.save()
    FollowUpVisitFactory(reintegration__case=case, due_on=timezone.localdate())

    page = client.get("/").content.decode()

    assert ("TK-2025-00777" in page, "Marufuku" in page) == (True, False)


def test_every_link_of_what_waits_opens(signed_in, busy):
    client, _user = signed_in(Role.CASE_MANAGER)
    page = client.get("/")

    answers = [client.get(each.url).status_code for each in page.context["waiting"]]

    assert answers == [200] * 7
