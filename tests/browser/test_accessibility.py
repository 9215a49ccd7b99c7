"""Every page of every role, with records, without any, and with errors: axe finds nothing.

`make test` opens each page in one of the eight combinations of language, theme and width; the deep
run opens each in all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from tests.browser.axe import violations
from tests.factories.accounts import UserFactory
from tests.factories.reporting import load_printed_plan
from tests.factories.world import ALONE, World
from tests.project.test_hostile_forms import address_in, furthest_role
from tests.project.test_routes import GUARDED, ROUTES
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role

COMBINATIONS = list(product(("en", "sw"), ("light", "dark"), (1280, 360)))
CLOSES_THE_CASE = {"cases:conflict_declare"}  # sent empty it holds: it comes last
PARTS = 4  # of the pages, so that both cores have work
TALL = 3000  # px: nothing lies under the bar at the bottom, which axe would take for too small
FORM = "main form[method=post]:not([action])"
# What the browser refused because of our own policy, and whom else but us the page asked.
WATCH = """window.refused = []; document.addEventListener('securitypolicyviolation',
    event => window.refused.push(event.violatedDirective + ' ' + event.blockedURI))"""
REFUSED = "window.refused.concat(performance.getEntriesByType('resource').map(e => e.name).filter(n => new URL(n).origin !== location.origin && !n.startsWith('data:')))"
EMPTY = f"""document.querySelectorAll('{FORM} :is(input[type=text], input[type=date], input[type=number], textarea, select)')
    .forEach(control => {{ control.value = '' }})"""

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Visitor:
    """Opens pages as whoever reaches furthest, in one language, theme and width."""

    context: BrowserContext
    language: str
    base: str

    def page_as(self, user: User) -> Page:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": self.language}
        self.context.clear_cookies()
        self.context.add_cookies(
            [{"name": n, "value": v, "url": self.base} for n, v in cookies.items()]
        )
        return self.context.pages[0] if self.context.pages else self.context.new_page()


@pytest.fixture
def visitors(chromium, live_server) -> Iterator[dict[tuple, Visitor]]:
    """Return one visitor for each combination."""
    made = {}
    for language, theme, width in COMBINATIONS:
        context = chromium.new_context(
            viewport={"width": width, "height": TALL}, base_url=live_server.url, color_scheme=theme
        )
        context.set_default_timeout(30_000)
        context.add_init_script(WATCH)
        made[language, theme, width] = Visitor(context, language, live_server.url)
    yield made
    for visitor in made.values():
        visitor.context.close()


def is_page(user: User, address: str) -> bool:
    """Say whether GET is answered with a whole page.

    Some routes are only pressed, some give a file, and some the part of a page that htmx asked for;
    axe meets that part on the page that holds it.
    """
    client = Client()
    client.force_login(user)
    answer = client.get(address)
    if not answer.get("Content-Type", "").startswith("text/html"):
        return False
    return answer.status_code != 405 and (answer.status_code >= 300 or b"<main" in answer.content)


def faults_of(page: Page, address: str) -> list[str]:
    """Return what is wrong with the page as it opens, and after its form was sent empty."""
    answer = page.goto(address)
    if answer.status != 200:
        return [f"answers {answer.status}"]
    found = [f"refused by policy: {each}" for each in page.evaluate(REFUSED)] + violations(page)
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("is wider than the window")
    button = page.locator(f"{FORM} button[type=submit].btn-primary")
    if button.count():
        page.evaluate(EMPTY)
        button.first.click()
        page.wait_for_load_state()
        found += [f"refused by policy: {each}" for each in page.evaluate(REFUSED)]
        found += [f"sent empty, {each}" for each in violations(page)]
    return found


def faults_in(visitors, routes, combinations, people, addresses) -> dict[str, list[str]]:
    found = {}
    for name, combination in zip(routes, combinations, strict=True):
        user = people[furthest_role(name)]
        if not is_page(user, addresses[name]):
            continue
        if faults := faults_of(visitors[combination].page_as(user), addresses[name]):
            found[f"{name} {combination}"] = faults
    return found


def filled() -> tuple[dict[Role, User], dict[str, str]]:
    """Return a person for each role, and the address of each route in a world with all records."""
    load_printed_plan()
    call_command("load_reference_data", verbosity=0)
    world = World()
    people = {role: world.newcomer(role) for role in Role}
    for person in people.values():
        person.is_board_secretary = person.role == Role.BOARD_MEMBER
        person.save()
    pages = [name for name in GUARDED if not name.endswith("_download")]  # those are files
    pages.sort(key=lambda name: (name in CLOSES_THE_CASE, name))
    own = {name: world.own_address(name, people[furthest_role(name)]) for name in ALONE}
    return people, {name: own.get(name) or address_in(world, name) for name in pages}


def turns(count: int, start: int = 0) -> list[tuple]:
    return [COMBINATIONS[(start + number) % len(COMBINATIONS)] for number in range(count)]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_with_records_and_with_errors(visitors, practice, part):
    people, addresses = filled()
    routes = list(addresses)[part::PARTS]

    assert routes != []
    assert faults_in(visitors, routes, turns(len(routes), part), people, addresses) == {}


def test_every_list_is_accessible_while_it_is_empty(visitors, practice):
    load_printed_plan()
    people = {
        role: UserFactory(role=role, is_board_chair=role == Role.BOARD_MEMBER) for role in Role
    }
    plain = [name for name in GUARDED if not ROUTES[name].pattern.converters]
    lists = [name for name in plain if name.endswith("_list") or name == "home"]
    addresses = {name: address_in(None, name) for name in lists}

    assert lists != []
    assert faults_in(visitors, lists, turns(len(lists)), people, addresses) == {}


@pytest.mark.deep
@pytest.mark.parametrize("combination", COMBINATIONS)
def test_every_page_is_accessible_in_every_combination(visitors, practice, combination):
    people, addresses = filled()
    routes = list(addresses)

    assert faults_in(visitors, routes, [combination] * len(routes), people, addresses) == {}


def test_a_fault_would_be_found(visitors, practice):
    page = next(iter(visitors.values())).page_as(UserFactory(role=Role.CASE_MANAGER))
    page.goto("/")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=x><input>'")

    assert [each.partition(":")[0] for each in violations(page)] == ["image-alt", "label"]


def test_a_refusal_by_policy_would_be_found(visitors, practice):
    page = next(iter(visitors.values())).page_as(UserFactory(role=Role.CASE_MANAGER))
    page.goto("/")
    page.evaluate("""() => { const script = document.createElement('script');
        script.textContent = 'window.ran = true'; document.body.append(script) }""")
    page.evaluate("() => fetch('https://evil.example/').catch(() => 0)")

    found = page.evaluate(REFUSED)

    assert sorted(each.partition(" ")[0] for each in found) == ["connect-src", "script-src-elem"]
    assert page.evaluate("window.ran === undefined")
