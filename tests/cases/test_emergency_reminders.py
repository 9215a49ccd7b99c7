"""While an emergency opening waits for its review, reviewers and opener are told, each once."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from cases import tasks
from cases.actions import emergencies, emergency_reminders
from cases.models import EmergencyOpening
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tracekenya.accounts.models import User
from tracekenya.audit.models import AuditEvent
from tracekenya.celery import app
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
WORDS = "Police say that she is in danger tonight"


@pytest.fixture
def opening(case_manager, data_protection_officer):
    case = CaseFactory(is_restricted=True)
    made = emergencies.open_case(code=case.code, kind="life", reason=WORDS, by=case_manager)
    Notice.objects.all().delete()
    return made


def told_at(opening, hours, seconds=0) -> list[tuple[str, str]]:
    """Return whom the clock tells what when the opening is that old."""
    known = list(Notice.objects.values_list("pk", flat=True))
    emergency_reminders.remind(opening.opened_at + dt.timedelta(hours=hours, seconds=seconds))
    new = Notice.objects.exclude(pk__in=known)
    return sorted(new.values_list("to__role", "kind"))


OFFICER, OPENER = "data_protection_officer", "case_manager"
STILL = (OFFICER, "break_glass_still_waits")


def test_who_is_told_what_over_the_72_hours(opening):
    hours = [0, 23.99, 24, 24.2, 59.99, 60, 71.99, 72, 90]

    told = [told_at(opening, hour) for hour in hours]

    assert told == [
        [], [], [(OPENER, "account_will_close"), STILL], [], [], [STILL], [],
        [(OPENER, "account_closed"), (OFFICER, "account_restricted")], [],
    ]  # fmt: skip


def test_a_clock_that_stood_still_tells_only_what_is_true_now(opening):
    assert told_at(opening, 61) == [(OPENER, "account_will_close"), STILL]
    assert told_at(opening, 61) == []


def test_what_is_reviewed_is_told_to_nobody(opening, data_protection_officer):
    emergencies.review(
        opening=opening, verdict="justified", words=WORDS, by=data_protection_officer
    )

    assert [told_at(opening, hour) for hour in (24, 60, 72)] == [[], [], []]


def test_a_reviewer_who_comes_later_is_told_too_and_an_account_that_ended_is_not(opening):
    User.objects.filter(role=OFFICER).update(is_active=False)
    before = told_at(opening, 24)
    UserFactory(role=Role.DATA_PROTECTION_OFFICER)

    assert (before, told_at(opening, 25)) == ([(OPENER, "account_will_close")], [STILL])


def test_the_notices_name_codes_and_lead_where_the_reader_may_go(client, practice, opening):
    told_at(opening, 60)
    told_at(opening, 72)

    pages = {}
    for notice in Notice.objects.select_related("to"):
        client.force_login(notice.to)
        pages[notice.kind] = (client.get(notice.leads_to).status_code, notice.sentence)

    code, by = opening.case.code, opening.opened_by.staff_code
    assert {status for status, _words in pages.values()} == {200}
    assert {kind for kind, (_s, words) in pages.items() if code not in words} == {
        "account_restricted"
    }
    assert by in pages["account_restricted"][1]
    assert WORDS not in str(pages)


def test_the_closing_leaves_one_row_in_the_trail(opening):
    for _again in range(3):
        told_at(opening, 72)

    event = AuditEvent.objects.get(kind="account_restricted")
    assert (event.by, event.target_id, event.case_id) == (
        "SYSTEM", str(opening.pk), opening.case_id,
    )  # fmt: skip
    assert event.fields == {"user": opening.opened_by.staff_code}


def test_the_clock_of_the_worker_asks_without_an_argument(opening):
    then = timezone.now() - dt.timedelta(hours=25)
    EmergencyOpening.objects.update(opened_at=then, until_at=then + dt.timedelta(hours=1))

    tasks.remind_of_reviews()
    tasks.remind_of_reviews()

    beat = settings.CELERY_BEAT_SCHEDULE["emergency-reminders"]
    assert (beat["task"] in app.tasks, beat.get("args"), beat.get("kwargs")) == (True, None, None)
    assert Notice.objects.count() == 2
