"""Records of phones: what taking them costs beside COPY of the very rows that come of them."""

import base64
import datetime as dt
import hashlib
import io
import json
import uuid
from collections.abc import Iterator
from functools import cache, partial

from django.apps import apps
from django.db import connection, transaction
from django.db.models import GeneratedField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import world
from bench.harness import Outcome, Pair, run
from intercepts.actions.field_keys import openers, present_key
from intercepts.actions.field_taking import take
from intercepts.actions.screening import load_form
from intercepts.known import Known
from intercepts.models import FieldPhone, Station
from intercepts.phone.items import Item, item_of, json_of
from intercepts.phone.judging import bound
from intercepts.phone.payloads import Read, read
from intercepts.phone.sealing import unseal
from tests.factories.field import intercept, person, seal, tally
from tracekenya.roles.roles import Role
from tracekenya.vault.keys import keys_kept

MANY, FEW = 500, 10
TABLES = (
    "vault.DataKey", "cases.Person", "intercepts.Intercept", "intercepts.InterceptedPerson",
    "intercepts.ObservedSign", "intercepts.JourneyTally", "intercepts.FieldSubmission",
    "intercepts.InterceptAlert", "intercepts.CallBack", "intercepts.PlateMark", "intercepts.RepeatAlert",
    "notices.Notice", "audit.AuditEvent",
)  # fmt: skip


def outcomes() -> Iterator[Outcome]:
    load_form()
    for name, number in (("field_batch_500", MANY), ("field_batch_10", FEW)):
        items = _items(number)
        with CaptureQueriesContext(connection) as asked:
            _taken(items)
        facts = {"records": number, "queries": len(asked)}
        rows = _rows_of(items)
        yield run(
            Pair(name, lambda rows=rows, n=number: _copied(rows, n), lambda items=items: _taken(items),
                 rounds=6, facts=facts)
        )  # fmt: skip
        if number == MANY:
            yield run(
                Pair("field_forms_500", lambda rows=rows: _copied(rows, MANY),
                     partial(_fitting, _said(items)), rounds=6)
            )  # fmt: skip


@cache
def _phone() -> FieldPhone:
    monitor = world.person(Role.FIELD_MONITOR)
    now = timezone.now()
    made = FieldPhone.objects.create(
        label="Bench", monitor=monitor, token_hash="bench", enrolled_at=now,  # noqa: S106  no secret
        expires_at=now + dt.timedelta(days=1),
    )  # fmt: skip
    return FieldPhone.objects.select_related("monitor").get(pk=made.pk)


def _items(number: int) -> list[Item]:
    """Return sealed records, every second an event with one person."""
    station, key = Station.objects.filter(is_active=True).first(), present_key()
    made = []
    for place in range(number):
        one, kind = uuid.uuid4(), "intercept" if place % 2 else "tally"
        met = person(names=f"Mfano wa Jina {place}", phone=f"07{place:08d}")  # each somebody else
        payload = intercept(station, met) if place % 2 else tally(station)
        sealed = seal(
            json.dumps(payload).encode(), key=one, kind=kind, version=1, kid=key.kid,
            point=bytes(key.point),
        )  # fmt: skip
        made.append(item_of({
            "id": str(one), "kind": kind, "version": 1, "kid": key.kid, "tz": "Africa/Nairobi",
            "device_time": dt.datetime.now(dt.UTC).isoformat(),
            "sealed": base64.b64encode(sealed).decode(), "sha256": hashlib.sha256(sealed).hexdigest(),
        }))  # fmt: skip
    return made


def _taken(items: list[Item]) -> int:
    """Take the records and undo it; return how many were taken."""
    with keys_kept(), transaction.atomic():
        answers = take(phone=_phone(), items=items)
        transaction.set_rollback(True)
    return sum(answer.status == 201 for answer in answers)


def _said(items: list[Item]) -> list[tuple[Item, Read]]:
    """Return the records with what was typed in them, read already."""
    keys = openers(item.kid for item in items)
    return [
        (item, read(item.kind, item.layout, json_of(unseal(item.sealed, item.envelope, keys[item.kid]))))
        for item in items
    ]  # fmt: skip


def _fitting(said: list[tuple[Item, Read]]) -> int:
    """Ask the forms of the web alone, nothing opened and nothing written: how many records fit?"""
    known, by = Known(), _phone().monitor
    return sum(
        not bound(item.kind, one, key=item.id, by=by, known=known).faults() for item, one in said
    )


def _rows_of(items: list[Item]) -> list[tuple[str, str, bytes]]:
    """Return table, columns and the rows as COPY writes them, of what comes of the records."""
    found = []
    with keys_kept(), transaction.atomic():
        before = {label: _keys(label) for label in TABLES}
        take(phone=_phone(), items=items)
        for label in TABLES:
            found.append(_dump(label, _keys(label) - before[label]))
        transaction.set_rollback(True)
    return found


def _keys(label: str) -> set:
    return set(apps.get_model(label)._default_manager.values_list("pk", flat=True))


def _dump(label: str, keys: set) -> tuple[str, str, bytes]:
    model = apps.get_model(label)
    columns = ", ".join(
        f'"{field.column}"' for field in model._meta.concrete_fields
        if not isinstance(field, GeneratedField)
    )  # fmt: skip
    table, key = model._meta.db_table, model._meta.pk.column
    out = io.BytesIO()
    with connection.cursor() as cursor:
        chosen = cursor.mogrify(
            f'SELECT {columns} FROM {table} WHERE "{key}" = ANY(%s)',  # noqa: S608  own names
            [sorted(keys)],
        ).decode()
        cursor.copy_expert(f"COPY ({chosen}) TO STDOUT", out)
    return table, columns, out.getvalue()


def _copied(rows: list[tuple[str, str, bytes]], number: int) -> int:
    """Write the same rows by COPY and undo it."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, content in rows:
            cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.BytesIO(content))
        transaction.set_rollback(True)
    return number
