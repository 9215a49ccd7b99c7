"""The clock seals and checks the trail, and tells the data protection officer what it finds."""

import pytest
from django.db import connection

from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tracekenya.audit import heads
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditLink
from tracekenya.audit.trail import record
from tracekenya.celery import app
from tracekenya.notices import tasks, watch
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role


@pytest.fixture(autouse=True)
def heads_file(settings, tmp_path):
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.log"
    return settings.AUDIT_HEADS_FILE


@pytest.fixture
def officer(data_protection_officer):
    return data_protection_officer


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.values_list("to__staff_code", "kind"))


def test_a_whole_trail_tells_nobody(officer):
    record(AuditKind.VIEWED, by=None)

    assert watch.seal_trail().count == 1
    assert watch.check_trail().finding is None
    assert told() == []


def test_a_row_that_does_not_fit_is_told_once_a_day(officer, case_manager):
    record(AuditKind.VIEWED, by=None)
    watch.seal_trail()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_auditevent SET by = 'X'")

    watch.check_trail()
    watch.check_trail()

    assert told() == [(officer.staff_code, "trail_broken")]
    assert Notice.objects.get().leads_to == "/administration/trail/"


def test_a_lost_head_is_told_at_the_next_seal(officer):
    record(AuditKind.VIEWED, by=None)
    watch.seal_trail()
    heads.append(heads.SEALED, 99, bytes(32))

    watch.seal_trail()
    watch.seal_trail()

    assert told() == [(officer.staff_code, "trail_broken")]


def test_a_file_that_takes_no_line_is_said_in_the_log(heads_file, db, caplog):
    heads_file.mkdir()
    record(AuditKind.VIEWED, by=None)

    tasks.seal_trail()

    assert "The trail cannot be sealed" in caplog.text
    assert AuditLink.objects.count() == 0


def test_somebody_who_opens_case_after_case_is_told_of_once(officer, settings):
    settings.MANY_CASES_AN_HOUR = 2
    busy, calm = UserFactory(role=Role.CASE_MANAGER), UserFactory(role=Role.CASE_MANAGER)
    cases = [CaseFactory() for _number in range(3)]
    for case in cases:
        record(AuditKind.VIEWED, by=busy, target=case)
    for _number in range(5):
        record(AuditKind.VIEWED, by=calm, target=cases[0])

    assert (watch.watch_lookers(), watch.watch_lookers()) == (1, 1)

    notice = Notice.objects.get()
    assert (notice.to, notice.target_code) == (officer, busy.staff_code)
    assert notice.leads_to == f"/administration/trail/?by={busy.staff_code}"


def test_looks_of_an_hour_ago_and_changes_do_not_count(officer, settings):
    settings.MANY_CASES_AN_HOUR = 1
    busy = UserFactory(role=Role.CASE_MANAGER)
    record(AuditKind.VIEWED, by=busy, target=CaseFactory())
    record(AuditKind.CHANGED, by=busy, target=CaseFactory())
    record(AuditKind.CREATED, by=busy, target=CaseFactory())

    assert watch.watch_lookers() == 0


def test_an_officer_is_not_told_of_the_own_looks(officer, settings):
    settings.MANY_CASES_AN_HOUR = 0
    record(AuditKind.VIEWED, by=officer, target=CaseFactory())

    watch.watch_lookers()

    assert told() == []


@pytest.mark.parametrize(
    "task", ["seal-trail", "check-trail", "watch-lookers", "mail-notices", "weekly-looks"]
)
def test_beat_knows_the_task_and_sends_nothing_with_it(settings, task):
    entry = settings.CELERY_BEAT_SCHEDULE[task]

    app.loader.import_default_modules()
    assert entry["task"] in app.tasks
    assert set(entry) == {"task", "schedule", "options"}
    assert entry["options"]["expires"] > 0
