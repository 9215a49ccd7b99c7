"""Rows of the trail are added with the act, undone with it, and never changed."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.cases import CaseFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AppendOnly, AuditEvent
from tracekenya.audit.trail import SYSTEM, mac_of, record


def test_a_row_names_person_act_and_record(case_manager):
    case = CaseFactory()

    record(AuditKind.VIEWED, by=case_manager, target=case, fields=["summary"])

    event = AuditEvent.objects.get()
    assert (event.kind, event.by, event.target_type) == (
        "viewed",
        case_manager.staff_code,
        "cases.case",
    )
    assert (event.target_id, event.target_code) == (str(case.pk), case.code)
    assert (event.case_id, event.fields) == (case.pk, {"summary": None})


def test_the_clock_acts_under_its_own_name(db):
    assert record(AuditKind.CHANGED, by=None).by == SYSTEM


def test_the_row_goes_when_the_act_is_undone(case_manager):
    with transaction.atomic():
        record(AuditKind.VIEWED, by=case_manager)
        transaction.set_rollback(True)

    assert AuditEvent.objects.count() == 0


def test_the_mac_fits_the_stored_row_and_no_other(case_manager):
    record(AuditKind.VIEWED, by=case_manager, target=CaseFactory())
    event = AuditEvent.objects.get()

    assert mac_of(event) == bytes(event.mac)
    event.by = "OTHER"
    assert mac_of(event) != bytes(event.mac)


@pytest.mark.parametrize(
    "attack",
    [
        lambda event: AuditEvent.objects.update(by="X"),
        lambda event: AuditEvent.objects.all().delete(),
        lambda event: event.save(),
        lambda event: event.delete(),
    ],
)
def test_the_application_cannot_change_a_row(case_manager, attack):
    event = record(AuditKind.VIEWED, by=case_manager)

    with pytest.raises(AppendOnly):
        attack(event)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_auditevent SET by = 'X'", "DELETE FROM audit_auditevent"]
)
def test_the_database_refuses_too(case_manager, statement):
    record(AuditKind.VIEWED, by=case_manager)

    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        connection.cursor().execute(statement)

    assert AuditEvent.objects.get().by == case_manager.staff_code


def test_the_database_refuses_to_empty_the_trail(case_manager):
    record(AuditKind.VIEWED, by=case_manager)
    cursor = connection.cursor()
    cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER audit_no_truncate")

    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        cursor.execute("TRUNCATE audit_auditevent")

    assert AuditEvent.objects.count() == 1
