"""The sealer chains whatever waits, alone, in batches, and tells a file outside the database."""

import threading

import pytest
from django.db import connection, connections, transaction

from tracekenya.audit import heads, sealer
from tracekenya.audit.enums import AuditKind, Misfit
from tracekenya.audit.models import AppendOnly, AuditEvent, AuditLink, AuditPending
from tracekenya.audit.sealer import ONE_SEALER, Sealed, seal
from tracekenya.audit.trail import record
from tracekenya.audit.verify import verify


def chain() -> list[tuple[int, int]]:
    return list(AuditLink.objects.values_list("position", "event_id"))


def states() -> list[tuple[str, int]]:
    return [(head.state, head.position) for head in heads.all_lines()]


def test_a_seal_gives_each_event_its_place_and_takes_it_from_those_that_wait(add):
    events = add(3)

    assert seal() == Sealed(3)

    assert chain() == [(number, event.pk) for number, event in enumerate(events, start=1)]
    assert AuditPending.objects.count() == 0
    assert verify().finding is None


def test_each_hash_rests_on_the_one_before(add):
    add(2)
    seal()
    first, second = AuditLink.objects.all()
    events = dict(AuditEvent.objects.values_list("pk", "mac"))

    assert bytes(first.hash) == sealer.hash_after(
        bytes(32), 1, first.event_id, bytes(events[first.event_id])
    )
    assert bytes(second.hash) == sealer.hash_after(
        bytes(first.hash), 2, second.event_id, bytes(events[second.event_id])
    )


def test_nothing_new_writes_no_line(add):
    add()
    seal()

    assert seal() == Sealed(0)
    assert states() == [("sealing", 1), ("sealed", 1)]


def test_each_seal_writes_the_head_of_the_chain_outside_the_database(add, heads_file):
    add(2)
    seal()
    add()
    seal()

    assert states() == [("sealing", 2), ("sealed", 2), ("sealing", 3), ("sealed", 3)]
    assert heads.last_sealed().hash == bytes(AuditLink.objects.get(position=3).hash)
    assert heads_file.stat().st_mode & 0o077 == 0


def test_many_events_are_sealed_in_batches(add, monkeypatch):
    monkeypatch.setattr(sealer, "BATCH", 4)
    add(10)

    assert seal() == Sealed(10)
    assert states()[-2:] == [("sealing", 10), ("sealed", 10)]
    assert len(states()) == 6


def test_a_file_that_takes_no_line_keeps_the_events_waiting(add, heads_file):
    heads_file.mkdir(parents=True)  # a folder in its place
    add(2)

    with pytest.raises(OSError, match="directory"):
        seal()

    assert (chain(), AuditPending.objects.count()) == ([], 2)
    heads_file.rmdir()
    assert seal() == Sealed(2)


@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_late_is_sealed_when_it_appears(add):
    begun, go_on = threading.Event(), threading.Event()

    def act_slowly():
        with transaction.atomic():
            record(AuditKind.VIEWED, by=None)
            begun.set()
            go_on.wait(10)
        connections.close_all()

    slow = threading.Thread(target=act_slowly)
    slow.start()
    begun.wait(10)
    later = add(2)
    seal()
    assert [event_id for _position, event_id in chain()] == [event.pk for event in later]

    go_on.set()
    slow.join()
    seal()

    late = AuditEvent.objects.get(by="SYSTEM")
    assert late.pk < later[0].pk
    assert chain()[-1] == (3, late.pk)
    assert verify().finding is None


@pytest.mark.django_db(transaction=True)
def test_one_sealer_at_a_time(add):
    add()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_SEALER])

    assert seal() == Sealed(0)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_SEALER])
    other.close()
    assert seal() == Sealed(1)


@pytest.mark.django_db(transaction=True)
def test_many_sealers_and_writers_at_once_make_one_chain(add):
    def work():
        for _number in range(10):
            record(AuditKind.VIEWED, by=None)
            seal()
        connections.close_all()

    threads = [threading.Thread(target=work) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal()

    assert [position for position, _event in chain()] == list(range(1, 61))
    assert verify().finding is None


def test_a_head_that_a_killed_sealer_could_not_write_is_written_by_the_next(add, heads_file):
    add(2)
    seal()
    first, _binding = heads_file.read_text().splitlines(keepends=True)
    heads_file.write_text(first)  # as after a kill between the commit and the second line

    assert seal() == Sealed(0)
    assert states() == [("sealing", 2), ("sealed", 2)]
    assert verify().finding is None


def test_a_seal_that_never_came_true_binds_nothing(add):
    add()
    seal()
    heads.append(heads.SEALING, 7, bytes(32))

    add()
    assert seal() == Sealed(1)
    assert verify().finding is None


def test_a_line_torn_by_a_power_cut_is_passed_over(add, heads_file):
    add()
    seal()
    with heads_file.open("a") as file:
        file.write("sealing 2 2026-01-01T")

    add()
    seal()

    assert states() == [("sealing", 1), ("sealed", 1), ("sealing", 2), ("sealed", 2)]
    assert verify().finding is None


def test_the_sealer_says_that_the_chain_lost_the_head_of_the_file(add, caplog):
    add()
    seal()
    heads.append(heads.SEALED, 9, bytes(32))

    assert seal() == Sealed(0, fits=False)
    assert "does not hold the head" in caplog.text
    assert verify().finding.misfit == Misfit.TAIL


@pytest.mark.parametrize("attack", [
    lambda link: AuditLink.objects.update(event_id=9), lambda link: AuditLink.objects.all().delete(),
    lambda link: link.save(), lambda link: link.delete(),
])  # fmt: skip
def test_the_application_cannot_change_a_seal(add, attack):
    add()
    seal()

    with pytest.raises(AppendOnly):
        attack(AuditLink.objects.get())
