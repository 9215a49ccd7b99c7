"""Ways to change the trail behind the application's back, from one column to the whole chain.

The trail has ten events, sealed in two rounds of five, so that the file knows the heads at 5 and 10.
Each attack takes a cursor and the ids, lowest first. `found`: what a check must say, and where.
"""

# ruff: noqa: S608  names of tables from constants

import hashlib
import hmac
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from tracekenya.audit.enums import Misfit
from tracekenya.audit.models import AuditEvent
from tracekenya.audit.sealer import BEGINNING, hash_after
from tracekenya.audit.trail import mac_of

EVENTS, LINKS, PENDING = "audit_auditevent", "audit_auditlink", "audit_auditpending"
LONG_AGO = "2020-01-01T00:00:00Z"


@dataclass(frozen=True)
class Attack:
    """One attack. `at`: the position or None; `keyed`: the attacker holds the key, not the file."""

    name: str
    run: Callable
    found: Misfit
    at: int | None
    keyed: bool = False


def sql(*statements: str) -> Callable:
    """Return an attack of plain statements; {1} ... {10} stand for the ids of the events."""

    def run(cursor, ids):
        for statement in statements:
            cursor.execute(statement.format("", *ids))

    return run


def column(name: str, value: str) -> Attack:
    statement = f"UPDATE {EVENTS} SET {name} = {value} WHERE id = {{4}}"
    return Attack(f"change {name}", sql(statement), Misfit.CHANGED, 4)


def insert(at: str = "now()", mac: str = "''") -> str:
    return (
        f"INSERT INTO {EVENTS} (at, kind, by, target_type, target_id, target_code, fields, mac)"
        f" VALUES ({at}, 'viewed', 'X', '', '', '', '{{{{}}}}', {mac})"
    )


def delete(*numbers: int, table: str = EVENTS) -> str:
    key = "id" if table == EVENTS else "event_id"
    return f"DELETE FROM {table} WHERE {key} IN ({', '.join(f'{{{n}}}' for n in numbers)})"


def swap(table: str, key: str, columns: str, first: int, second: int) -> tuple[str, ...]:
    """Return statements that swap `columns` of two rows."""
    names = columns.split(", ")
    given = ", ".join(f"b.{name}" for name in names)
    left = f"({columns})" if len(names) > 1 else columns
    right = f"({given})" if len(names) > 1 else given
    return (
        f"CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT {key} AS k, {columns} FROM {table}"
        f" WHERE {key} IN ({{{first}}}, {{{second}}})",
        f"UPDATE {table} AS a SET {left} = {right} FROM kept AS b"
        f" WHERE a.{key} IN ({{{first}}}, {{{second}}})"
        f" AND b.k IN ({{{first}}}, {{{second}}}) AND a.{key} <> b.k",
    )


@contextmanager
def guessed_key():
    """Let macs be made with a key of the attacker's own."""
    true, settings.AUDIT_KEY = settings.AUDIT_KEY, bytes(32)
    try:
        yield
    finally:
        settings.AUDIT_KEY = true


def rebuild(cursor) -> None:
    """Recompute every MAC and the whole chain over what is there now, in the order of ids."""
    cursor.execute(f"DELETE FROM {LINKS}")
    before = BEGINNING
    for position, event in enumerate(AuditEvent.objects.order_by("pk"), start=1):
        mac = mac_of(event)
        before = hash_after(before, position, event.pk, mac)
        cursor.execute(f"UPDATE {EVENTS} SET mac = %s WHERE id = %s", [mac, event.pk])
        cursor.execute(f"INSERT INTO {LINKS} VALUES (%s, %s, %s)", [position, event.pk, before])


def rebuilt(*statements: str) -> Callable:
    def run(cursor, ids):
        sql(*statements)(cursor, ids)
        rebuild(cursor)

    return run


def recompute_without_key(cursor, ids):
    cursor.execute(f"UPDATE {EVENTS} SET by = 'X' WHERE id = %s", [ids[3]])
    with guessed_key():
        rebuild(cursor)


def forge_one_row(cursor, ids):
    """Change a row, give it a MAC of the true key, and leave the chain as it is."""
    cursor.execute(f"UPDATE {EVENTS} SET by = 'X' WHERE id = %s", [ids[3]])
    mac = mac_of(AuditEvent.objects.get(pk=ids[3]))
    cursor.execute(f"UPDATE {EVENTS} SET mac = %s WHERE id = %s", [mac, ids[3]])


def link_on(cursor, ids):
    """Add an event with a link of the attacker's own at the end of the chain."""
    cursor.execute(insert().replace("{{", "{").replace("}}", "}") + " RETURNING id")
    event_id = cursor.fetchone()[0]
    junk = hmac.new(b"x", b"x", hashlib.sha256).digest()
    cursor.execute(f"INSERT INTO {LINKS} VALUES (11, %s, %s)", [event_id, junk])


def put_in_behind(cursor, ids):
    """Add a genuine row of another day, made with the key, that no sealer hears of."""
    event = AuditEvent(
        at=AuditEvent.objects.get(pk=ids[0]).at.replace(year=2020), kind="viewed", by="X"
    )
    cursor.execute(
        f"INSERT INTO {EVENTS} (at, kind, by, target_type, target_id, target_code, fields, mac)"
        " VALUES (%s, 'viewed', 'X', '', '', '', '{}', %s)",
        [event.at, mac_of(event)],
    )
    cursor.execute(f"DELETE FROM {PENDING}")


ATTACKS = (
    column("by", "'X'"), column("at", "at + interval '1 second'"), column("kind", "'signed_in'"),
    column("target_type", "'x'"), column("target_id", "'x'"), column("target_code", "'x'"),
    column("case_id", "gen_random_uuid()"), column("fields", "'{{\"x\": 1}}'"),
    column("mac", "'\\x00'"),
    Attack("swap the actors of two rows", sql(*swap(EVENTS, "id", "by", 3, 7)), Misfit.CHANGED, 3),
    Attack("swap actors and macs", sql(*swap(EVENTS, "id", "by, mac", 3, 7)), Misfit.CHANGED, 3),
    Attack("swap two rows", sql(*swap(
        EVENTS, "id", "at, kind, by, target_type, target_id, target_code, case_id, fields, mac", 3, 7,
    )), Misfit.CHAIN, 3),
    Attack("reorder links", sql(*(
        f"UPDATE {LINKS} SET position = position + 100 WHERE event_id = {{3}}",
        f"UPDATE {LINKS} SET position = 3 WHERE event_id = {{8}}",
        f"UPDATE {LINKS} SET position = 8 WHERE event_id = {{3}}",
    )), Misfit.CHAIN, 3),
    Attack("give an event another id", sql(
        f"UPDATE {EVENTS} SET id = id + 1000 WHERE id = {{4}}",
        f"UPDATE {LINKS} SET event_id = event_id + 1000 WHERE event_id = {{4}}",
    ), Misfit.CHAIN, 4),
    Attack("change a hash", sql(f"UPDATE {LINKS} SET hash = '\\x00' WHERE position = 4"), Misfit.CHAIN, 4),
    Attack("delete one event", sql(delete(4)), Misfit.DELETED, 4),
    Attack("delete one event and its link", sql(delete(4), delete(4, table=LINKS)), Misfit.GAP, 4),
    Attack("delete one link", sql(delete(4, table=LINKS)), Misfit.GAP, 4),
    Attack("delete one and close the gap", sql(
        delete(4), delete(4, table=LINKS),
        f"UPDATE {LINKS} SET position = position + 99 WHERE position > 4",
        f"UPDATE {LINKS} SET position = position - 100 WHERE position > 4",
    ), Misfit.CHAIN, 4),
    Attack("delete the tail", sql(delete(9, 10), delete(9, 10, table=LINKS)), Misfit.TAIL, 9),
    Attack("delete the newest events alone", sql(delete(9, 10)), Misfit.DELETED, 9),
    Attack("delete the newest links alone", sql(delete(9, 10, table=LINKS)), Misfit.TAIL, 9),
    Attack("empty the trail", sql(f"TRUNCATE {EVENTS}"), Misfit.DELETED, 1),
    Attack("empty trail and chain", sql(f"TRUNCATE {EVENTS}, {LINKS}"), Misfit.TAIL, 1),
    Attack("insert a row", sql(insert()), Misfit.CHANGED, 11),
    Attack("insert a copy of another row's mac", sql(
        insert(mac=f"(SELECT mac FROM {EVENTS} WHERE id = {{4}})")), Misfit.CHANGED, 11),
    Attack("insert a row dated back", sql(insert(f"'{LONG_AGO}'"), f"DELETE FROM {PENDING}"), Misfit.CHANGED, None),
    Attack("insert a row with a link", link_on, Misfit.CHANGED, 11),
    Attack("hide from the sealer", sql(delete(10, table=LINKS), f"DELETE FROM {PENDING}"), Misfit.TAIL, 10),
    Attack("recompute all without the key", recompute_without_key, Misfit.CHANGED, 1),
    Attack("forge one row with the key", forge_one_row, Misfit.CHAIN, 4, keyed=True),
    Attack("rewrite with the key", rebuilt(f"UPDATE {EVENTS} SET by = 'X' WHERE id = {{4}}"),
        Misfit.REWRITTEN, 5, keyed=True),
    Attack("delete and rewrite with the key", rebuilt(delete(4)), Misfit.REWRITTEN, 5, keyed=True),
    Attack("delete the tail and rewrite with the key", rebuilt(delete(9, 10)), Misfit.TAIL, 9, keyed=True),
    Attack("begin anew with the key", rebuilt(delete(*range(1, 11))), Misfit.TAIL, 1, keyed=True),
    Attack("put in behind with the key", put_in_behind, Misfit.UNSEALED, None, keyed=True),
)  # fmt: skip
