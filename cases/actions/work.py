"""The daily work on a case: consent, services, notes, and harm that was prevented."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import registries
from cases.actions import checks
from cases.actions.rules import lock_open_case
from cases.enums import ConsentStatus, NoteKind, ServiceStatus
from cases.models import Case, ConsentRecord, Note, Person, PreventionOutcome, ServiceProvision
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.directory.models import Organisation
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.places.models import County


@transaction.atomic
def record_service(
    *,
    case: Case,
    kind: str,
    by: User,
    status: str = ServiceStatus.DELIVERED,
    planned_on: dt.date | None = None,
    delivered_on: dt.date | None = None,
    provider: Organisation | None = None,
    county: County | None = None,
    minutes: int | None = None,
    note: str = "",
    submission: uuid.UUID | None = None,
) -> ServiceProvision:
    """Write down one service, planned or provided. Raises CaseClosed, DomainError for its days."""
    if (made := sent_before(ServiceProvision, submission, by)) is not None:
        return made
    case = lock_open_case(case)
    service = ServiceProvision(
        id=new_id(submission), case=case, kind=kind, status=status, planned_on=planned_on,
        delivered_on=delivered_on, provider=provider, county=county, minutes=minutes, note=note,
        recorded_by=by,
    )  # fmt: skip
    checks.service(service)
    service.save(force_insert=True)
    record(AuditKind.CREATED, by=by, target=service, fields={"kind": kind, "status": status})
    return service


@transaction.atomic
def record_consent(
    *,
    case: Case,
    scope: str,
    status: str,
    giver: str,
    mode: str,
    by: User,
    organisation: Organisation | None = None,
    given_on: dt.date | None = None,
    expires_on: dt.date | None = None,
    submission: uuid.UUID | None = None,
) -> ConsentRecord:
    """Keep one answer to one question of consent, as of today unless `given_on` says otherwise.

    Somebody who may be a child cannot consent alone. Raises CaseClosed, DomainError.
    """
    if (made := sent_before(ConsentRecord, submission, by)) is not None:
        return made
    case = lock_open_case(case)
    consent = ConsentRecord(
        id=new_id(submission), case=case, scope=scope, status=status, giver=giver, mode=mode,
        organisation=organisation, given_on=given_on or timezone.localdate(),
        expires_on=expires_on, recorded_by=by,
    )  # fmt: skip
    checks.consent(consent)
    consent.save(force_insert=True)
    record(AuditKind.CREATED, by=by, target=consent, fields={"scope": scope, "status": status})
    for hear in registries.consent_listeners:
        hear(consent, by)
    return consent


@transaction.atomic
def withdraw_consent(
    *, consent: ConsentRecord, by: User, withdrawn_on: dt.date | None = None
) -> ConsentRecord:
    """End a consent; from that day on nothing is shared on its strength.

    It can be withdrawn on a closed case too. Raises DomainError when it does not hold.
    """
    consent = ConsentRecord.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.status != ConsentStatus.GIVEN or consent.withdrawn_on is not None:
        raise DomainError(_("This consent does not hold any more."))
    day = withdrawn_on or timezone.localdate()
    refuse_future(day, "withdrawn_on")
    refuse_before(
        day,
        consent.given_on,
        field="withdrawn_on",
        sentence=_("It cannot be withdrawn on %(day)s, before it was given (%(earliest)s)."),
    )
    consent.withdrawn_on = day
    consent.version += 1
    consent.save(update_fields=["withdrawn_on", "version"])
    record(AuditKind.CHANGED, by=by, target=consent, fields=["withdrawn_on"])
    return consent


@transaction.atomic
def add_note(
    *,
    case: Case,
    text: str,
    by: User,
    kind: str = NoteKind.CASE_NOTE,
    written_on: dt.date | None = None,
    corrects: Note | None = None,
    is_shared: bool = False,
    submission: uuid.UUID | None = None,
) -> Note:
    """Add a note; a wrong one is corrected by a new one that names it. Raises CaseClosed.

    `is_shared`: of a counselling note, whether the other case workers of the case may read it.
    """
    if (made := sent_before(Note, submission, by)) is not None:
        return made
    case = lock_open_case(case)
    note = Note(
        id=new_id(submission), case=case, kind=kind, text=text, corrects=corrects, recorded_by=by,
        written_on=written_on or timezone.localdate(),
        is_shared=is_shared and kind != NoteKind.CASE_NOTE,
    )  # fmt: skip
    checks.note(note)
    note.save(force_insert=True)
    record(AuditKind.CREATED, by=by, target=note, fields={"kind": kind})
    return note


@transaction.atomic
def share_note(*, note: Note, by: User) -> Note:
    """Share a counselling note with the case workers of its case, or no longer; its writer alone may.

    Raises CaseClosed, DomainError for a case note or somebody else's.
    """
    lock_open_case(note.case)
    note = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.kind == NoteKind.CASE_NOTE or note.recorded_by_id != by.pk:
        raise DomainError(_("Only the writer of a counselling note shares it."))
    note.is_shared = not note.is_shared
    note.save(update_fields=["is_shared"])
    changed = {"is_shared": [not note.is_shared, note.is_shared]}
    record(AuditKind.CHANGED, by=by, target=note, fields=changed)
    return note


@transaction.atomic
def record_prevention(
    *,
    person: Person,
    kind: str,
    basis: str,
    by: User,
    happened_on: dt.date | None = None,
    case: Case | None = None,
    county: County | None = None,
    evidence: str = "",
    submission: uuid.UUID | None = None,
) -> PreventionOutcome:
    """Keep that the person was kept from harm. Raises CaseClosed, DomainError for its day."""
    if (made := sent_before(PreventionOutcome, submission, by)) is not None:
        return made
    if case is not None:
        case = lock_open_case(case)
    outcome = PreventionOutcome(
        id=new_id(submission), person=person, case=case, kind=kind, basis=basis, county=county,
        happened_on=happened_on or timezone.localdate(), evidence=evidence, recorded_by=by,
    )  # fmt: skip
    checks.prevention(outcome)
    outcome.save(force_insert=True)
    record(AuditKind.CREATED, by=by, target=outcome, fields={"kind": kind, "basis": basis})
    return outcome
