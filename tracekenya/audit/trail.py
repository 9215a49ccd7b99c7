"""Writing to the trail: `record(...)` inside the transaction of the act."""

import hashlib
import hmac
import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent

SYSTEM = "SYSTEM"  # stands for the person when a command or the clock acted


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
    event = AuditEvent(
        at=timezone.now(),
        kind=kind,
        by=getattr(by, "staff_code", None) or SYSTEM,
        fields=fields if isinstance(fields, dict) else dict.fromkeys(fields or ()),
        case_id=case_id or case_of(target),
    )
    if target is not None:
        event.target_type = target._meta.label_lower
        event.target_id = str(target.pk)
        event.target_code = str(getattr(target, "code", ""))[:40]
    event.mac = mac_of(event)
    event.save(force_insert=True)
    return event


def mac_of(event: AuditEvent) -> bytes:
    """Return the 32-byte HMAC of what the row states, keyed by AUDIT_KEY."""
    stated = [
        event.at.isoformat(timespec="microseconds"), str(event.kind), event.by, event.target_type,
        event.target_id, event.target_code, str(event.case_id or ""), event.fields,
    ]  # fmt: skip
    return hmac.new(
        settings.AUDIT_KEY, json.dumps(stated, sort_keys=True).encode(), hashlib.sha256
    ).digest()


def case_of(target: models.Model | None) -> uuid.UUID | None:
    """Return the id of the case that a record belongs to, None for those of no case."""
    if target is None:
        return None
    if target._meta.label_lower == "cases.case":
        return target.pk
    return getattr(target, "case_id", None)
