"""Taking what phones send: each record once, whatever comes twice, and nothing lost."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from intercepts.actions import field_phones, to_mend
from intercepts.actions.field_keys import openers
from intercepts.enums import SubmissionState
from intercepts.known import Known
from intercepts.models import (
    CheckIn,
    FieldPhone,
    FieldSubmission,
    Intercept,
    InterceptedPerson,
    InterceptFollowUp,
    JourneyTally,
    Tip,
)
from intercepts.phone.items import Item, UnreadableItem, json_of
from intercepts.phone.judging import REFUSED, Judged, judge, write
from intercepts.phone.payloads import Unfit
from intercepts.phone.sealing import CannotUnseal, unseal
from intercepts.phone.short_kinds import FOR_OFFICE
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import event_of, record_together
from tracekenya.lib.copying import write_together
from tracekenya.lib.errors import DomainError
from tracekenya.lib.locks import hold

State = SubmissionState
CREATED, SAME, CONFLICT, UNFIT = 201, 200, 409, 422
ANSWERS = {State.QUARANTINED: UNFIT, State.DISCARDED: UNFIT, State.CONFLICT: CONFLICT}
REVOKED, OTHER, USED, DATABASE = "revoked_phone", "other_content", "used_id", "refused_by_database"
MADE = (Intercept, InterceptedPerson, JourneyTally, Tip, CheckIn, InterceptFollowUp)
LATE_DAYS = 30  # after it was revoked, a phone's records still come into quarantine


@dataclass(frozen=True)
class Taken:
    """What the phone is told of one record; `status` as in HTTP."""

    id: uuid.UUID
    status: int
    ref: str
    received_at: dt.datetime
    reasons: list[str]


def still_takes(phone: FieldPhone) -> bool:
    """Return whether records of a revoked phone still come into quarantine."""
    since = phone.revoked_at
    return since is None or timezone.now() - since <= dt.timedelta(days=LATE_DAYS)


@transaction.atomic
def take(*, phone: FieldPhone, items: Sequence[Item]) -> list[Taken]:
    """Take records of one phone in their order; each id makes one record, however often it comes.

    What cannot be taken is kept with its reasons. The statements are as many for one as for 500.
    """
    hold(item.id.int >> 65 for item in items)  # of two who send one record at once, one waits
    known = _known_rows([item.id for item in items])
    fresh: list[tuple[FieldSubmission, Item]] = []
    answered: list[tuple[FieldSubmission, bool]] = []
    now = timezone.now()
    for place, item in enumerate(items):
        rows = known.setdefault(item.id, [])
        row = next((one for one in rows if one.sha256 == item.sha256), None)
        is_new = row is None
        if row is None:
            row = _row(phone, item, now + dt.timedelta(microseconds=place), is_second=bool(rows))
            rows.append(row)
            fresh.append((row, item))
        answered.append((row, is_new))
    _settle(phone, fresh)
    field_phones.heard(phone=phone, receipts=len(answered))
    return [_answer(row, is_new=is_new) for row, is_new in answered]


def _settle(phone: FieldPhone, fresh: list[tuple[FieldSubmission, Item]]) -> None:
    """Judge what came for the first time, write what fits, and keep a row of each."""
    judged = {}
    known = Known()
    first = [(row, item) for row, item in fresh if not row.is_second]
    keys = openers(item.kid for _row, item in first) if first and not phone.revoked_at else {}
    for row, item in first:
        try:
            judged[row.pk] = (row, _judged(phone, item, keys, known))
        except Unfit as refusal:
            _keep(row, refusal.reason, refusal.faults)
    _refuse_used(judged)
    _write(list(judged.values()))
    rows = write_together(row for row, _item in fresh)
    to_mend.tell_of(rows)
    record_together(
        event_of(
            AuditKind.CREATED, by=phone.monitor, target=row,
            fields={"state": row.state, "reason": row.reasons[0]},
        )
        for row in rows if row.state != State.TAKEN
    )  # fmt: skip


def _judged(phone: FieldPhone, item: Item, keys: dict, known: Known) -> Judged:
    """Return what may be written of one record. Raises Unfit."""
    if phone.revoked_at:
        raise Unfit(REVOKED)
    key = keys.get(item.kid)
    if key is None:
        raise Unfit("cannot_open")
    try:
        content = json_of(unseal(item.sealed, item.envelope, key))
    except CannotUnseal:
        raise Unfit("cannot_open") from None
    except UnreadableItem:
        raise Unfit("not_json") from None
    return judge(item.kind, item.layout, content, key=item.id, by=phone.monitor, known=known)


def _write(judged: list[tuple[FieldSubmission, Judged]]) -> None:
    """Write all at once; when the database refuses, one by one, so that a bad one stops no other."""
    try:
        with transaction.atomic():
            refs = write([one for _row, one in judged])
    except (IntegrityError, DataError, DomainError) as problem:
        if len(judged) == 1:
            _keep(judged[0][0], *_why(problem))
            return
        for pair in judged:
            _write([pair])
        return
    for row, one in judged:
        mark_taken(row, one, refs[one.made])


def _why(problem: Exception) -> tuple[str, list[str]]:
    """Return the reason and the field at fault; the text of a refusal may hold what was typed."""
    if isinstance(problem, DomainError):
        return REFUSED, [f"event.{problem.field or 'form'}"]
    return DATABASE, []


def mark_taken(row: FieldSubmission, judged: Judged, ref: str) -> None:
    """Say on the row what was made of it; its content stays here no longer."""
    row.state, row.made, row.ref = State.TAKEN, judged.made, ref
    row.sealed, row.reasons, row.faults = b"", judged.reasons, []


def used_among(judged: Sequence[Judged]) -> set[uuid.UUID]:
    """Return the keys that records made in another way have already."""
    wanted = [key for one in judged for key in one.ids]
    first, *others = [
        model._default_manager.filter(pk__in=wanted).order_by().values_list("pk", flat=True)
        for model in MADE
    ]
    return set(first.union(*others))


def _refuse_used(judged: dict[uuid.UUID, tuple[FieldSubmission, Judged]]) -> None:
    """Keep in quarantine what carries the key of a record that exists, or of one before it here."""
    if not judged:
        return
    used = used_among([one for _row, one in judged.values()])
    for key, (row, one) in list(judged.items()):
        if used.intersection(one.ids):
            _keep(row, USED)
            del judged[key]
        used.update(one.ids)


def _keep(row: FieldSubmission, reason: str, faults: Sequence[str] = ()) -> None:
    row.state, row.reasons, row.faults = State.QUARANTINED, [reason], list(faults)[:40]


def _row(
    phone: FieldPhone, item: Item, received_at: dt.datetime, *, is_second: bool
) -> FieldSubmission:
    return FieldSubmission(
        client_uuid=item.id, is_second=is_second, phone=phone, kind=item.kind, layout=item.layout,
        kid=item.kid, sealed=item.sealed, sha256=item.sha256, device_time=item.device_time,
        time_zone=item.time_zone, received_at=received_at, recorded_by=phone.monitor,
        state=State.CONFLICT if is_second else State.QUARANTINED,
        reasons=[OTHER] if is_second else [],
    )  # fmt: skip


def _answer(row: FieldSubmission, *, is_new: bool) -> Taken:
    taken = CREATED if is_new else SAME
    is_placed_later = row.state == State.QUARANTINED and row.reasons == [FOR_OFFICE]
    status = taken if is_placed_later else ANSWERS.get(State(row.state), taken)
    return Taken(row.client_uuid, status, row.reference, row.received_at, row.reasons)


def _known_rows(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[FieldSubmission]]:
    known: dict[uuid.UUID, list[FieldSubmission]] = {}
    rows = FieldSubmission.objects.filter(client_uuid__in=ids).defer("sealed")
    for row in rows.order_by("is_second", "received_at"):
        known.setdefault(row.client_uuid, []).append(row)
    return known
