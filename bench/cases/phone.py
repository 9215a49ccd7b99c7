"""The phone's page in a real browser: bytes of a first visit, and how fast it opens again without a network.

Bytes are gates. Times depend on the machine: they are held against a bare page, and reported.
"""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.cases.wire import ARGUMENTS, CHROMIUM
from bench.programs import web
from intercepts.phone import shell

ROUNDS = 6  # the first is dropped
SLOW_CPU = 4
SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
MOST_BYTES = {"shell": 60 * 1024, "scripts": 30 * 1024}  # as sent
AIM_MS = 1000  # to open again, without a network, at a quarter of the speed
OURS, BARE = "/field/", "/livez"  # the page, and the least that the server says
SHOWS = {OURS: "#code", BARE: "body"}
DRAWN = """(selector) => new Promise((done) => {
  const look = () => document.querySelector(selector)
    ? requestAnimationFrame(() => done(performance.now())) : setTimeout(look, 5);
  look();
})"""
FETCH = "(paths) => Promise.all(paths.map((path) => fetch(path, {cache: 'reload'}).then((one) => one.text())))"


@dataclass(frozen=True)
class Bytes:
    """What a first visit moves until the page works without a network."""

    name: str
    sent: int
    most: int
    requests: int

    @property
    def failed_clearly(self) -> bool:
        return self.sent > self.most

    def line(self) -> str:
        word = "MISS" if self.failed_clearly else "PASS"
        return f"{self.name:<18} {self.sent:>7,} bytes <= {self.most:,}  {self.requests} requests  {word}"


@dataclass(frozen=True)
class Opening:
    """Milliseconds until the first screen is drawn, beside a bare page under the same brake."""

    name: str
    ours_ms: float
    bare_ms: float
    aim_ms: float | None = None
    failed_clearly: bool = False
    rounds: list[float] = field(default_factory=list)

    def line(self) -> str:
        aim = f"aim {self.aim_ms:.0f} ms" if self.aim_ms else "no aim"
        return (
            f"{self.name:<18} ours/bare {self.ours_ms / self.bare_ms:5.2f}  {aim:<15} "
            f"bare {self.bare_ms:8.1f} ms  ours {self.ours_ms:8.1f} ms"
        )


def outcomes() -> Iterator[Bytes | Opening]:
    files = [*shell.precached(), "/field/sw.js"]
    with web() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield from _bytes(browser, site, files)
        yield _first_visit(browser, site)
        yield _open_again(browser, site)
        browser.close()


def _page(browser: Browser, site: str, **options: Any) -> Page:
    size = {"width": 360, "height": 640}
    return browser.new_context(base_url=site, viewport=size, **options).new_page()


def _bytes(browser: Browser, site: str, files: list[str]) -> Iterator[Bytes]:
    """Count each file that the worker keeps, and the worker itself, as a browser gets it.

    The shell with the heads of the answers, the scripts without: a head is no script.
    """
    page = _page(browser, site, service_workers="block")
    page.goto(BARE)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    paths: dict[str, str] = {}
    sent: dict[str, int] = {}
    heads: dict[str, int] = {}
    network.on(
        "Network.requestWillBeSent", lambda e: paths.update({e["requestId"]: e["request"]["url"]})
    )
    network.on(
        "Network.responseReceived",
        lambda e: heads.update({e["requestId"]: e["response"]["encodedDataLength"]}),
    )
    network.on(
        "Network.loadingFinished", lambda e: sent.update({e["requestId"]: e["encodedDataLength"]})
    )
    page.evaluate(FETCH, files)
    page.wait_for_load_state("networkidle")
    page.context.close()
    # what the page before was still fetching has no beginning here
    sizes = {paths[key].removeprefix(site): round(sent[key]) for key in paths if key in sent}
    bare = {paths[key].removeprefix(site): heads[key] for key in heads if key in paths}
    scripts = [sizes[path] - round(bare[path]) for path in files if path.endswith(".js")]
    yield Bytes("phone_shell", sum(sizes[path] for path in files), MOST_BYTES["shell"], len(files))
    yield Bytes("phone_scripts", sum(scripts), MOST_BYTES["scripts"], len(scripts))


def _drawn(page: Page, path: str) -> float:
    page.goto(path, wait_until="commit")
    return float(page.evaluate(DRAWN, SHOWS[path]))


def _first_visit(browser: Browser, site: str) -> Opening:
    """Open the page on a slow line in browsers that have seen nothing."""
    times: dict[str, list[float]] = {OURS: [], BARE: []}
    for _ in range(ROUNDS):
        for path, found in times.items():
            page = _page(browser, site)
            network = page.context.new_cdp_session(page)
            network.send("Network.enable")
            network.send("Network.emulateNetworkConditions", SLOW_3G)
            found.append(_drawn(page, path))
            page.context.close()
    return _opening("phone_slow_3g", times)


def _open_again(browser: Browser, site: str) -> Opening:
    """Open the page that is kept, without a network, at a quarter of the processor's speed."""
    page = _page(browser, site)
    page.goto(OURS)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    brake = page.context.new_cdp_session(page)
    brake.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
    times: dict[str, list[float]] = {OURS: [], BARE: []}
    for _ in range(ROUNDS):
        for path, found in times.items():
            page.context.set_offline(path == OURS)
            found.append(_drawn(page, path))
    page.context.close()
    return _opening("phone_opens_again", times, AIM_MS)


def _opening(name: str, times: dict[str, list[float]], aim: float | None = None) -> Opening:
    ours, bare = times[OURS][1:], times[BARE][1:]
    return Opening(
        name,
        statistics.median(ours),
        statistics.median(bare),
        aim,
        rounds=[round(t, 1) for t in ours],
    )
