"""A person who has a keyboard and no mouse: moves by Tab, chooses by arrows and Space, presses Enter."""

from playwright.sync_api import Locator, Page

MOST_TABS = 600  # further than this nobody finds a control
IS_HERE = "element => element === document.activeElement"
SAME_GROUP = "element => document.activeElement.type === 'radio' && document.activeElement.name === element.name"


def reach(page: Page, control: Locator, *, test: str = IS_HERE) -> None:
    """Press Tab until the control has the focus, round the page once if it must be."""
    element = control.element_handle()
    for _ in range(MOST_TABS):
        if element.evaluate(test):
            return
        page.keyboard.press("Tab")
    raise AssertionError(
        f"No Tab leads to {element.evaluate('element => element.outerHTML')[:200]}"
    )


def press(page: Page, control: Locator) -> None:
    """Go to a link, button or summary and press Enter."""
    reach(page, control)
    assert control.evaluate("element => element.matches(':focus-visible')"), "The focus is not seen"
    page.keyboard.press("Enter")


def answer(page: Page, control: Locator, value: str) -> None:
    """Answer a text, number, day, moment or choice."""
    reach(page, control)
    kind = control.evaluate("element => element.type")
    if kind == "select-one":
        _choose(page, control, value)
    elif kind in ("date", "datetime-local"):
        _type_moment(page, value)
    else:
        page.keyboard.press("Control+a")
        page.keyboard.type(value)
    assert control.input_value() == value, f"{value} became {control.input_value()}"


def tick(page: Page, box: Locator) -> None:
    """Make a checkbox or one radio of a group checked."""
    if box.evaluate("element => element.type") == "radio":
        reach(page, box, test=SAME_GROUP)
        for _ in range(box.evaluate("element => document.getElementsByName(element.name).length")):
            if box.is_checked():
                break
            page.keyboard.press("ArrowDown" if not box.evaluate(IS_HERE) else "Space")
    elif not box.is_checked():
        reach(page, box)
        page.keyboard.press("Space")
    assert box.is_checked()


def _choose(page: Page, control: Locator, value: str) -> None:
    page.keyboard.press("Home")
    for _ in range(control.locator("option").count()):
        if control.input_value() == value:
            return
        page.keyboard.press("ArrowDown")


def _type_moment(page: Page, value: str) -> None:
    """Type month, day and year, then hour, minute and half of the day, as this browser asks for them."""
    day, _t, time = value.partition("T")
    year, month, day = day.split("-")
    page.keyboard.type(f"{month}{day}{year}")
    if time:
        hour, minute = (int(part) for part in time.split(":"))
        page.keyboard.press("ArrowRight")
        page.keyboard.type(f"{(hour + 11) % 12 + 1:02d}{minute:02d}{'PM' if hour >= 12 else 'AM'}")  # noqa: PLR2004  noon
