"""Writing to the trail: `record(...)` inside the transaction of the act."""

import datetime as dt
import hmac
import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.copying import write_together

APART = "receipt"  # a row that keeps this name is about what few may know of: no list shows it
SYSTEM = "SYSTEM"  # stands for the person when a command or the clock acted
PLAIN = (str, int, bool, type(None))  # come back from the database as they are
# What a MAC covers, in this order.
STATED = ("at", "kind", "by", "target_type", "target_id", "target_code", "case_id", "fields")


def record(
    kind: AuditKind,
    *,
    by: Any,
    target: models.Model | None = None,
    case_id: uuid.UUID | None = None,
    fields: dict[str, Any] | list[str] | None = None,
) -> AuditEvent:
    """Add one row in the current transaction; if it cannot be written, the act is undone too.

    `by`: a user, or None for the system. `fields`: names of changed fields, or a dict of plain
    coded values; never free text, never personal data.
    """
    event = event_of(kind, by=by, target=target, case_id=case_id, fields=fields)
    event.save(force_insert=True)
    return event


def record_together(events: Iterable[AuditEvent]) -> None:
    """Add rows made by `event_of` with one statement, in their order; all of them or none."""
    write_together(events)


def event_of(
    kind: AuditKind,
    *,
    by: Any,
    target: models.Model | None = None,
    case_id: uuid.UUID | None = None,
    fields: dict[str, Any] | list[str] | None = None,
) -> AuditEvent:
    """Return the row that `record` adds, not yet added."""
    event = AuditEvent(
        at=timezone.now(),
        kind=kind,
        by=getattr(by, "staff_code", None) or SYSTEM,
        fields=as_stored(fields if isinstance(fields, dict) else dict.fromkeys(fields or ())),
        case_id=case_id or case_of(target),
    )
    if target is not None:
        event.target_type = target._meta.label_lower
        event.target_id = str(target.pk)
        event.target_code = str(getattr(target, "code", ""))[:40]
    event.mac = mac_of(event)
    return event


def record_look(
    kind: AuditKind,
    *,
    by: Any,
    target: models.Model,
    fields: dict[str, Any] | list[str] | None = None,
) -> list[AuditEvent]:
    """Add the row of a look at `target`: one for each case that it concerns, one if it concerns none.

    So whoever answers for one of the cases finds the look among theirs.
    """
    return [
        record(kind, by=by, target=target, case_id=case_id, fields=fields)
        for case_id in cases_of(target) or [None]
    ]


def mac_of(event: AuditEvent) -> bytes:
    """Return the 32-byte HMAC of what the row states, keyed by AUDIT_KEY.

    Every column but the id, which the database gives afterwards: the link of the chain binds that.
    """
    return mac_over(*(getattr(event, name) for name in STATED))


def mac_over(
    at: dt.datetime,
    kind: str,
    by: str,
    target_type: str,
    target_id: str,
    target_code: str,
    case_id: uuid.UUID | None,
    fields: dict[str, Any],
) -> bytes:
    """Return the HMAC over the columns of STATED, in that order."""
    moment = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    stated = [
        moment, str(kind), by, target_type, target_id, target_code, str(case_id or ""), fields,
    ]  # fmt: skip
    return hmac.digest(settings.AUDIT_KEY, json.dumps(stated, sort_keys=True).encode(), "sha256")


def as_stored(fields: dict[str, Any]) -> dict[str, Any]:
    """Return `fields` as the database will give them back: JSON has text as keys and one 5, not 5.0.

    Raises TypeError for a value that is no JSON, ValueError for NaN.
    """
    if all(type(name) is str and type(said) in PLAIN for name, said in fields.items()):
        return dict(fields)
    return json.loads(json.dumps(fields, allow_nan=False), parse_float=_number)


def _number(text: str) -> float | int:
    number = float(text)
    return int(number) if number.is_integer() else number


def case_of(target: models.Model | None) -> uuid.UUID | None:
    """Return the id of the case that a record belongs to, None for those of no case."""
    if target is None:
        return None
    if target._meta.label_lower == "cases.case":
        return target.pk
    return getattr(target, "case_id", None)


def cases_of(target: models.Model) -> list[uuid.UUID]:
    """Return the ids of the cases that a record belongs to or concerns: several for a court case."""
    concerned = getattr(target, "cases_concerned", None)
    if concerned is not None:
        return sorted(concerned())
    one = case_of(target)
    return [one] if one else []
