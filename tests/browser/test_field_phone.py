"""The phone at the stage in a real browser, against an office of its own that can be cut, slow or dead."""

import re

from django.conf import settings

from intercepts.phone.texts import both_languages
from tests.browser import field_hands as hand
from tests.browser.axe import violations
from tests.browser.field_phone import ALL_KEPT, kept, wait_taken

MARKERS = [f"marker{word}zq" for word in ("asha", "juma", "wanjiku", "otieno", "saida")]


def strip(page) -> str:
    return page.locator("#strip").inner_text()


def test_offline_it_opens_again_saves_and_sends_when_the_network_is_back(ready):
    """Tests 1, 2, 3, 4 and 21 of the plan: reload and deep link offline, kept, closed, reopened, received."""
    ready.office.cut(True)
    ready.reload()
    hand.open_again(ready)
    ready.evaluate("globalThis.taps = 0")
    hand.no_signs(ready)
    taps = ready.evaluate("globalThis.taps")
    page = ready.context.new_page()
    ready.close()
    page.goto("/field/#waiting")
    page.locator("#outbox .row").wait_for()
    page.locator("#strip.offline").wait_for()

    assert taps <= 7
    assert page.locator("#outbox b").all_inner_texts() == ["Saved on this phone"]
    assert page.locator("#strip").inner_text().startswith("No network.")
    page.office = ready.office
    assert page.office.taken == {}
    page.clock.fast_forward(11_000)  # the time to take it back is over
    page.office.cut(False)
    wait_taken(page, 1)
    page.locator("#receipts .received").wait_for()
    [record] = page.office.taken.values()
    assert (record["women"], record["destination"], record["gave_card"]) == (1, "county:047", False)
    assert page.locator("#day").inner_text() == "1 today, 1 received"
    assert kept(page, "outbox") == []
    assert ready.problems == []


def test_after_saving_nothing_typed_is_kept_anywhere_but_before_it_can_be_taken_up_again(ready):
    """Test 18 and the reopening of a draft; the sealed record opens with the office's key alone."""
    names, phone, said = "Marker Ashazq", "0712 000 111", " ".join(MARKERS)
    hand.whole_intercept(ready, names=names, phone=phone, said=said)
    ready.wait_for_timeout(600)
    drafts = kept(ready, "drafts")
    ready.reload()
    hand.open_again(ready)
    ready.locator("dl").first.wait_for()
    again = ready.locator("main").inner_text()
    hand.save(ready)
    hand.out_of_time_to_undo(ready)
    wait_taken(ready, 1)
    ready.locator(".done", has_text="INT-MTW-2026-0001").wait_for()

    words = [names, phone, *MARKERS]
    assert [word for word in words if word not in again] == []
    assert len(drafts) == 1
    assert [word for word in words if any(word in row for row in drafts)] == []
    everything = ready.evaluate(ALL_KEPT)
    assert [word for word in words if any(word in row for _, row in everything)] == []
    [record] = ready.office.taken.values()
    [person] = record["persons"]
    assert (person["names"], person["phone"], person["safe_to_call"]) == (names, phone, "yes")
    assert (person["band"], record["signs"]) == ("high_risk", ["c_passport_held"])
    assert record["narrative"] == said
    assert ready.problems == []


def test_back_leads_to_the_step_before_and_the_language_changes_nothing_typed(ready):
    """Tests 15, 16 and 22: the button of the phone on each step, axe on each, both languages."""
    found = []
    hand.whole_intercept(ready, names="Zawadi", said="Alone at the gate")
    titles = [ready.locator("h1").inner_text()]
    found += violations(ready)
    for _ in range(4):
        ready.go_back()
        ready.wait_for_timeout(150)
        titles.append(ready.locator("h1").inner_text())
        found += violations(ready)
    ready.go_forward()
    ready.get_by_role("heading", name="The person", exact=True).wait_for()
    ready.locator("#language-switch").click()
    ready.get_by_role("heading", name="Mtu", exact=True).wait_for()
    name = ready.locator("#names-1").input_value()
    found += violations(ready)

    assert titles == ["Check your answers", "What happened", "Consent", "The person", "Signs seen"]
    assert name == "Zawadi"
    assert found == []
    assert ready.problems == []


def test_a_dead_office_is_told_from_no_network_and_two_tabs_send_once(ready):
    """Tests 7 and 17: the browser says it is online, our office says nothing; then two tabs wake at once."""
    ready.office.is_dead = True
    hand.no_signs(ready)
    hand.out_of_time_to_undo(ready)
    ready.locator("#strip.unreached").wait_for()
    said = strip(ready)
    other = ready.context.new_page()
    other.goto("/field/#waiting")
    other.locator("#outbox .row").wait_for()
    ready.office.is_dead = False
    for page in (ready, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    wait_taken(ready, 1)
    other.locator("#receipts .received").wait_for()

    assert said.startswith("Network, but office not reachable.")
    assert ready.evaluate("navigator.onLine") is True
    assert len(ready.office.posts) == 1
    assert ready.problems == []


def test_a_child_without_a_checked_guardian_leads_to_the_signs(ready):
    hand.tap(ready, "Mtwapa stage", group="station")
    ready.locator("#girls-more").click()
    ready.locator("#none-seen").click()
    ready.locator("#save").click()
    said = ready.locator(".errors li").all_inner_texts()
    hand.tap(ready, "Not sure", group="guardian")
    ready.locator("h1", has_text="Signs seen").wait_for()
    hand.tap(ready, "No", group="apart")
    hand.go_on(ready)

    assert said == ["Say whether a parent or guardian is there."]
    assert ready.locator("#names-1").count() == 0
    assert (
        ready.locator(".card .note").inner_text()
        == "You cannot talk apart: no name and no phone are asked."
    )
    hand.tap(ready, "13 to 15", group="age-1")
    hand.go_on(ready)
    assert (
        ready.locator(".duties li")
        .first.inner_text()
        .startswith("A child: call the children officer")
    )
    assert ready.locator("#answer").count() == 0
    ready.locator("#view-1").fill("I was told there is a school")
    hand.go_on(ready)
    hand.tap(ready, "children officer", group="outcome-1")
    hand.go_on(ready)
    hand.save(ready)
    hand.out_of_time_to_undo(ready)
    wait_taken(ready, 1)
    [record] = ready.office.taken.values()
    [person] = record["persons"]
    assert "consent" not in record
    assert (record["apart"], person["guardian"]) == ("no", "unsure")
    assert (person["child_view"], person["band"]) == ("I was told there is a school", "at_risk")


def test_a_record_can_be_taken_back_for_ten_seconds(ready):
    hand.no_signs(ready, women=3)
    ready.locator("#undo").click()
    ready.locator("#save").wait_for()
    count = ready.locator("#women-count").inner_text()
    ready.locator("#women-less").click()
    hand.save(ready)
    hand.out_of_time_to_undo(ready)
    wait_taken(ready, 1)

    assert count == "3"
    assert [record["women"] for record in ready.office.taken.values()] == [2]


def test_words_of_the_scripts_are_marked_for_translators():
    used = set()
    for script in (settings.BASE_DIR / "static/js/offline").glob("*.js"):
        used |= set(re.findall(r'\bt\("((?:[^"\\]|\\.)*)"', script.read_text()))
    words = both_languages()
    assert used == set(words["en"])
    assert [key for key, text in words["sw"].items() if not text or text == key] == []
