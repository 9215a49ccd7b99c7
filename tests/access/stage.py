"""A database with one record of every kind in every position, and people of every role who ask.

Built once; each request runs inside a savepoint that is rolled back.
"""

import datetime as dt
import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, ConflictOfInterest
from programmes.models import Activity
from tests.access.table import ANONYMOUS, Line, Position
from tests.factories.accounts import CountyFactory, UserFactory
from tests.factories.cases import NoteFactory
from tests.factories.house import SealedNoteFactory
from tests.factories.notices import told
from tests.factories.reporting import load_printed_plan
from tests.factories.world import World
from tests.fresh import prove
from tests.project.test_routes import ROUTES, VALUES
from tracekenya.accounts.models import Installation, User
from tracekenya.accounts.sessions import OPEN
from tracekenya.jobs.models import Job
from tracekenya.lib.records import Record
from tracekenya.roles.roles import Role

NOBODYS = uuid.UUID(int=7)
MISSING = {"pk": NOBODYS, "code": "9.9", "slug": "no-such-check", "vocabulary": "no_such_list"}
FORM_TYPE = "application/x-www-form-urlencoded"
RENEWED_AFTER = 120  # seconds; a role asks thousands of addresses
REPORT_FILE = "reports/matrix.pdf"
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
PLACED_WORLDS = [
    Position.OWN, Position.ASSIGNED, Position.READING, Position.NEAR, Position.CLOSED,
    Position.RESTRICTED, Position.CONFLICT, Position.OTHER,
]  # fmt: skip


def _keys() -> Iterator[uuid.UUID]:
    """Yield the keys of all rows that people edit, and of accounts."""
    for model in [*RECORDS, User]:
        yield from model._default_manager.values_list("pk", flat=True)


class Stage:
    """The worlds, one for each position, the people, and a browser for each of them."""

    def __init__(self) -> None:
        self.proved_at: dict[str, float] = {}
        self.watch: Callable[[], object] = int  # called before what a request wrote is undone
        Installation.objects.create(is_practice=True, canary=Installation.CANARY)
        call_command("load_reference_data", verbosity=0)
        self.keeper: User = UserFactory(role=Role.PROGRAMME_OFFICER)
        self.worlds, self.rows = {}, {}
        for position in PLACED_WORLDS:
            if position == Position.OTHER:  # the last one has also what hangs on the plan
                load_printed_plan()
            self.worlds[position] = World(fresh_codes=not self.worlds)
            known = {pk for rows in self.rows.values() for pk in rows}
            self.rows[position] = {*_keys()} - known
            if position == Position.OWN:
                self._write_by(None, self.keeper)
        self.people = {role: self._person(role) for role in Role}
        self.notes = {p: self._counselling(world) for p, world in self.worlds.items()}
        self._place()
        self.clients = {role: self._browser(person) for role, person in self.people.items()}
        self.clients[ANONYMOUS] = self._browser(None)
        self.report = Job.objects.create(
            kind="annual_report", params={"year": 2025, "language": "en"}, state="done",
            file_name=default_storage.save(REPORT_FILE, ContentFile(b"%PDF-1.7 a report")),
            file_size=17, file_sha256="ab" * 32,
        )  # fmt: skip
        self.notices = {who: told(person) for who, person in self.people.items()}
        self.notices[ANONYMOUS] = told(self.keeper)
        chair = self.people[Role.BOARD_MEMBER]
        self.note_to_chair = SealedNoteFactory(to_chair=chair)
        self.sessions = {name: dict(c.cookies.items()) for name, c in self.clients.items()}

    def _person(self, role: Role) -> User:
        keeps_board = role is Role.BOARD_MEMBER
        office = self.worlds[Position.NEAR].house.office
        return UserFactory(
            role=role, office=office, is_board_secretary=keeps_board, is_board_chair=keeps_board
        )

    def _counselling(self, world: World):
        return NoteFactory(case=world.case, kind="counselling", recorded_by=self.keeper)

    def _place(self) -> None:
        """Put each world where its position says."""
        near, away = self.worlds[Position.NEAR], CountyFactory(code="047")
        near.house.office.counties.add(CountyFactory(code="003"))
        Activity.objects.exclude(pk=near.registers["activities"].pk).update(county=away)
        for position, world in self.worlds.items():
            world.intercepted.case = world.case
            world.intercepted.save()
            for case in {each.pk: each for each in world.cases()}.values():
                self._grant(position, case)
        closed, barred = (self.worlds[p].cases() for p in (Position.CLOSED, Position.RESTRICTED))
        Case.objects.filter(pk__in=[case.pk for case in closed]).update(
            status="closed", closure_reason="goals_met", closed_by=self.keeper,
            closed_at=timezone.now() - dt.timedelta(days=30),
        )  # fmt: skip
        Case.objects.filter(pk__in=[case.pk for case in barred]).update(is_restricted=True)

    def _grant(self, position: Position, case: Case) -> None:
        """Let the office, or each person, open the case, as the position says."""
        if position in (Position.NEAR, Position.RESTRICTED):
            office = self.worlds[Position.NEAR].house.office
            case.grants.create(office=office, reason="assigned")
        elif position not in (Position.OWN, Position.OTHER):
            for person in self.people.values():
                can_write = position != Position.READING
                case.grants.create(user=person, reason="assigned", can_write=can_write)
                if position == Position.CONFLICT:
                    ConflictOfInterest.objects.create(user=person, person=case.person)

    def _browser(self, person: User | None) -> Client:
        client = Client(raise_request_exception=False)
        if person is not None:
            client.force_login(person)
        return client

    def _write_by(self, old: User | None, new: User) -> None:
        for model in RECORDS:
            model._default_manager.filter(recorded_by=old).update(recorded_by=new)

    @contextmanager
    def seen_by(self, role: str) -> Iterator[None]:
        """Let the own world, and the counselling note of the assigned one, be written by `role`."""
        with transaction.atomic():
            if role != ANONYMOUS:
                person = self.people[Role(role)]
                self.prove(role)
                self._write_by(self.keeper, person)
                apart = [n.pk for p, n in self.notes.items() if p not in ("own", "assigned")]
                type(self.notes[Position.OWN]).objects.filter(pk__in=apart).update(
                    recorded_by=self.keeper
                )
            yield
            transaction.set_rollback(True)

    def address(self, line: Line, position: Position, role: str = ANONYMOUS) -> str:
        """Return the address of the route for the record in that position from `role`."""
        route, _, query = line.route.partition("?")
        pattern = ROUTES[route].pattern
        names = set(pattern.converters)
        if position == Position.MISSING:
            known = VALUES | MISSING
        else:
            world = self.worlds[Position.OTHER if position == Position.NONE else position]
            known = VALUES | {
                "pk": self._key(world, line, position, role),
                "token": "no-such-token",
            }
        address = reverse(route, kwargs={name: known[name] for name in names})
        return f"{address}?{query}" if query else address

    def _key(self, world: World, line: Line, position: Position, role: str) -> str:
        if line.record == "notice":
            return str(self.notices[role if position == Position.OWN else ANONYMOUS].pk)
        if line.record == "sealed note" and position == Position.OWN:
            return str(self.note_to_chair.pk)
        if line.route == "reporting:report_download":
            return str(self.report.pk)
        if line.record in ("counselling note", "counselling facts", "note of others"):
            return str(self.notes[position].pk)
        return world.key_for(
            f"{line.route.partition(':')[0]}/{ROUTES[line.route.partition('?')[0]].pattern}"
        )

    def _with_session(self, role: str) -> Client:
        """Return the browser of `role`, signed in, with nothing left of earlier requests."""
        client = self.clients[role]
        client.cookies.clear()
        for name, morsel in self.sessions[role].items():
            client.cookies[name] = morsel.value
        return client

    def prove(self, role: str) -> None:
        """Let `role` hold a proof of who it is, which lasts five minutes, in a session that is new."""
        client = self._with_session(role)
        prove(client)
        session, now = client.session, timezone.now().timestamp()
        if OPEN in session:
            session[OPEN] |= {"started": now, "seen": now}
            session.save()
        self.proved_at[role] = time.monotonic()

    def ask(
        self, role: str, method: str, address: str, data: dict[str, str] | None = None, **headers
    ) -> HttpResponse:
        """Send one request as `role`; what it saved is undone."""
        client = self._with_session(role)
        if self.proved_at.get(role, float("inf")) + RENEWED_AFTER < time.monotonic():
            self.prove(role)
        body = urlencode(data or {}, errors="surrogatepass")
        with transaction.atomic():
            if method in ("GET", "HEAD"):
                answer = client.generic(method, address, QUERY_STRING=body, **headers)
            else:
                answer = client.generic(method, address, body, FORM_TYPE, **headers)
            self.watch()
            transaction.set_rollback(True)
        return answer


@contextmanager
def built(blocker) -> Iterator[Stage]:
    """Build the stage in a transaction of its own that is never kept."""
    logs = [logging.getLogger(name) for name in ("django.request", "django.security.csrf")]
    with blocker.unblock(), transaction.atomic():
        for log in logs:  # thousands of refusals are what these tests want
            log.setLevel(logging.CRITICAL)
        stage = Stage()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # planned as if empty, the list of moves takes minutes
        yield stage
        default_storage.delete(stage.report.file_name)
        transaction.set_rollback(True)
    for log in logs:
        log.setLevel(logging.NOTSET)
