"""What a hand does on a page: answer the controls of a form by their names, and send it once."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page

from tests.browser import keyboard

FORM = "main form:is(:not([action]), .form-panel)"  # other forms with an action are single buttons
SEND = f"{FORM} button[type=submit].btn-primary"


def fill_in(page: Page, answers: Mapping[str, str | bool | list[str]]) -> None:
    """Answer controls by name: text and choices as str, boxes as True or as the list of values."""
    for name, answer in answers.items():
        controls = page.locator(f"{FORM} [name='{name}']")
        _unfold(controls.first)
        kind = controls.first.evaluate("control => control.type")
        if by_keyboard(page):
            _answer_by_keyboard(page, name, controls, kind, answer)
        elif answer is True:
            controls.check()
        elif kind in ("checkbox", "radio"):
            for value in [answer] if isinstance(answer, str) else answer:
                page.locator(f"{FORM} [name='{name}'][value='{value}']").check()
        elif kind == "select-one":
            controls.select_option(answer)
        else:
            controls.fill(answer)


def send(page: Page, answers: Mapping[str, str | bool | list[str]], *, at: str = "") -> None:
    """Open the page at `at` unless it is open, fill in its form, send it and see no problem."""
    if at:
        page.goto(at)
    fill_in(page, answers)
    _press(page.locator(SEND).first)
    complaints = page.locator(".error-summary").all_inner_texts()
    assert complaints == [], f"{page.url} says {complaints}"


def follow(page: Page, path_ends: str) -> None:
    """Click the link whose address ends so, after unfolding what hides it."""
    link = page.locator(f"main a[href$='{path_ends}']").first
    _unfold(link)
    _press(link)


def by_keyboard(page: Page) -> bool:
    """Say whether the person at this page has no mouse (see `tests/browser/keyboard.py`)."""
    return getattr(page, "has_no_mouse", False)


def _press(control: Locator) -> None:
    """Click or press the control and wait for the page that follows."""
    if by_keyboard(control.page):
        with control.page.expect_navigation():
            keyboard.press(control.page, control)
        return
    control.click()
    control.page.wait_for_load_state()


def _answer_by_keyboard(page: Page, name: str, controls: Locator, kind: str, answer) -> None:
    if answer is True:
        keyboard.tick(page, controls.first)
    elif kind in ("checkbox", "radio"):
        for value in [answer] if isinstance(answer, str) else answer:
            keyboard.tick(page, page.locator(f"{FORM} [name='{name}'][value='{value}']"))
    else:
        keyboard.answer(page, controls.first, answer)


def _unfold(control: Locator) -> None:
    folded = control.locator("xpath=ancestor::details[not(@open)]/summary")
    if not folded.count():
        return
    if by_keyboard(control.page):
        keyboard.press(control.page, folded)
    else:
        folded.click()
