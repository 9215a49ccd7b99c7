"""What holds for every list of the system, found by its route: none can be forgotten."""

import pytest
from django.db import connection, models
from django.db.models.constants import LOOKUP_SEP
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import UserFactory
from tests.factories.reporting import load_printed_plan
from tests.factories.world import World
from tests.project.test_hostile_forms import address_in, furthest_role
from tests.project.test_routes import GUARDED, ROUTES
from tracekenya.pages.listing import Listing

MOST_QUERIES = 8  # session, person, practice or live, rows, count, and the choices of filters
LISTS = [n for n in GUARDED if n.endswith("_list") and not ROUTES[n].pattern.converters]
# Pages of a few rows, all of them shown, without filters and an order to choose.
SHORT = {
    "shelter:shelter_list", "reporting:report_list", "administration:vocabulary_list",
    "session_list", "shelter:allegation_list", "shelter:sealed_note_list", "intercepts:screening_list",
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(practice, client):
    """Return a function: the answer of a list's page to whoever reaches furthest, and its listing."""
    load_printed_plan()
    world, people = World(), {}

    def open_list(name: str, query: dict | None = None):
        role = furthest_role(name)
        if role not in people:
            people[role] = world.newcomer(role)
            client.force_login(people[role])
        answer = client.get(address_in(world, name), query or {})
        return answer, answer.context.get("listing") if answer.context else None

    return open_list


def test_there_are_lists_of_everything_that_people_keep():
    assert len(set(LISTS) - SHORT) >= 25
    assert SHORT - set(LISTS) == set()


@pytest.mark.parametrize("name", [name for name in LISTS if name not in SHORT])
def test_a_list_asks_few_questions_and_keeps_people_out_of_its_address(opened, name):
    plain, listing = opened(name)  # the first request of a process also fills caches
    with CaptureQueriesContext(connection) as closed_panel:
        plain, listing = opened(name)
    with CaptureQueriesContext(connection) as open_panel:
        with_filters, _listing = opened(name, {"panel": "open"})

    assert (plain.status_code, with_filters.status_code) == (200, 200)
    assert isinstance(listing, Listing)
    assert without_savepoints(closed_panel) <= MOST_QUERIES
    assert without_savepoints(open_panel) <= MOST_QUERIES
    assert personal_names(listing) == []
    assert len(plain.content) < 65_000


@pytest.mark.parametrize("name", sorted(SHORT))
def test_a_short_list_asks_few_questions_and_offers_no_order(opened, name):
    opened(name)
    with CaptureQueriesContext(connection) as captured:
        page, listing = opened(name)

    assert (page.status_code, listing) == (200, None)
    assert without_savepoints(captured) <= MOST_QUERIES
    assert len(page.content) < 65_000


def test_sessions_ask_the_same_however_many_there_are(opened):
    """Each device of the person, this one first; those of others are not among them."""
    opened("session_list")
    with CaptureQueriesContext(connection) as one:
        page, _listing = opened("session_list")
    user = page.wsgi_request.user
    for each in (user, user, UserFactory()):
        Client().force_login(each)
    with CaptureQueriesContext(connection) as three:
        page, _listing = opened("session_list")

    rows = page.context["sessions"]
    assert [row["is_this"] for row in rows] == [True, False, False]
    assert without_savepoints(one) == without_savepoints(three)


def without_savepoints(captured: CaptureQueriesContext) -> int:
    """Count what a page asks; the application's role is the test's own doing."""
    return sum(
        not each["sql"].startswith(
            ("SAVEPOINT", "RELEASE", "INSERT", "UPDATE", "SET ROLE", "RESET ROLE")
        )
        for each in captured.captured_queries
    )


def personal_names(listing: Listing) -> list[str]:
    """Return filters and sort fields of the list that the record's model calls personal or special."""
    model = listing.filter.queryset.model
    filters = [f.field_name or name for name, f in listing.page.filters.base_filters.items()]
    return [path for path in [*filters, *listing.page.orders.values()] if is_private(model, path)]


def is_private(model: type[models.Model], path: str) -> bool:
    for part in path.split(LOOKUP_SEP):
        privacy = getattr(model, "Privacy", None)
        if any(part in getattr(privacy, word, ()) for word in ("personal", "special")):
            return True
        names = {field.name for field in model._meta.get_fields()}
        if part not in names:
            return False
        model = model._meta.get_field(part).related_model or model
    return False
