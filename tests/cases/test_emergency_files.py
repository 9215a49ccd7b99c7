"""While an emergency opening lasts, the case is in no list, file, PDF or form: read-only, and nowhere else."""

import datetime as dt
import io
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from cases.models import Case, EmergencyOpening
from tests.access.table import ALLOWED, Line, lines
from tests.factories.accounts import UserFactory
from tests.factories.reporting import load_printed_plan
from tests.factories.world import World
from tests.fresh import prove
from tests.project.test_routes import ROUTES, VALUES
from tracekenya.accounts.models import Installation, User
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
OPENERS = [
    Role.SHELTER_MANAGER, Role.CASE_MANAGER, Role.LEGAL_OFFICER, Role.EXECUTIVE_DIRECTOR,
]  # fmt: skip
# By their own right: the page of the emergency, the form that names what still runs, the own acts.
OF_THE_OPENING = {
    "cases:emergency_open", "cases:emergency_case", "cases:emergency_reveal",
    "administration:own_act_list",
}  # fmt: skip
OF_PEOPLE = {"case", "stay and case", "counselling note", "counselling facts", "note of others"}
FILES = ["csv", "xlsx"]
Question = tuple[Role, str, Line, str]  # who, method, route, query


@dataclass
class Ground:
    """A world whose cases are all restricted, and of each role one who has them open in an emergency."""

    world: World
    clients: dict[Role, Client]
    people: dict[Role, User]
    codes: list[str]

    def ask(self, question: Question) -> HttpResponse:
        """Return the answer; what it saved is undone."""
        role, method, line, query = question
        with transaction.atomic():
            answer = self.clients[role].generic(method, self.address(line, query))
            transaction.set_rollback(True)
        return answer

    def address(self, line: Line, query: str = "") -> str:
        route, _, more = line.route.partition("?")
        pattern = ROUTES[route].pattern
        key = self.world.key_for(f"{route.partition(':')[0]}/{pattern}")
        known = VALUES | {"pk": key, "token": "none"}
        url = reverse(route, kwargs={name: known[name] for name in pattern.converters})
        asked = "&".join(part for part in (more, query) if part)
        return f"{url}?{asked}" if asked else url

    def held(self, answer: HttpResponse) -> list[str]:
        text = said(answer)
        return [code for code in self.codes if code in text]


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        Installation.objects.create(is_practice=True, canary=Installation.CANARY)
        load_printed_plan()
        yield laid_out()
        transaction.set_rollback(True)


def laid_out() -> Ground:
    world = World()
    world.intercepted.case = world.case
    world.intercepted.save()
    cases = list(Case.objects.all())
    Case.objects.update(is_restricted=True)
    people = {role: UserFactory(role=role, office=world.house.office) for role in OPENERS}
    now = timezone.now()
    for case in cases:
        case.grants.create(office=world.house.office, reason="assigned")
        for person in people.values():
            EmergencyOpening.objects.create(
                case=case, opened_by=person, kind="life", reason="Nobody could be reached",
                opened_at=now, until_at=now + dt.timedelta(minutes=60),
            )  # fmt: skip
    clients = {role: Client() for role in OPENERS}
    for role, client in clients.items():
        client.force_login(people[role])
        prove(client)
    return Ground(world, clients, people, [case.code for case in cases])


def said(answer: HttpResponse) -> str:
    """Return what a page, sheet or PDF says; a file that is no real PDF, as it is."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if "spreadsheetml" in kind:
        rows = load_workbook(io.BytesIO(content)).active.values
        return " ".join(str(cell) for row in rows for cell in row)
    if "pdf" in kind and b"%%EOF" in content:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode(errors="replace")


def reading() -> Iterator[Question]:
    """Yield what is read: every list and its files, every page of reports and workbooks."""
    for line in lines():
        if "G" not in line.methods or line.route in OF_THE_OPENING:
            continue
        is_list = line.route.endswith("_list")
        if not is_list and not line.route.startswith("reporting:"):
            continue
        for query in ["", *(f"export={kind}" for kind in FILES if is_list)]:
            yield from ((role, "GET", line, query) for role in OPENERS)


def touching() -> Iterator[Question]:
    """Yield every way to read or write a record of the case by its own address."""
    for line in lines():
        if line.record in OF_PEOPLE and line.route not in OF_THE_OPENING:
            for method in sorted(ALLOWED[line.methods] - {"HEAD"}):
                yield from ((role, method, line, "") for role in OPENERS)


def some(questions: Iterable[Question], share: float) -> list[Question]:
    """Return a seeded sample in which every route is asked at least once."""
    chance, found, met = random.Random(7), [], set()
    for each in sorted(questions, key=lambda q: chance.random()):
        if each[2].route not in met or chance.random() < share:
            found.append(each)
            met.add(each[2].route)
    return sorted(found, key=lambda q: OPENERS.index(q[0]))


def assert_not_read(ground: Ground, questions: list[Question]) -> None:
    found, files, opened = [], 0, 0
    for question in questions:
        answer = ground.ask(question)
        opened += answer.status_code == 200
        files += answer.headers.get("Content-Disposition", "").startswith("attachment")
        role, _method, line, query = question
        found += [f"{role} {line.route} {query}: {code}" for code in ground.held(answer)]
    print(  # noqa: T201
        f"emergency, read: {len(questions)} asked, {opened} opened, {files} files,"
        f" codes found {len(found)}"
    )

    assert found == []
    assert min(opened, files) > 10


def assert_not_touched(ground: Ground, questions: list[Question]) -> None:
    wrong = []
    for question in questions:
        answer = ground.ask(question)
        if answer.status_code not in (403, 404):
            role, method, line, _query = question
            wrong.append(f"{role} {method} {line.route}: {answer.status_code}")
    print(f"emergency, touched: {len(questions)} asked, not refused {len(wrong)}")  # noqa: T201

    assert wrong == []
    assert len(questions) > 50


def test_no_list_file_or_report_holds_the_case(ground):
    assert_not_read(ground, some(reading(), 0.15))


def test_no_page_or_form_of_the_case_opens(ground):
    assert_not_touched(ground, some(touching(), 0.1))


@pytest.mark.deep
def test_no_list_file_or_report_at_all_holds_the_case(ground):
    assert_not_read(ground, list(reading()))


@pytest.mark.deep
def test_no_page_or_form_of_the_case_at_all_opens(ground):
    assert_not_touched(ground, list(touching()))


@pytest.mark.parametrize("role", OPENERS)
def test_the_codes_that_are_looked_for_stand_where_they_may(ground, role):
    (line,) = [each for each in lines() if each.route == "cases:emergency_open"]

    assert ground.held(ground.ask((role, "GET", line, ""))) == ground.codes


@pytest.fixture
def opening(ground):
    with transaction.atomic():
        yield ground.people[Role.CASE_MANAGER].emergency_openings.first()
        transaction.set_rollback(True)


@pytest.mark.parametrize("word", ["export", "format", "print", "pdf"])
def test_the_page_of_the_emergency_is_refused_as_a_file(ground, opening, word):
    client = ground.clients[Role.CASE_MANAGER]
    page, click = (
        reverse(f"cases:{name}", args=[opening.pk])
        for name in ("emergency_case", "emergency_reveal")
    )
    by = opening.opened_by.staff_code
    before = AuditEvent.objects.filter(by=by).count()

    answers = [
        client.get(page, {word: "csv"}), client.post(f"{click}?{urlencode({word: 'xlsx'})}"),
        client.post(click, {word: "csv"}),
    ]  # fmt: skip

    assert [(each.status_code, ground.held(each)) for each in answers] == [(403, [])] * 3
    new = AuditEvent.objects.filter(by=by)[: AuditEvent.objects.filter(by=by).count() - before]
    assert [event.kind for event in new] == ["refused"] * 3


def test_what_is_shown_is_left_out_of_print_and_kept_by_no_browser(ground, opening):
    client = ground.clients[Role.CASE_MANAGER]

    answer = client.post(reverse("cases:emergency_reveal", args=[opening.pk]))

    page = answer.content.decode()
    facts = page[page.index("panel never-printed") :]
    assert page.count("<dl") == facts.count("<dl") == 1  # all that is opened stands in that panel
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Content-Disposition" not in answer.headers
