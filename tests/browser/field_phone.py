"""A phone in a browser: enrolled or new, with an office of its own, and what its storage holds."""

import pytest

from intercepts.actions import field_phones
from intercepts.actions.screening import load_form
from tests.browser import field_hands as hand
from tests.browser.field_office import Office
from tests.factories.accounts import UserFactory
from tests.factories.work import StationFactory
from tracekenya.roles.roles import Role

MUCH_LATER = 90_000  # milliseconds; the beat of a minute is the last resort
NO_NOISE = ("net::", "Failed to load resource")
ALL_KEPT = """async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const data = await new Promise((done) => { indexedDB.open(name).onsuccess = (e) => done(e.target.result); });
    for (const store of data.objectStoreNames) {
      const rows = await new Promise((done) => { data.transaction(store).objectStore(store).getAll().onsuccess = (e) => done(e.target.result); });
      found.push(...rows.map((row) => [store, JSON.stringify(row, (key, value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder("latin1").decode(value) : value)]));
    }
    data.close();
  }
  return [...found, ["local", JSON.stringify(localStorage)], ["session", JSON.stringify(sessionStorage)]];
}"""


@pytest.fixture
def phone(chromium, live_server, transactional_db, practice):
    """Return a page of a phone of 360 px, its office at `page.office`; `page.problems` are its errors."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 640}, base_url=live_server.url, locale="en-GB"
    )
    context.set_default_timeout(30_000)
    context.clock.install()
    page = context.new_page()
    # what a worker sends by itself does not pass by this office
    context.add_init_script("delete ServiceWorkerRegistration.prototype.sync")
    context.add_init_script(hand.COUNT_TAPS)
    page.office, page.problems = Office(context), []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "console",
        lambda m: m.type == "error" and not m.text.startswith(NO_NOISE) and page.problems.append(m.text),
    )  # fmt: skip
    yield page
    context.close()


@pytest.fixture
def ready(phone):
    """A phone that is enrolled and has its shell in the cache."""
    hand.enrol(phone)
    hand.worker_ready(phone)
    return phone


@pytest.fixture
def stage(chromium, live_server, transactional_db, practice):
    """Return the page of an enrolled phone with the real office behind it.

    `page.row` is its row, `page.monitor` whose it is, `page.station` the first of two stations.
    """
    load_form()
    station = StationFactory(name="Mtwapa stage")
    StationFactory(name="Likoni ferry")
    monitor = UserFactory(role=Role.FIELD_MONITOR)
    row = field_phones.add(by=monitor, label="Phone 7", monitor=monitor)
    context = chromium.new_context(
        viewport={"width": 360, "height": 640}, base_url=live_server.url, locale="en-GB"
    )
    context.set_default_timeout(MUCH_LATER)
    context.clock.install()
    page = context.new_page()
    page.row, page.monitor, page.station = row, monitor, station
    hand.enrol(page, field_phones.make_code(phone=row, by=monitor))
    hand.worker_ready(page)
    yield page
    context.close()


def kept(page, store: str) -> list[str]:
    return [row for name, row in page.evaluate(ALL_KEPT) if name == store]


def wait_taken(page, number: int, *, seconds: int = 60) -> None:
    """Wait until the office has so many records."""
    for _ in range(seconds * 5):
        if len(page.office.taken) >= number:
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{len(page.office.taken)} of {number} arrived")
