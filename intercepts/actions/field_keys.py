"""The pairs of keys to which phones seal: the present one, and turning to a new one."""

import datetime as dt
import uuid
from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection, transaction
from django.utils import timezone

from intercepts.models import FieldKey
from intercepts.phone import sealing
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.vault.fields import open_together

TURNED_AFTER = dt.timedelta(days=30)
OPENS_FOR = dt.timedelta(days=365)  # after it was retired
LOCK = 0x5EA1ED  # of the transaction that makes or retires a key


@transaction.atomic
def present_key() -> FieldKey:
    """Return the pair to which phones seal now; the first call makes it."""
    return FieldKey.objects.filter(retired_at=None).first() or _made()


@transaction.atomic
def rotate(*, now: dt.datetime | None = None) -> FieldKey | None:
    """Make a new pair when the present one is 30 days old, and forget what opened for a year.

    Returns: the new pair, None when it was too early.
    """
    now = now or timezone.now()
    spent = FieldKey.objects.filter(retired_at__lte=now - OPENS_FOR).exclude(secret=b"")
    for key in spent.select_for_update():
        key.secret = ""
        key.save(update_fields=["secret"])
        record(AuditKind.ERASED, by=None, target=key, fields={"key": key.kid})
    present = FieldKey.objects.select_for_update().filter(retired_at=None).first()
    if present is not None and present.made_at > now - TURNED_AFTER:
        return None
    if present is not None:
        present.retired_at = now
        present.save(update_fields=["retired_at"])
    return _made()


def openers(kids: Iterable[str]) -> dict[str, ec.EllipticCurvePrivateKey]:
    """Return the private keys that are still there, by kid."""
    rows = list(FieldKey.objects.filter(kid__in=set(kids)))
    open_together(rows)
    return {row.kid: sealing.secret_key(str(row.secret)) for row in rows if row.secret}


def _made() -> FieldKey:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if (other := FieldKey.objects.filter(retired_at=None).first()) is not None:
        return other
    secret = sealing.new_secret()
    key = FieldKey(
        kid=f"k-{uuid.uuid4().hex[:12]}", secret=secret,
        point=sealing.point_of(sealing.secret_key(secret)),
    )  # fmt: skip
    key.save(force_insert=True)
    record(AuditKind.CREATED, by=None, target=key, fields={"key": key.kid})
    return key
