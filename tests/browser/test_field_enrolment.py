"""From the office's page to a phone that is ready: the picture with the code, and what an ended token needs."""

import re

import qrcode

from intercepts.actions import field_phones
from intercepts.phone.pictures import EDGE
from tests.browser import field_hands as hand
from tests.browser.axe import violations
from tests.browser.field_phone import ALL_KEPT
from tests.factories.accounts import UserFactory
from tracekenya.roles.roles import Role

BAR = re.compile(r"M(\d+) (\d+)h(\d+)")


def dark(path: str) -> set[tuple[int, int]]:
    """Return the dark modules of a drawing, as (x, y)."""
    found = set()
    for x, y, width in BAR.findall(path):
        found |= {(int(x) + step, int(y)) for step in range(int(width))}
    return found


def dark_of(text: str) -> set[tuple[int, int]]:
    code = qrcode.QRCode(border=EDGE)
    code.add_data(text)
    rows = code.get_matrix()
    return {(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark}


def test_the_picture_of_the_office_makes_a_phone_ready_when_its_holder_agrees(
    at_the_desk, chromium, live_server
):
    desk = at_the_desk(Role.CASE_MANAGER)
    monitor = UserFactory(role=Role.FIELD_MONITOR)
    row = field_phones.add(by=monitor, label="Phone 7", monitor=monitor)
    desk.goto(row.get_absolute_url())
    desk.get_by_role("button", name="Make a code").click()
    picture = desk.locator("svg.qr")
    picture.wait_for()
    code = desk.locator(".code-large").inner_text()
    address = f"{live_server.url}/field/#code={code}"
    drawn = dark(picture.locator("path").get_attribute("d"))
    found = violations(desk)

    context = chromium.new_context(base_url=live_server.url, locale="en-GB")
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.goto(address)
    page.locator("#scanned").wait_for()
    row.refresh_from_db()
    before = (row.enrolled_at, page.url, page.locator("#code").input_value())
    page.get_by_role("button", name="Make ready").click()
    page.locator("#again").wait_for()
    row.refresh_from_db()
    after = page.url
    context.close()

    assert drawn == dark_of(address)
    assert found == []
    assert before == (None, f"{live_server.url}/field/#enrol", code)
    assert row.enrolled_at is not None
    assert code not in after
    plain = code.replace("-", "")
    assert [each for each in asked if plain in each.replace("-", "")] == [
        f'{live_server.url}/field/v1/enrol{{"code":"{code}"}}'
    ]
    assert desk.problems == []


def test_a_phone_whose_token_ended_takes_a_new_code_and_keeps_what_is_half_typed(ready):
    ready.locator("#women-more").click()
    ready.office.is_unknown = True
    ready.evaluate("dispatchEvent(new Event('online'))")
    ready.clock.fast_forward(16 * 60_000)  # a phone with nothing to send reports four times an hour
    ready.locator("#enter-code").click()
    ready.office.is_unknown = False
    ready.locator("#code").fill("ABCD2345")
    ready.get_by_role("button", name="Make ready").click()
    ready.locator("#strip.online").wait_for()

    assert ready.locator("#women-count").inner_text() == "1"
    assert ready.problems == []


def test_a_phone_that_is_ready_keeps_its_token_whatever_picture_it_sees(ready):
    ready.goto("/field/#help")
    ready.goto("/field/#code=WXYZ-9876")
    ready.reload()
    hand.open_again(ready)

    ready.locator("#save").wait_for()
    assert "WXYZ" not in ready.url
    assert ready.locator("#code").count() == 0


def test_a_page_that_stays_open_is_emptied_within_a_minute_of_revoking(ready):
    ready.office.is_revoked = True
    ready.clock.fast_forward(61_000)  # the page looks once a minute

    ready.locator(".alarm").wait_for(timeout=15_000)

    kept = [name for name, _row in ready.evaluate(ALL_KEPT) if name not in ("local", "session")]
    assert "refs" not in kept
    assert ready.problems == []


def test_a_number_that_nobody_tried_for_long_says_so(ready):
    ready.goto("/field/#help")
    ready.locator(".calls li").nth(1).wait_for()

    calls = ready.locator(".calls li").all_inner_texts()

    assert ["Not checked for half a year" in each for each in calls] == [False, True]
    assert violations(ready) == []
