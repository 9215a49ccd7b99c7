"""Every state of the phone's screens before axe, in English by day and in Swahili in the dark."""

import pytest

from tests.browser import field_hands as hand
from tests.browser.axe import violations
from tests.browser.field_office import CODE
from tests.browser.test_field_phone_deep import DROP, FILL, SEND

pytestmark = pytest.mark.deep
LOOKS = (("en", "light"), ("sw", "dark"))
ONLINE = "dispatchEvent(new Event('online'))"
FULL = """() => { const real = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...all) {
    if (globalThis.isFull) throw new DOMException("full", "QuotaExceededError");
    return real.apply(this, all); }; globalThis.isFull = true; }"""


class Looks:
    """What axe says of each state; a state is looked at in both languages and left in English."""

    def __init__(self, page) -> None:
        self.page, self.states, self.found = page, [], []

    def at(self, state: str) -> None:
        self.states.append(state)
        for language, scheme in LOOKS:
            self._speak(language)
            self.page.emulate_media(color_scheme=scheme)
            found = violations(self.page)
            wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
            self.found += [f"{state}, {language}, {scheme}: {each}" for each in found]
            self.found += [f"{state}, {language}: wider than the phone"] * wide
        self._speak("en")

    def _speak(self, language: str) -> None:
        if self.page.evaluate("document.documentElement.lang") != language:
            self.page.locator("#language-switch").click()
            self.page.locator(f"html[lang={language}]").wait_for()


def send_wrong(page) -> None:
    """Press on without an answer, so that the errors show."""
    page.locator("#bottom .primary").click()
    page.locator("#errors").wait_for()


def test_before_the_work(phone):
    looks = Looks(phone)
    phone.goto(f"/field/#code={CODE}")
    phone.locator("#scanned").wait_for()
    looks.at("a code from a picture")
    phone.locator("#code").fill("WRONG-123")
    phone.get_by_role("button", name="Make ready").click()
    phone.locator("#errors").wait_for()
    looks.at("a wrong code")
    phone.locator("#code").fill(CODE)
    phone.get_by_role("button", name="Make ready").click()
    phone.locator("#again").wait_for()
    looks.at("choosing a PIN")
    phone.locator("#pin").fill("111111")
    phone.locator("form .primary").click()
    phone.locator("#errors").wait_for()
    looks.at("a PIN that is easy to guess")
    phone.locator("#pin").fill(hand.PIN)
    phone.locator("#again").fill(hand.PIN)
    phone.locator("form .primary").click()
    phone.locator("#save").wait_for()
    phone.reload()
    phone.locator("#pin").wait_for()
    looks.at("locked")
    phone.locator("#pin").fill("111222")
    phone.locator("form .primary").click()
    phone.locator("#errors").wait_for()
    looks.at("a wrong PIN")

    assert looks.found == []
    assert len(looks.states) == 6


def test_while_recording(ready):
    looks = Looks(ready)
    send_wrong(ready)
    looks.at("path A with errors")
    hand.tap(ready, "Mtwapa stage", group="station")
    ready.locator("#women-more").click()
    ready.locator("#girls-more").click()
    looks.at("path A, asked about a guardian")
    ready.locator("#signs-seen").click()
    send_wrong(ready)
    looks.at("signs with errors")
    hand.tap(ready, "Yes", group="apart")
    hand.tap(ready, "Somebody controls the person", group="signs")
    ready.locator("#sign-c_passport_held").check()
    looks.at("signs")
    hand.go_on(ready)
    send_wrong(ready)
    looks.at("people with errors")
    hand.tap(ready, "18 to 24", group="age-1")
    hand.tap(ready, "13 to 15", group="age-2")
    hand.go_on(ready)
    send_wrong(ready)
    looks.at("consent with errors")
    hand.tap(ready, "Kiswahili", group="language")
    hand.tap(ready, "Says yes", group="answer-1")
    looks.at("consent read aloud")
    hand.go_on(ready)
    send_wrong(ready)
    looks.at("outcome with errors")
    hand.tap(ready, "Stopped travel on advice", group="outcome-1")
    hand.tap(ready, "children officer", group="outcome-2")
    looks.at("outcome")
    hand.go_on(ready)
    looks.at("check")
    ready.evaluate(FULL)
    ready.locator("#save").click()
    ready.locator("#retry").wait_for()
    looks.at("a full phone")

    assert looks.found == []
    assert len(looks.states) == 11


def test_after_saving(ready):
    looks = Looks(ready)
    hand.no_signs(ready)
    looks.at("saved")
    hand.out_of_time_to_undo(ready)
    ready.locator(".done", has_text="Received").wait_for()
    looks.at("received")
    ready.office.refuses["tally"] = (409, "other_content")
    ready.evaluate(FILL, 1)
    ready.evaluate(SEND)
    ready.office.is_dead = True
    ready.evaluate(FILL, 2)
    ready.evaluate(SEND)
    ready.goto("/field/#waiting")
    ready.locator("#outbox .attention").wait_for()
    ready.evaluate(ONLINE)
    ready.locator("#strip.unreached").wait_for()
    looks.at("waiting, received and in need of attention, the office dead")
    ready.locator("#outbox .kept button").first.click()
    ready.locator("#outbox .danger").wait_for()
    looks.at("asked before deleting")
    ready.office.cut(True)
    ready.evaluate("dispatchEvent(new Event('offline'))")
    ready.locator("#strip.offline").wait_for()
    ready.goto("/field/#help")
    ready.locator("#panic").click()
    ready.locator(".alarm").wait_for()
    looks.at("help without a network, asked before removing")
    ready.office.cut(False)
    ready.office.is_unknown = True
    ready.evaluate(ONLINE)
    ready.locator("#enter-code").wait_for()
    looks.at("a token that ended")
    ready.locator("#enter-code").click()
    ready.locator("#code").wait_for()
    looks.at("a new code")

    assert looks.found == []
    assert len(looks.states) == 7


@pytest.mark.parametrize("how", ["ended", "evicted"])
def test_when_all_is_gone(ready, how):
    looks = Looks(ready)
    if how == "ended":
        ready.office.is_revoked = True
        ready.evaluate(ONLINE)
    else:
        ready.evaluate(DROP)
        ready.reload()
    ready.locator(".alarm").wait_for()
    looks.at(how)

    assert looks.found == []
