"""What sealing costs: a page of 50 rows with opened names, and an insert, against plain columns."""

import statistics
import time
from collections.abc import Callable, Iterator

from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from bench import world
from bench.harness import Outcome, Pair, run
from bench.plain import PlainContact, PlainNote, make_tables
from cases.models import Case, Note
from tracekenya.directory.models import Contact, Organisation
from tracekenya.roles.roles import Role
from tracekenya.vault.fields import open_together, seal_together
from tracekenya.vault.keys import keys_kept

ROWS = 50  # of a page
INSERTS = 20  # one transaction each, as the actions do
ROUNDS = 40
PAGE_GOAL = 1.25
TEXT = "She slept well and asked for her sister. " * 10


def outcomes() -> Iterator[Outcome]:
    make_tables()
    organisation = Organisation.objects.create(name="Bench organisation", kind="ngo")
    case = Case.objects.select_related("person").first()
    _fill(organisation)
    with override_settings(ROOT_URLCONF="bench.urls"):
        client = world.client(Role.ME_OFFICER)
        plain, sealed = (
            lambda address=address: _table(client.get(address).content)
            for address in ("/bench/contacts/plain/", "/bench/contacts/sealed/")
        )
        facts = {"q": f"{world.queries(plain)}->{world.queries(sealed)}", **_p95(plain, sealed)}
        yield run(Pair("vault_page_50", plain, sealed, PAGE_GOAL, rounds=ROUNDS, facts=facts))
    yield run(Pair("vault_read_50", _plain_names, _sealed_names, rounds=ROUNDS))
    one, many = _inserts(organisation, case)
    yield run(
        Pair("vault_first_insert", *one, rounds=ROUNDS, facts={"rows": INSERTS, **_p95(*one)})
    )
    yield run(Pair("vault_insert", *many, rounds=ROUNDS, facts={"rows": INSERTS, **_p95(*many)}))


def _fill(organisation: Organisation) -> None:
    rows = [
        {"organisation": organisation, "names": f"Bench Person {n}", "phone": f"0711{n:06d}"}
        for n in range(ROWS)
    ]
    PlainContact.objects.bulk_create(PlainContact(**row) for row in rows)
    with keys_kept():
        contacts = [Contact(**row) for row in rows]
        seal_together(contacts)
        Contact.objects.bulk_create(contacts)


def _table(page: bytes) -> bytes:
    """Return what both pages must show alike; the frame holds a token that changes."""
    return page.partition(b"<table>")[2].partition(b"</table>")[0]


def _plain_names() -> list[tuple[str, str]]:
    rows = PlainContact.objects.filter(names__startswith="Bench Person").order_by("phone")[:ROWS]
    return sorted((row.names, row.phone) for row in rows)


def _sealed_names() -> list[tuple[str, str]]:
    with keys_kept():
        rows = list(
            Contact.objects.filter(organisation__name="Bench organisation", position="")[:ROWS]
        )
        open_together(rows)
        return sorted((row.names, row.phone) for row in rows)


def _inserts(organisation: Organisation, case: Case) -> tuple[tuple[Callable, Callable], ...]:
    """Return pairs (plain, sealed): rows whose key is made with them, rows of one known person."""
    fields = {"organisation": organisation, "position": "new", "names": "Bench", "phone": "0711"}
    note = {"case": case, "text": TEXT, "written_on": timezone.localdate()}
    return (
        (_each(lambda: PlainContact.objects.create(**fields)), _each(lambda: Contact.objects.create(**fields))),
        (_each(lambda: PlainNote.objects.create(**note)), _each(lambda: Note.objects.create(**note))),
    )  # fmt: skip


def _each(insert: Callable) -> Callable[[], int]:
    """Return what inserts INSERTS rows, each in a request of its own."""

    def call() -> int:
        for _ in range(INSERTS):
            with keys_kept(), transaction.atomic():
                insert()
        return INSERTS

    return call


def _p95(limit: Callable, ours: Callable) -> dict[str, str]:
    """Return the 95th percentile of both in milliseconds, taken in turns."""
    took: dict[Callable, list[float]] = {limit: [], ours: []}
    for _ in range(ROUNDS):
        for call in (limit, ours):
            started = time.perf_counter()
            call()
            took[call].append((time.perf_counter() - started) * 1000)
    before, after = (statistics.quantiles(took[call], n=20)[-1] for call in (limit, ours))
    return {"p95_ms": f"{before:.1f}->{after:.1f}"}
