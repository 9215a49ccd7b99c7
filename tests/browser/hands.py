"""What a hand does on a page: answer the controls of a form by their names, and send it once."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page

FORM = "main form:not([action])"  # forms with an action are single buttons
SEND = f"{FORM} button[type=submit].btn-primary"


def fill_in(page: Page, answers: Mapping[str, str | bool | list[str]]) -> None:
    """Answer controls by name: text and choices as str, boxes as True or as the list of values."""
    for name, answer in answers.items():
        controls = page.locator(f"{FORM} [name='{name}']")
        _unfold(controls.first)
        kind = controls.first.evaluate("control => control.type")
        if answer is True:
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
    page.locator(SEND).first.click()
    page.wait_for_load_state()
    complaints = page.locator(".error-summary").all_inner_texts()
    assert complaints == [], f"{page.url} says {complaints}"


def follow(page: Page, path_ends: str) -> None:
    """Click the link whose address ends so, after unfolding what hides it."""
    link = page.locator(f"main a[href$='{path_ends}']").first
    _unfold(link)
    link.click()
    page.wait_for_load_state()


def _unfold(control: Locator) -> None:
    folded = control.locator("xpath=ancestor::details[not(@open)]/summary")
    if folded.count():
        folded.click()
