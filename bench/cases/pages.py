"""Pages against a bare signed-in answer with the same middleware, through the WSGI handler."""

from collections.abc import Callable, Iterator

from django.test import Client, override_settings
from django.urls import reverse

from bench import world
from bench.harness import Outcome, Pair, run
from shelter.models import Shelter
from tracekenya.roles.roles import Role

BARE, FRAME = "/bench/bare/", "/bench/frame/"


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


def outcomes() -> Iterator[Outcome]:
    """Give one case a page; the ratios have no goal yet."""
    for name, role, address in addresses():
        with override_settings(ROOT_URLCONF="bench.urls"):
            yield run(_pair(name, world.client(role), address))


def _pair(name: str, client: Client, address: str) -> Pair:
    ours = _get(client, address)
    facts = {"q": world.queries(ours), "bytes": len(client.get(address).content)}
    return Pair(name, _get(client, BARE), ours, same=_both_ok, facts=facts)


def _get(client: Client, address: str) -> Callable[[], int]:
    return lambda: client.get(address).status_code


def _both_ok(limit: int, ours: int) -> bool:
    return limit == ours == 200
