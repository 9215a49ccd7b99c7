"""Bytes and requests of a first visit to each main page, in a real browser against the real server."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, sync_playwright

from bench import world
from bench.cases.pages import addresses
from bench.programs import web
from tracekenya.roles.roles import Role

MOST_REQUESTS = 8
MOST_BYTES = 65_000
MOST_BYTES_OF = {"dashboard_page": 90_000, "bed_board": 75_000}  # a house of 120 beds
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
]  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """What one first visit moved. These are gates: too much fails the run."""

    name: str
    address: str
    bytes_on_wire: int
    most_bytes: int
    requests: int
    strangers: list[str] = field(default_factory=list)

    @property
    def failed_clearly(self) -> bool:
        too_much = self.bytes_on_wire > self.most_bytes or self.requests > MOST_REQUESTS
        return too_much or bool(self.strangers)

    def line(self) -> str:
        word = "MISS" if self.failed_clearly else "PASS"
        return (
            f"{'first_load':<18} {self.name:<18} {self.bytes_on_wire:>7,} bytes <= {self.most_bytes:,}"
            f"  {self.requests} requests <= {MOST_REQUESTS}  {word} {' '.join(self.strangers)}".rstrip()
        )


def outcomes() -> Iterator[Visit]:
    # Playwright runs an event loop in this thread, beside which Django refuses to query: first the pages.
    visits = [(name, address, _session_of(role)) for name, role, address in _pages()]
    with web() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, address, session in visits:
            yield _visit(browser, site, name, address, session)
        browser.close()


def _pages() -> list[tuple[str, Role | None, str]]:
    measured = [page for page in addresses() if page[0] != "frame_page"]
    more = (
        ("sign_in", None, "account_login"),
        ("home", Role.CASE_MANAGER, "home"),
        ("report_list", Role.ME_OFFICER, "reporting:report_list"),
        ("counties", Role.ME_OFFICER, "reporting:counties"),
        ("intercept_record", Role.FIELD_MONITOR, "intercepts:intercept_record"),
        ("case_open", Role.CASE_MANAGER, "cases:case_open"),
    )
    measured += [(name, role, reverse(route)) for name, role, route in more]
    indicator = reverse("reporting:indicator_detail", args=["1.5"])
    return [*measured, ("indicator", Role.ME_OFFICER, indicator)]


def _session_of(role: Role | None) -> str:
    """Return the session cookie of somebody signed in, or nothing."""
    return world.client(role).cookies[settings.SESSION_COOKIE_NAME].value if role else ""


def _visit(browser: Browser, site: str, name: str, address: str, session: str) -> Visit:
    """Open the page in a browser that has seen nothing yet."""
    context = browser.new_context()
    if session:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
    page = context.new_page()
    moved, urls = [], []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: moved.append(event["encodedDataLength"]))
    network.on("Network.requestWillBeSent", lambda event: urls.append(event["request"]["url"]))
    answer = page.goto(site + address, wait_until="networkidle")
    if answer.status != 200 or page.url != site + address:
        raise AssertionError(f"{name} answered {answer.status} at {page.url}")
    context.close()
    asked = [url for url in urls if not url.startswith("data:")]
    most = MOST_BYTES_OF.get(name, MOST_BYTES)
    strangers = [url for url in asked if not url.startswith(site)]
    return Visit(name, address, round(sum(moved)), most, len(asked), strangers)
