"""Rows written by COPY are the rows that INSERT would have written, whatever their texts hold."""

import uuid

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy

from cases.models import Person
from intercepts.models import JourneyTally
from tests.factories.work import StationFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.audit.trail import event_of, mac_of, record_together
from tracekenya.lib.copying import write_together
from tracekenya.vault.fields import seal_together

pytestmark = pytest.mark.django_db
AWKWARD = ["a\tb", "a\nb\r", r"\N", "\\", 'q"u{o}t,e', "NULL", "", "ŵ ☂", r"\x41", " a "]


def people(words):
    return [
        Person(code=f"P-9{place:05d}", names=each, name_tokens=words, nationality="KE")
        for place, each in enumerate(words)
    ]


def test_every_text_comes_back_as_it_was():
    rows = people(AWKWARD)
    seal_together(rows)

    assert write_together(rows) == rows

    kept = list(Person.objects.filter(pk__in=[row.pk for row in rows]).order_by("code"))
    assert [row.names for row in kept] == AWKWARD
    assert [row.name_tokens for row in kept] == [AWKWARD] * len(AWKWARD)
    assert [row.stated_age for row in kept] == [None] * len(AWKWARD)
    assert {row.recorded_at for row in kept} == {row.recorded_at for row in rows} - {None}
    assert not any(row._state.adding for row in rows)


def test_rows_of_the_trail_carry_what_their_mac_covers(field_monitor):
    facts = [{"text": each, "n": 5, "is_so": True, "none": None} for each in AWKWARD]
    record_together(
        event_of(AuditKind.CREATED, by=field_monitor, target=field_monitor, fields=each)
        for each in facts
    )

    kept = list(AuditEvent.objects.order_by("id"))
    assert [row.fields for row in kept] == facts
    assert [bytes(row.mac) for row in kept] == [mac_of(row) for row in kept]


def tallies(station, *counts):
    return [
        JourneyTally(
            station=station, women=count, client_uuid=uuid.uuid4(), happened_on="2026-01-05"
        )
        for count in counts
    ]


def test_all_or_none():
    station = StationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        write_together(tallies(station, 1, 2, 3, 0, 5))  # the fourth counts nobody

    assert JourneyTally.objects.count() == 0


def test_what_the_database_cannot_hold_is_refused_as_elsewhere():
    rows = people(["plain"] * 5)
    rows[3].nationality = "A\x00"

    with pytest.raises((DataError, ValueError)), transaction.atomic():
        write_together(rows)


@pytest.mark.parametrize("how_many", [1, 40])
def test_one_statement_is_counted(how_many):
    rows = tallies(StationFactory(), *[1] * how_many)

    with CaptureQueriesContext(connection) as asked:
        write_together(rows)

    assert len(asked) == 1
    assert JourneyTally.objects.count() == how_many


def test_a_text_to_be_translated_is_written_as_it_reads():
    rows = people(["a", "b", "c", "d"])
    rows[0].nationality = gettext_lazy("KE")

    write_together(rows)

    assert Person.objects.get(pk=rows[0].pk).nationality == "KE"


def test_a_kind_that_was_not_taught_is_named():
    rows = tallies(StationFactory(), 1, 1, 1, 1)
    rows[2].women = {1}

    with pytest.raises(TypeError, match="set"):
        write_together(rows)


def test_nothing_is_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert write_together([]) == []
