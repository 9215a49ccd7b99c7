"""The page of a stay: all that belongs to it, for the same few questions whatever there is of it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shelter.actions import extensions
from tests.factories.accounts import UserFactory
from tests.factories.house import (
    AbsenceFactory,
    BelongingItemFactory,
    DailyNoteFactory,
    HealthCheckFactory,
    IncidentPersonFactory,
    KeepApartFactory,
    MedicineFactory,
    MissingReportFactory,
    OfficerNoticeFactory,
    ShelterTransferFactory,
    SignatureFactory,
    StayExtensionFactory,
    StayTaskFactory,
    VisitFactory,
)
from tests.factories.work import AdmissionFactory, BedAssignmentFactory, BedFactory

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)
TASKS = ("health", "belongings", "rules")
PANELS = {
    "tasks", "officers", "health", "medicines", "belongings", "clock", "absences", "notes", "visits",
    "missing", "incidents", "moves", "apart", "beds", "stays", "sheets", "more",
}  # fmt: skip


def days_ago(days):
    return timezone.now() - days * A_DAY


@pytest.fixture
def stay(shelter):
    row = AdmissionFactory(shelter=shelter, admitted_at=days_ago(30), legal_authority="pending")
    row.case.grants.create(office=shelter.office, reason="admitted")
    return row


def fill(stay, count, women):
    """Give the stay `count` of everything that its page shows; of each only the last is still open."""
    someone = UserFactory()
    for n in range(count):
        is_last = n == count - 1
        at, day = days_ago(20 - n), (days_ago(20 - n)).date()
        done = {} if is_last else {"verdict": "refused"}
        answered = done and {"answered_by": someone, "answered_at": at}
        decided = done and {"decided_by": someone, "decided_at": at}
        StayTaskFactory(admission=stay, kind=TASKS[n])
        OfficerNoticeFactory(admission=stay, kind="police", told_at=at, recorded_by=someone)
        item = BelongingItemFactory(admission=stay, received_at=at, place="Safe")
        SignatureFactory(admission=stay, signed_at=at).items.add(item)
        HealthCheckFactory(admission=stay, checked_at=at)
        MedicineFactory(admission=stay, from_on=day)
        AbsenceFactory(
            admission=stay,
            out_at=at,
            due_back_at=at + A_DAY,
            back_at=None if is_last else at + A_DAY,
        )
        MissingReportFactory(
            admission=stay, last_seen_at=at, noticed_at=at,
            **({} if is_last else {"outcome": "found_safe", "found_at": at}),
        )  # fmt: skip
        DailyNoteFactory(admission=stay, day=day)
        VisitFactory(shelter=stay.shelter, admission=stay, came_at=at, relation="friend")
        StayExtensionFactory(admission=stay, recorded_at=at, **done, **decided)
        ShelterTransferFactory(admission=stay, recorded_at=at, **done, **answered)
        IncidentPersonFactory(admission=stay)
        KeepApartFactory(case=stay.case)
        BedAssignmentFactory(
            bed=BedFactory(room=women), admission=stay,
            period=(at, None if is_last else at + A_DAY / 2),
        )  # fmt: skip
        AdmissionFactory(
            case=stay.case, shelter=stay.shelter, status="exited", admitted_at=days_ago(90 - n),
            ended_at=days_ago(80 - n),
        )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_few_questions_whatever_there_is(
    client, practice, manager, stay, women, count
):
    fill(stay, count, women)
    client.force_login(manager)
    client.get(stay.get_absolute_url())

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(stay.get_absolute_url())

    assert {panel["name"] for panel in answer.context["panels"]} == PANELS
    assert len(asked) == 20, [each["sql"][:90] for each in asked.captured_queries]


def test_what_belongs_to_a_stay_says_so_in_the_language_of_the_reader(at_home, stay, manager):
    asked = extensions.ask(
        admission=stay, by=manager, until_on=timezone.localdate() + 40 * A_DAY, reason="court"
    )
    at_home.cookies["django_language"] = "sw"

    shown = at_home.get(asked.get_absolute_url()).content.decode()

    assert ("Ukaaji; Hadi" in shown, "Admission" in shown) == (True, False)
