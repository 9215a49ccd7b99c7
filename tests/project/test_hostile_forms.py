"""No form falls over what people or machines send: a refusal at the field, never an error of ours."""

import random
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.factories.reporting import load_printed_plan
from tests.factories.world import World
from tests.fresh import prove
from tests.project.test_routes import GUARDED, ROUTES, VALUES
from tracekenya.accounts.models import User
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role

FORM_TYPE = "application/x-www-form-urlencoded"
HOSTILE = [
    "", " ", "a\0b", "\ud800", "\u202eabc", "x" * 5000, "x" * 1_000_000,
    "<script>alert(1)</script>", "'; DROP TABLE cases_case; --", "{{ 7 * 7 }}", "%s %(day)s",
    "-1", "0", "99999999999999999999", "1e400", "NaN", "Infinity", "٣",
    "0001-01-01", "9999-12-31", "2999-01-01", "2025-02-30", "0001-01-01T00:00", "9999-12-31T23:59",
    "25:61", "00000000-0000-0000-0000-000000000000", "not-a-uuid",
]  # fmt: skip
SAMPLE, FULL_RUN = 400, 20_000  # tries of all forms together
TOKEN = "csrfmiddlewaretoken"
PLAUSIBLE = {"date": "2025-07-01", "datetime-local": "2025-07-01T10:00", "number": "3"}
ANSWERED_IN_PLACE = {
    "reporting:earlier_years_paste", "administration:user_detail",
    "cases:people_search", "cases:case_detail", "cases:person_detail", "cases:suspect_detail", "shelter:shelter_address",
}  # fmt: skip
MAIN_FLOW = {
    "intercepts:intercept_record", "intercepts:person_classify", "intercepts:person_open_case",
    "cases:case_open", "cases:case_edit", "cases:case_assign", "cases:consent_add",
    "cases:service_add", "cases:reintegration_add", "cases:suspect_add", "cases:court_case_add",
    "cases:charge_add", "cases:plea_record", "cases:hearing_add", "cases:outcome_add",
    "shelter:hold_bed", "shelter:admit", "shelter:admit_request", "shelter:stay_exit",
    "referrals:referral_add", "referrals:referral_send",
}  # fmt: skip

pytestmark = pytest.mark.django_db


@dataclass
class Form:
    """A form as a page shows it: who sees it, where it goes, its answers as the page proposes them."""

    method: str
    action: str
    answers: dict[str, str] = field(default_factory=dict)
    route: str = ""
    user: User | None = None

    @property
    def names(self) -> list[str]:
        return [name for name in self.answers if name != TOKEN]


class FormReader(HTMLParser):
    """Collects the forms of a page's main part, each answered plausibly."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.in_main, self.select = False, ""

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        if tag == "main":
            self.in_main = True
        elif tag == "form" and self.in_main:
            self.forms.append(Form(facts["method"], facts.get("action") or ""))
        elif self.forms and facts.get("name") and tag in ("input", "textarea"):
            kind = facts.get("type", "text")
            start = facts.get("value") or PLAUSIBLE.get(kind, "Practice text")
            self.forms[-1].answers.setdefault(facts["name"], start)
        elif self.forms and tag == "select":
            self.select = facts["name"]
        elif self.select and tag == "option" and facts.get("value"):
            self.forms[-1].answers.setdefault(self.select, facts["value"])

    def handle_endtag(self, tag):
        self.in_main = self.in_main and tag != "main"
        if tag == "select":
            self.forms[-1].answers.setdefault(self.select, "")
            self.select = ""


@pytest.fixture
def forms(practice, client) -> list[Form]:
    """Return every form that the page of some route shows to the role that reaches furthest."""
    load_printed_plan()
    call_command("load_reference_data", verbosity=0)
    client.raise_request_exception = False
    world, users, found = World(), {}, {}
    for route in GUARDED:
        role = furthest_role(route)
        user = users[role] if role in users else users.setdefault(role, world.newcomer(role))
        address = address_in(world, route)
        for form in forms_at(client, user, address):
            form.action, form.route, form.user = form.action or address, route, user
            found.setdefault((form.method, form.action), form)
    return list(found.values())


def address_in(world: World, route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        pattern = ROUTES[route].pattern
        known = VALUES | {"pk": world.key_for(f"{route.partition(':')[0]}/{pattern}")}
        return reverse(route, kwargs={key: known[key] for key in pattern.converters})


def furthest_role(route: str) -> Role:
    permission = Permission(ROUTES[route].callback.permission)
    reach = [Scope.ORGANISATION, Scope.SHELTER, Scope.COUNTY, Scope.OWN]
    scopes = {role: scope_of(role, permission) for role in Role}
    roles = [role for role in Role if scopes[role] is not Scope.NONE]
    return min(roles, key=lambda r: reach.index(scopes[r]) if scopes[r] in reach else len(reach))


def forms_at(client, user: User, address: str) -> list[Form]:
    client.force_login(user)
    prove(client)
    reader = FormReader()
    answer = client.get(address, {"panel": "open"})
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        reader.feed(answer.content.decode())
    return reader.forms


def complaint(client, form: Form, changes: dict[str, str]) -> str:
    """Send the form with some answers changed, undo what it saved; return what was wrong, or ""."""
    body = urlencode(form.answers | changes, errors="surrogatepass")
    client.force_login(form.user)
    prove(client)
    with transaction.atomic():
        if form.method == "get":
            answer = client.get(form.action, QUERY_STRING=body)
        else:
            answer = client.post(form.action, data=body, content_type=FORM_TYPE)
        transaction.set_rollback(True)
    shown = {name: value[:40] for name, value in changes.items()}
    if answer.status_code not in (200, 302):
        return f"{form.route} {shown}: {answer.status_code}"
    is_refusal = answer.status_code == 200 and form.method == "post"
    if (
        is_refusal
        and form.route not in ANSWERED_IN_PLACE
        and b"error-summary" not in answer.content
    ):
        return f"{form.route} {shown}: refused without a word"
    return ""


def complaints(client, tries: list[tuple[Form, dict[str, str]]]) -> list[str]:
    return [text for form, changes in tries if (text := complaint(client, form, changes))]


def test_no_form_falls_over_a_sample(client, forms):
    chance = random.Random(7)
    single = [
        (form, {name: chance.choice(HOSTILE)})
        for form in forms
        for name in chance.sample(form.names, min(2, len(form.names)))
    ]
    whole = [(form, {name: chance.choice(HOSTILE) for name in form.names}) for form in forms]

    assert MAIN_FLOW - {form.route for form in forms} == set()
    assert complaints(client, single + whole) == []


@pytest.mark.deep
def test_no_form_falls_over_anything(client, forms):
    everything = [(form, {name: bad}) for form in forms for name in form.names for bad in HOSTILE]

    assert complaints(client, everything) == []


def bad_values() -> st.SearchStrategy[str]:
    """Text, numbers and days as nobody would type them, and the known bad ones."""
    days = st.dates().map(str) | st.datetimes().map(lambda at: at.isoformat(timespec="minutes"))
    numbers = st.integers().map(str) | st.floats().map(str) | st.decimals().map(str)
    return st.sampled_from(HOSTILE) | st.text(max_size=200) | days | numbers | st.uuids().map(str)


@st.composite
def tries(draw, forms: list[Form]) -> tuple[Form, dict[str, str]]:
    """Draw a form with some of its answers, or all of them, replaced by bad ones."""
    form = draw(st.sampled_from(forms))
    names = draw(st.sets(st.sampled_from(form.names), min_size=1)) if form.names else set()
    return form, {name: draw(bad_values()) for name in sorted(names)}


def find_complaints(client, forms: list[Form], how_many: int) -> list[str]:
    """Send `how_many` drawn tries, the same ones every time; return what was wrong."""
    found = []

    @settings(
        max_examples=how_many, derandomize=True, database=None, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(tries(forms))
    def send(drawn):
        found.extend(complaints(client, [drawn]))

    send()
    return found


def test_no_form_falls_over_a_drawn_sample(client, forms):
    assert find_complaints(client, forms, SAMPLE) == []


@pytest.mark.deep
def test_no_form_falls_over_the_full_run(client, forms):
    assert find_complaints(client, forms, FULL_RUN) == []


def test_no_list_falls_over_its_address(client, forms):
    lists = [form for form in forms if form.method == "get"]
    tried = [
        (form, {name: bad})
        for form in lists
        for name in ("sort", "after", "before", "page")
        for bad in random.Random(name).sample(HOSTILE, 6)
    ]

    assert complaints(client, tried) == []


@pytest.mark.parametrize("bad", HOSTILE[:9])
def test_the_sign_in_page_does_not_fall_over(client, practice, bad):
    client.raise_request_exception = False
    body = urlencode({"login": bad, "password": bad}, errors="surrogatepass")

    answer = client.post("/sign-in/", data=body, content_type=FORM_TYPE)

    assert answer.status_code in (200, 400)
