"""What the trail and the vault add to writing a row."""

from collections.abc import Iterator
from tempfile import TemporaryDirectory

from django.db import transaction
from django.test import override_settings

from bench import world
from bench.harness import Outcome, Pair, run
from cases.models import Person
from intercepts.models import Station
from tracekenya.audit import trail
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.sealer import seal
from tracekenya.roles.roles import Role
from tracekenya.vault.keys import keys_kept

ROWS = 20  # one transaction each, as the actions do


def outcomes() -> Iterator[Outcome]:
    yield run(Pair("audit_insert", _plain_rows, _audited_rows, rounds=12, facts={"rows": ROWS}))
    with TemporaryDirectory() as folder, override_settings(AUDIT_HEADS_FILE=f"{folder}/heads.log"):
        seal()  # what the world itself left
        facts = {"rows": ROWS}
        yield run(Pair("chained_insert", _plain_rows, _chained_rows, rounds=12, facts=facts))
    yield run(Pair("sealed_insert", _bare_people, _sealed_people, rounds=12, facts={"rows": ROWS}))


class _Numbers:
    """Codes that nothing else uses."""

    used = 0

    @classmethod
    def next_code(cls) -> str:
        cls.used += 1
        return f"W-{cls.used}"


def _station() -> Station:
    return Station.objects.create(
        code=_Numbers.next_code(), name="Bench", kind="matatu_stage", county_id="001"
    )


def _plain_rows() -> int:
    for _ in range(ROWS):
        with transaction.atomic():
            _station()
    return ROWS


def _audited_rows() -> int:
    by = world.person(Role.ME_OFFICER)
    for _ in range(ROWS):
        with transaction.atomic():
            trail.record(AuditKind.CREATED, by=by, target=_station())
    return ROWS


def _chained_rows() -> int:
    """Write the rows with their trail, and let the sealer chain them: all that a row costs in the end."""
    _audited_rows()
    seal()
    return ROWS


def _bare_people() -> int:
    for _ in range(ROWS):
        with transaction.atomic():
            Person.objects.create(code=_Numbers.next_code())
    return ROWS


def _sealed_people() -> int:
    for _ in range(ROWS):
        with keys_kept(), transaction.atomic():
            person = Person(
                code=_Numbers.next_code(), names="Bench Person", phone="0700000000", address="Bench"
            )
            person.index_identity()
            person.save()
    return ROWS
