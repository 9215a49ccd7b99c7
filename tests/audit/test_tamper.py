"""Nobody changes the trail unseen: not the application's role, not its owner, not with the triggers off.

A superuser who switches the triggers off can do to these tables what the owner can who does so.
"""

# ruff: noqa: S608  names of tables from constants

import datetime as dt
from contextlib import contextmanager, nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.audit.attacks import ATTACKS, EVENTS, LINKS, Attack
from tests.db_roles import application_role
from tracekenya.audit import heads
from tracekenya.audit.enums import Misfit
from tracekenya.audit.models import AuditCheck, AuditEvent
from tracekenya.audit.sealer import seal
from tracekenya.audit.verify import Finding, verify

ACTORS = ("application", "owner", "triggers off")
A_WHILE = dt.timedelta(minutes=6)  # longer than the sealer may take
TALLY = {"tried": 0, "refused": 0, "detected": 0}


@pytest.fixture(scope="module", autouse=True)
def tally():
    """Print how the attacks of this module ended."""
    yield
    print("\naudit attacks: tried {tried}, refused {refused}, detected {detected}".format(**TALLY))  # noqa: T201


@pytest.fixture
def ids(add, tally) -> list[int]:
    """Return the ids of ten events, sealed in two rounds."""
    found = []
    for _number in range(2):
        found += [event.pk for event in add(5)]
        seal()
    return found


@contextmanager
def triggers_off():
    with connection.cursor() as cursor:
        for table in (EVENTS, LINKS):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        for table in (EVENTS, LINKS):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


AS = {"application": application_role, "owner": nullcontext, "triggers off": triggers_off}


def is_refused(attack: Attack, ids: list[int], actor: str) -> bool:
    """Run the attack and say whether the database refused it; a refused one leaves nothing."""
    try:
        with AS[actor](), transaction.atomic(), connection.cursor() as cursor:
            attack.run(cursor, ids)
    except DatabaseError as error:
        refusal = str(error)
        assert "permission denied" in refusal or "cannot be changed" in refusal, refusal
        return True
    return False


def place_of(finding: Finding, ids: list[int]) -> int:
    """Return the place in the chain; 11 stands for any row behind it."""
    return finding.position or 10 + (finding.event_id > ids[-1])


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_every_attack_is_refused_or_found_where_it_was_made(ids, add, attack, actor):
    TALLY["tried"] += 1
    if is_refused(attack, ids, actor):
        TALLY["refused"] += 1
        assert actor != "triggers off"
        assert verify().finding is None
        return
    add()
    try:
        seal()  # work goes on, also over the changed rows
    except DatabaseError:
        assert attack.name == "insert a row with a link"
    finding = verify().finding

    assert finding is not None
    TALLY["detected"] += 1
    if actor == "triggers off":
        assert finding.misfit in {attack.found, Misfit.REWRITTEN}
        assert (attack.at or 11) <= place_of(finding, ids) <= 11


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_the_check_names_the_first_row_and_why(ids, attack):
    with triggers_off(), transaction.atomic(), connection.cursor() as cursor:
        attack.run(cursor, ids)

    finding = verify().finding

    assert finding is not None
    assert (finding.misfit, place_of(finding, ids)) == (attack.found, attack.at or 11)


def test_an_untouched_trail_fits(ids):
    outcome = verify()

    assert (outcome.finding, outcome.rows) == (None, 10)


def test_what_is_younger_than_the_last_seal_is_the_limit(ids, add):
    (young,) = add()
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {EVENTS} WHERE id = %s", [young.pk])
        cursor.execute("DELETE FROM audit_auditpending")

    assert verify().finding is None


def test_a_young_row_that_goes_without_its_mark_is_named(ids, add):
    (young,) = add()
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {EVENTS} WHERE id = %s", [young.pk])

    assert verify().finding == Finding(Misfit.DELETED, event_id=young.pk)


def test_a_sealer_that_stands_still_is_named(ids, add, time_machine):
    (young,) = add()
    assert verify().finding is None

    time_machine.move_to(timezone.now() + A_WHILE)

    assert verify().finding == Finding(Misfit.UNSEALED, event_id=young.pk)


@pytest.mark.parametrize(("spoil", "position"), [
    (lambda lines: [], 1), (lambda lines: lines[2:], 0), (lambda lines: [*lines[:1], *lines[2:]], 0),
    (lambda lines: [lines[0], lines[1].replace("sealed 5", "sealed 6"), *lines[2:]], 0),
    (lambda lines: [lines[2], lines[3], lines[0], lines[1]], 0),
    (lambda lines: [*lines[:2], lines[2][:30], *lines[3:]], 6),
])  # fmt: skip
def test_a_changed_file_is_named(ids, heads_file, time_machine, spoil, position):
    heads_file.write_text("".join(spoil(heads_file.read_text().splitlines(keepends=True))))
    time_machine.move_to(timezone.now() + A_WHILE)

    finding = verify().finding

    assert finding == Finding(Misfit.FILE, position=position or None)


def test_a_file_that_is_gone_is_named(ids, heads_file):
    heads_file.unlink()

    assert verify().finding == Finding(Misfit.FILE)


def test_a_file_cut_at_its_end_is_named_once_the_sealer_had_its_time(ids, heads_file, time_machine):
    lines = heads_file.read_text().splitlines(keepends=True)
    heads_file.write_text("".join(lines[:2]))
    assert verify().finding is None

    time_machine.move_to(timezone.now() + A_WHILE)

    assert verify().finding == Finding(Misfit.FILE, position=6)


def test_a_check_may_begin_at_a_head_of_the_file(add, time_machine):
    add(5)
    seal()
    time_machine.move_to(timezone.now() + dt.timedelta(days=3))
    add(2)
    seal()
    last = AuditEvent.objects.first()

    assert verify(since=last.at).rows == 2
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {EVENTS} SET by = 'X' WHERE id = %s", [last.pk])
    assert verify(since=last.at).finding == Finding(Misfit.CHANGED, 7, last.pk)
    assert verify(since=last.at).rows == 1


def test_the_command_ends_with_1_and_names_the_row(ids, capsys):
    call_command("verify_audit")
    assert capsys.readouterr().out.startswith("The audit trail fits. 10 rows read in ")

    with triggers_off(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {EVENTS} SET by = 'X' WHERE id = %s", [ids[3]])
    with pytest.raises(CommandError, match=f"changed at position 4, event {ids[3]}"):
        call_command("verify_audit")
    assert list(AuditCheck.objects.values_list("misfit", "position", "is_whole")) == [
        ("changed", 4, True),
        ("", None, True),
    ]


def test_an_empty_trail_without_a_file_fits(db, heads_file):
    assert not heads.path().exists()
    assert verify().finding is None
