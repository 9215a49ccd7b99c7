"""The home page says what to do next, from the records that the reader may see."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories.cases import (
    CaseFactory,
    CourtCaseFactory,
    FollowUpVisitFactory,
    HearingFactory,
    ReintegrationFactory,
)
from tests.factories.work import AdmissionFactory, InterceptedPersonFactory, ReferralFactory
from tracekenya.roles.roles import Role


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
    }


def test_a_programme_manager_classes_intercepts(signed_in, busy):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)

    assert waiting(client.get("/"))["intercepted person has no final class"] == 1


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
def test_every_role_has_a_home_and_its_first_acts_open(signed_in, busy, role):
    client, _user = signed_in(role)

    page = client.get("/")
    opened = [client.get(act["url"]).status_code for act in page.context["acts"]]

    assert page.status_code == 200
    assert opened == [200] * len(opened)


def test_every_link_of_what_waits_opens(signed_in, busy):
    client, _user = signed_in(Role.CASE_MANAGER)
    page = client.get("/")

    answers = [client.get(each.url).status_code for each in page.context["waiting"]]

    assert answers == [200] * 6
