"""What a monitor's thumb does on the phone's screens."""

from playwright.sync_api import Page

from tests.browser.field_office import CODE

PIN = "274913"
STOPPED = "Stopped travel on advice"
COUNT_TAPS = """addEventListener("click", (event) => {
  if (event.isTrusted && event.detail) globalThis.taps = (globalThis.taps || 0) + 1; }, true)"""


def tap(page: Page, text: str, *, group: str = "") -> None:
    """Tap a chip, box or button by its words; `group` is the id of the group it stands in."""
    inside = page.locator(f"#{group}") if group else page.locator("body")
    inside.locator("label, button, summary").filter(has_text=text).first.click()


def enrol(page: Page, code: str = CODE) -> None:
    """Trade the code for a token and choose the PIN."""
    page.goto("/field/")
    page.locator("#code").fill(code)
    page.get_by_role("button", name="Make ready").click()
    page.locator("#again").wait_for()
    page.locator("#pin").fill(PIN)
    page.locator("#again").fill(PIN)
    page.locator("form .primary").click()
    page.locator("#save").wait_for()


def open_again(page: Page) -> None:
    """Enter the PIN after the page was opened anew."""
    page.locator("#pin").fill(PIN)
    page.locator("form .primary").click()
    page.locator("#pin").wait_for(state="detached")


def no_signs(page: Page, *, women: int = 1, going_to: str = "Nairobi") -> None:
    """Record path A at the first station, with the least that is needed, and save it."""
    if not page.locator("#station input:checked").count():
        tap(page, "Mtwapa stage", group="station")
    for _ in range(women):
        page.locator("#women-more").click()
    if going_to:
        tap(page, going_to, group="destination")
    page.locator("#none-seen").click()
    page.locator("#save").click()
    page.locator("#another").wait_for()


def to_signs(page: Page, *, apart: str = "Yes", women: int = 1) -> None:
    """Count a woman at the first station and go on to the signs of path B."""
    if not page.locator("#station input:checked").count():
        tap(page, "Mtwapa stage", group="station")
    for _ in range(women):
        page.locator("#women-more").click()
    page.locator("#signs-seen").click()
    tap(page, apart, group="apart")


def go_on(page: Page) -> None:
    page.locator("#continue").click()


def answer(page: Page, says: str = "Says yes", *, language: str = "Kiswahili") -> None:
    """Let the first adult answer to the text that was read aloud, and go on."""
    tap(page, language, group="language")
    tap(page, says, group="answer-1")
    go_on(page)


def leave(page: Page, *outcomes: str) -> None:
    """Say of each person what happened next, of one adult that the journey ended, and go on."""
    for at, outcome in enumerate(outcomes or [STOPPED], 1):
        tap(page, outcome, group=f"outcome-{at}")
    go_on(page)


def whole_intercept(page: Page, *, names: str = "", phone: str = "", said: str = "") -> None:
    """Go through path B for one woman of 18 to 24 whose passport is held; leave it at the last step."""
    to_signs(page)
    tap(page, "Somebody controls the person", group="signs")
    page.locator("#sign-c_passport_held").check()
    go_on(page)
    tap(page, "18 to 24", group="age-1")
    page.locator("#names-1").fill(names)
    page.locator("#phone-1").fill(phone)
    tap(page, "Yes", group="safe-1")
    go_on(page)
    answer(page)
    tap(page, STOPPED, group="outcome-1")
    page.locator("#narrative").fill(said)
    go_on(page)
    page.locator("dl").first.wait_for()


def save(page: Page) -> None:
    page.locator("#save").click()
    page.locator("#another").wait_for()


def out_of_time_to_undo(page: Page) -> None:
    """Let the ten seconds pass in which a record can be taken back; the clock of the page is ours."""
    page.clock.fast_forward(11_000)
    page.locator("#undo").wait_for(state="detached", timeout=15_000)


def worker_ready(page: Page) -> None:
    """Wait until the worker has the shell and rules the page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
