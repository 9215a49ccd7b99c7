"""Pages through the WSGI handler: the frame against a bare answer, every list against the bare frame."""

from collections.abc import Callable, Iterator

from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver, reverse

from bench import world
from bench.harness import Outcome, Pair, run
from shelter.models import Shelter
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role

BARE, FRAME = (
    "/bench/bare/",
    "/bench/frame/",
)  # a signed-in answer; a signed-in page without content
LIST_GOAL = 3.0  # times the bare signed-in page
BOARD_GOAL = 8.0  # the same, of a house with 120 beds


def addresses() -> list[tuple[str, Role, str]]:
    """Return name, role and address of the pages that people open most."""
    house = Shelter.objects.get(office__code="bench-2")
    return [
        ("frame_page", Role.ME_OFFICER, FRAME),
        ("dashboard_page", Role.ME_OFFICER, reverse("reporting:dashboard")),
        ("case_list", Role.CASE_MANAGER, reverse("cases:case_list")),
        ("intercept_list", Role.PROGRAMME_MANAGER, reverse("intercepts:intercept_list")),
        ("bed_board", Role.SHELTER_MANAGER, reverse("shelter:bed_board", args=[house.pk])),
    ]


def lists() -> list[tuple[str, Role, str]]:
    """Return name, role and address of every list, opened by the first of our staff who may."""
    found = []
    for name, view in _plain_routes():
        roles = [r for r in world.STAFF if scope_of(r, view.permission) is not Scope.NONE]
        if name.endswith("_list") and roles:
            whole = [r for r in roles if scope_of(r, view.permission) is Scope.ORGANISATION]
            found.append((name, (whole or roles)[0], reverse(name)))
    return found


def outcomes() -> Iterator[Outcome]:
    """Give one outcome a page; lists and the bed board have a goal against the bare page."""
    with override_settings(ROOT_URLCONF="bench.urls"):
        for name, role, address in addresses():
            yield run(_pair(name, world.client(role), address, BARE))
            if name == "bed_board":
                yield run(_pair("bed_board_120", world.client(role), address, FRAME, BOARD_GOAL))
        for name, role, address in lists():
            yield run(_pair(name, world.client(role), address, FRAME, LIST_GOAL))


def _plain_routes(resolver=None, space: str = "") -> Iterator[tuple[str, Callable]]:
    """Yield name and view of each route of ours that takes no argument."""
    for entry in (resolver or get_resolver("tracekenya.urls")).url_patterns:
        if isinstance(entry, URLResolver):
            yield from _plain_routes(
                entry, f"{space}{entry.namespace}:" if entry.namespace else space
            )
        elif not entry.pattern.converters and hasattr(entry.callback, "permission"):
            yield f"{space}{entry.name}", entry.callback


def _pair(name: str, client: Client, address: str, limit: str, goal: float | None = None) -> Pair:
    ours = _get(client, address)
    facts = {"q": world.queries(ours), "bytes": len(client.get(address).content)}
    return Pair(name, _get(client, limit), ours, goal=goal, same=_both_ok, facts=facts)


def _get(client: Client, address: str) -> Callable[[], int]:
    return lambda: client.get(address).status_code


def _both_ok(limit: int, ours: int) -> bool:
    return limit == ours == 200
