"""What holds for every page as it is drawn: what it makes a phone load, where its parts go."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.project.page_forms import Ground, laid_out

SCRIPTS = 20_000  # bytes of scripts that one page may load, as they are sent
# Where a passkey may be read or made by whoever has none yet. The second step of signing in and the
# page that asks again who one is load the script too, the latter only for people with a passkey.
ASKS_FOR_PASSKEYS = {"account_login", "mfa_add_webauthn"}
EVERYWHERE = {"js/frame.js"}
SIGNED_IN = EVERYWHERE | {"js/session.js"}
SCRIPT = re.compile(r'<script[^>]*\ssrc="/static/([^"]+)"|\sdata-script="/static/([^"]+)"')

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with laid_out(django_db_blocker) as made:
        yield made


def page_of(ground: Ground, route: str, **environment: str) -> str:
    """Return the page of a route as who reaches furthest sees it, "" where it answers otherwise."""
    answer = ground.sender.send(
        ground.furthest(route), "GET", ground.addresses[route], **environment
    )
    is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return answer.content.decode() if is_page and not answer.streaming else ""


@pytest.fixture(scope="module")
def pages(ground) -> dict[str, str]:
    drawn = {route: page_of(ground, route) for route in ground.addresses}
    drawn["account_login"] = Client().get(reverse("account_login")).content.decode()
    return {route: page for route, page in drawn.items() if "<main" in page}


def scripts_of(page: str) -> set[str]:
    """Return the scripts that the page names, and those that its own scripts fetch for it."""
    return {named or fetched for named, fetched in SCRIPT.findall(page)}


def sent_bytes(names: set[str]) -> int:
    return sum(len(brotli.compress(Path(finders.find(name)).read_bytes())) for name in names)


def test_no_page_loads_more_scripts_than_its_budget(pages):
    loaded = {route: scripts_of(page) for route, page in pages.items()}
    sent = {names: sent_bytes(set(names)) for names in {frozenset(n) for n in loaded.values()}}
    heaviest = max(sent, key=sent.get)
    print(f"{len(pages)} pages; heaviest {sent[heaviest]} bytes: {sorted(heaviest)}")  # noqa: T201

    assert len(pages) > 200  # noqa: PLR2004
    assert {route for route in pages if not loaded[route] >= EVERYWHERE} == set()
    assert {route for route in pages if not loaded[route] >= SIGNED_IN} == {"account_login"}
    assert {
        route: n for route, names in loaded.items() if (n := sent[frozenset(names)]) > SCRIPTS
    } == {}


def test_the_script_for_passkeys_is_loaded_where_one_is_asked_for(pages):
    loading = {route for route, page in pages.items() if "js/passkeys.js" in scripts_of(page)}

    assert loading == ASKS_FOR_PASSKEYS


def ids_of(page: str) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', page))


def parts_sent_beside(fragment: str) -> set[str]:
    """Return the ids of what a fragment wants to replace outside its own place."""
    tags = re.findall(r"<[a-z]+[^>]*\shx-swap-oob=[^>]*>", fragment)
    return {found for tag in tags for found in re.findall(r'\sid="([^"]+)"', tag)}


def test_every_part_that_a_list_sends_has_its_place_on_the_page(ground, pages):
    """Otherwise htmx drops the part and says so in the console."""
    lists = [route for route, page in pages.items() if 'id="list"' in page]
    homeless, sent = {}, 0
    for route in lists:
        for query in ("", "panel=open"):
            page = page_of(ground, route, QUERY_STRING=query)
            part = page_of(
                ground, route, QUERY_STRING=query, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="list"
            )
            beside = parts_sent_beside(part)
            targets = set(re.findall(r'\shx-target="#([^"]+)"', page + part))
            sent += len(beside)
            if lost := (beside | targets) - ids_of(page):
                homeless[route, query] = lost

    assert len(lists) > 30  # noqa: PLR2004
    assert sent == 2 * len(lists)
    assert homeless == {}
