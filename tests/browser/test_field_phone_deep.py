"""The rest of the plan for the phone: lost answers, strange answers, revocation, eviction, full, killed, many."""

import datetime as dt
import shutil
from contextlib import suppress

import pytest
from playwright.sync_api import Error

from intercepts.phone import shell
from tests.browser import field_hands as hand
from tests.browser.axe import violations
from tests.browser.conftest import ARGUMENTS
from tests.browser.field_office import Office
from tests.browser.field_phone import kept, wait_taken

pytestmark = pytest.mark.deep
# Puts sealed records into the queue as the page itself does, without ten seconds of waiting for each.
FILL = """async (number) => {
  const { begin, save } = await import("/static/js/offline/draft.js");
  const { change, get } = await import("/static/js/offline/store.js");
  const { key } = await get("refs", "definition");
  const order = new Map();
  for (let at = 1; at <= number; at += 1) {
    begin({}, 0);
    order.set((await save("tally", { women: at }, key)).id, Date.now() + at);
  }
  await change(["outbox"], async ({ outbox }, wait) => {
    for (const row of await wait(outbox.getAll())) {
      if (order.has(row.id)) outbox.put({ ...row, hold: 0, created: order.get(row.id) });
    }
  });
}"""
NOTHING_WAITS = """() => new Promise((done) => {
  indexedDB.open("trace-field").onsuccess = (opened) => {
    const data = opened.target.result;
    data.transaction("outbox").objectStore("outbox").count().onsuccess = (found) => {
      data.close();
      done(found.target.result === 0);
    };
  };
})"""
DROP = """async () => { for (const { name } of await indexedDB.databases())
  await new Promise((done) => { indexedDB.deleteDatabase(name).onsuccess = done; }); }"""
SEND = """async () => (await import("/static/js/offline/send.js")).sendDue({ hand: true })"""


def test_fifty_arrive_in_order_though_five_answers_get_lost(ready):
    """Tests 4 and 5."""
    ready.evaluate(FILL, 50)
    ready.office.drops = 5
    for _ in range(8):
        ready.evaluate(SEND)
    wait_taken(ready, 50)
    ready.wait_for_function(NOTHING_WAITS)

    taken = [ready.office.taken[each]["women"] for each in ready.office.order]
    assert taken == list(range(1, 51))
    assert len(ready.office.posts) == 5 + 5  # each lost answer costs one more
    assert len(kept(ready, "receipts")) == 50


@pytest.mark.parametrize(("status", "reason"), [(409, "other_content"), (422, "refused_by_form")])
def test_what_the_office_keeps_for_review_needs_attention_and_says_why(ready, status, reason):
    """Test 6: both are with the office; the phone shows the reason and sends it no more."""
    ready.office.refuses["tally"] = (status, reason)
    ready.evaluate(FILL, 1)
    ready.evaluate(SEND)
    ready.evaluate(SEND)
    ready.goto("/field/#waiting")
    ready.locator("#outbox .attention").wait_for()

    assert ready.locator("#outbox b").inner_text() == "Needs attention"
    assert len(ready.office.posts) == 1
    assert violations(ready) == []


def test_a_busy_office_and_an_unknown_token_lose_nothing(ready):
    ready.evaluate(FILL, 3)
    ready.office.busy = 1
    ready.evaluate(SEND)
    ready.office.is_unknown = True
    ready.evaluate(SEND)
    ready.evaluate("dispatchEvent(new Event('online'))")
    ready.locator("#strip.refused").wait_for()
    said = ready.locator("#strip").inner_text()
    ready.office.is_unknown = False
    ready.evaluate(SEND)
    wait_taken(ready, 3)

    assert said.startswith("Sign in to send")
    assert kept(ready, "outbox") == []


def test_a_revoked_phone_loses_what_can_be_read_and_still_hands_in_what_is_sealed(ready):
    """Test 9."""
    ready.office.is_dead = True
    ready.evaluate(FILL, 2)
    ready.reload()
    hand.open_again(ready)
    ready.locator("#women-more").click()
    ready.wait_for_timeout(600)
    drafts = len(kept(ready, "drafts"))
    ready.office.is_dead, ready.office.is_revoked = False, True
    ready.evaluate("dispatchEvent(new Event('online'))")
    ready.locator("#code").wait_for()

    assert drafts == 1
    assert (kept(ready, "drafts"), kept(ready, "refs")) == ([], [])
    assert [len(batch) for batch in ready.office.posts] == [2]
    assert "office for a new code" in ready.locator(".alarm").inner_text()


def test_ten_wrong_pins_remove_the_draft_and_keep_what_is_sealed(ready):
    ready.office.is_dead = True
    ready.evaluate(FILL, 1)
    ready.locator("#women-more").click()
    ready.wait_for_timeout(600)
    ready.reload()
    said = []
    for left in range(9, 0, -1):
        ready.locator("#pin").fill("111222")
        ready.locator("form .primary").click()
        ready.locator(".mistake", has_text=f"left: {left}.").wait_for()
        said.append(ready.locator(".mistake").inner_text())
    ready.locator("#pin").fill("111222")
    ready.locator("form .primary").click()
    ready.locator("#code").wait_for()

    assert said[0] == "This PIN is wrong. Tries left: 9."
    assert kept(ready, "drafts") == []
    assert len(kept(ready, "outbox")) == 1


def test_every_open_page_of_the_phone_is_empty_after_removing_everything(ready):
    hand.whole_intercept(ready, names="Marker Ashazq")
    other = ready.context.new_page()
    other.goto("/field/#help")
    other.locator("#panic").click()
    other.locator("#panic", has_text="Yes").click()
    other.locator("#code").wait_for()
    ready.locator("#code").wait_for()

    assert "Marker" not in ready.content()
    assert kept(ready, "drafts") == []


def test_a_full_phone_says_so_and_keeps_what_is_on_the_screen(ready):
    """Test 12: the disk refuses a draft."""
    ready.evaluate("""() => { const real = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...all) {
        if (globalThis.isFull) throw new DOMException("full", "QuotaExceededError");
        return real.apply(this, all); }; globalThis.isFull = true; }""")
    ready.locator("#women-more").click()
    ready.locator("h1", has_text="This phone is full").wait_for()
    found = violations(ready)
    ready.evaluate("globalThis.isFull = false")
    ready.locator("#retry").click()

    assert ready.locator("#women-count").inner_text() == "1"
    assert found == []


def test_an_eviction_is_noticed_and_told_to_the_office(ready):
    """Test 13."""
    ready.evaluate(DROP)
    ready.reload()
    ready.locator(".alarm").wait_for()
    said = ready.locator(".alarm").inner_text()
    hand.enrol(ready)
    ready.evaluate("dispatchEvent(new Event('online'))")
    ready.wait_for_timeout(1000)

    assert said.startswith("This browser has thrown away")
    assert [beat.get("evicted") for beat in ready.office.heartbeats].count(True) == 1


def test_a_new_version_waits_while_something_is_half_typed(ready, monkeypatch):
    """Test 11."""
    ready.locator("#women-more").click()
    monkeypatch.setattr(shell, "version", lambda: "another")
    ready.evaluate(
        "navigator.serviceWorker.getRegistration('/field/').then((each) => each.update())"
    )
    ready.locator("#fresh").wait_for()
    said = ready.locator("#fresh").inner_text()

    buttons, count = (
        ready.locator("#fresh button").count(),
        ready.locator("#women-count").inner_text(),
    )
    hand.no_signs(ready, women=0)
    ready.locator("#another").click()
    ready.locator("#fresh button").click()
    ready.locator("body[data-version=another]").wait_for()
    ready.locator("#pin").wait_for()

    assert "It starts when this record is saved." in said
    assert (buttons, count) == (0, "1")
    assert len(kept(ready, "outbox")) == 1


def test_a_clock_two_days_wrong_is_only_a_claim(ready):
    """Test 19: the office's time is shown beside the receipt and dates the record."""
    ready.office.clock = dt.timedelta(days=2)
    ready.evaluate(FILL, 1)
    ready.evaluate(SEND)
    ready.reload()
    hand.open_again(ready)
    hand.no_signs(ready)
    hand.out_of_time_to_undo(ready)
    wait_taken(ready, 2)

    there = dt.datetime.now(dt.timezone(dt.timedelta(hours=3))) + dt.timedelta(days=2)
    ready.goto("/field/#waiting")
    ready.locator("#receipts .received").nth(1).wait_for()
    shown = ready.locator(
        "#receipts .received", has_text=f"Office's time: {there:%d/%m/%Y}"
    ).count()
    *_, last = ready.office.taken.values()

    assert last["happened_on"] == there.date().isoformat()
    assert shown == 2


def test_without_a_worker_the_form_still_sends_while_there_is_a_network(
    chromium, live_server, transactional_db, practice
):
    """Test 23."""
    context = chromium.new_context(
        base_url=live_server.url, service_workers="block", locale="en-GB"
    )
    context.clock.install()
    page = context.new_page()
    page.office = Office(context)
    hand.enrol(page)
    hand.no_signs(page)
    hand.out_of_time_to_undo(page)
    wait_taken(page, 1)
    context.close()


def test_a_browser_killed_while_saving_leaves_a_whole_record_or_none(
    live_server, transactional_db, practice, tmp_path, chromium
):
    """Test 14: after each kill there is the draft or the sealed record, never both, never half."""
    ends = []
    for number, pause in enumerate((None, 0, 5, 20, 60)):
        start = {
            "user_data_dir": tmp_path / str(number), "args": ARGUMENTS, "locale": "en-GB",
            "executable_path": shutil.which("chromium"), "base_url": live_server.url,
        }  # fmt: skip
        context = chromium.browser_type.launch_persistent_context(**start)
        page = context.pages[0]
        Office(context)
        hand.enrol(page)
        hand.tap(page, "Mtwapa stage", group="station")
        page.locator("#women-more").click()
        page.locator("#none-seen").click()
        page.wait_for_timeout(600)
        if pause is not None:  # milliseconds; the first is killed without saving
            page.evaluate("setTimeout(() => document.getElementById('save').click(), 0)")
            page.wait_for_timeout(pause)
        with suppress(Error):  # the browser is gone before it answers
            context.new_cdp_session(page).send("Browser.crash")
        context = chromium.browser_type.launch_persistent_context(**start)
        page = context.pages[0]
        Office(context)
        page.goto("/field/")
        page.locator("#pin").wait_for()
        ends.append((len(kept(page, "drafts")), len(kept(page, "outbox"))))
        context.close()
    print(f"after each kill (drafts, sealed): {ends}")  # noqa: T201

    assert ends[0] == (1, 0)
    assert set(ends) <= {(1, 0), (0, 1)}


def heap_of(page) -> int:
    """Return the bytes of memory that the page's scripts hold."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(each["value"] for each in metrics if each["name"] == "JSHeapUsedSize")


def test_five_hundred_records_wait_in_little_memory(ready):
    """Test 24."""
    ready.evaluate(FILL, 0)  # loads what the filling needs while there is a network
    ready.office.cut(True)
    ready.evaluate(FILL, 500)
    ready.reload()
    hand.open_again(ready)
    ready.goto("/field/#waiting")
    ready.locator("#outbox .row").first.wait_for()
    used = heap_of(ready)
    ready.office.cut(False)
    ready.evaluate(SEND)
    wait_taken(ready, 500, seconds=400)
    ready.wait_for_function(NOTHING_WAITS)
    print(f"500 records: {used / 1e6:.1f} MB, {len(ready.office.posts)} batches")  # noqa: T201

    taken = [ready.office.taken[each]["women"] for each in ready.office.order]
    assert taken == list(range(1, 501))
    assert used < 60e6
