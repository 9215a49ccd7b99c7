"""Short records on the phone: kept without a network, taken when it is back; nothing half typed is lost."""

from tests.browser import field_hands as hand
from tests.browser.axe import violations
from tests.browser.field_phone import kept, wait_taken


def to_form(page, kind: str) -> None:
    page.locator("nav a[href='#more']").click()
    page.locator(f"#{kind}").click()
    page.locator("#back").wait_for()


def taken(page) -> dict:
    """Let the time to undo pass, give the network back and return what the office opened last."""
    number = len(page.office.taken) + 1
    hand.out_of_time_to_undo(page)
    page.office.cut(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_taken(page, number)
    return page.office.taken[page.office.order[-1]]


def test_all_is_well_in_two_taps_and_help_waits_for_nothing(ready):
    ready.office.cut(True)
    to_form(ready, "check_in")
    found = violations(ready)
    ready.locator("#save").click()
    ready.locator("#another").wait_for()
    well = taken(ready)
    to_form(ready, "check_in")
    ready.office.cut(True)
    ready.locator("#need-help").click()
    ready.locator(".alarm").wait_for()
    found += violations(ready)
    undo = ready.locator("#undo").count()
    ready.office.cut(False)
    ready.evaluate("dispatchEvent(new Event('online'))")
    wait_taken(ready, 2)
    ready.locator(".done", has_text="Received").wait_for()

    helped = ready.office.taken[ready.office.order[-1]]
    assert (well["state"], "next_by" in well) == ("well", True)
    assert (helped["state"], helped["station"], "next_by" in helped) == (
        "help",
        well["station"],
        False,
    )
    assert (undo, ready.locator(".alarm").count(), found, ready.problems) == (0, 0, [], [])


def test_a_report_is_kept_beside_the_record_of_the_road(ready):
    """Two drafts live side by side, also over a restart; the first one is still there when the second is sent."""
    ready.locator("#women-more").click()
    to_form(ready, "community_report")
    ready.locator("#about").fill("Wageni markerzq")
    ready.wait_for_timeout(600)
    drafts = kept(ready, "drafts")
    ready.office.cut(True)
    ready.reload()
    hand.open_again(ready)
    road = ready.locator("#women-count").inner_text()
    to_form(ready, "community_report")
    found = violations(ready)
    ready.locator("#county").select_option(label="Nairobi")
    ready.locator("#may_call").check()
    ready.locator("#save").click()
    said = ready.locator(".errors li").all_inner_texts()
    ready.locator("#phone").fill("0700 000 000")
    ready.locator("#save").click()
    ready.locator("#another").wait_for()
    report = taken(ready)
    ready.locator("#another").click()

    assert (len(drafts), any("markerzq" in row for row in drafts)) == (2, False)
    assert (road, said) == ("1", ["Enter the number."])
    assert (report["about"], report["county"], report["phone"]) == (
        "Wageni markerzq",
        "047",
        "0700 000 000",
    )
    assert ready.locator("#women-count").inner_text() == "1"
    assert (found, ready.problems) == ([], [])


def test_a_visit_asks_what_its_kind_needs_in_both_languages(ready):
    to_form(ready, "visit")
    ready.locator("#language-switch").click()
    ready.locator("#save").click()
    said = ready.locator(".errors li").all_inner_texts()
    ready.locator("#language-switch").click()
    hand.tap(ready, "business", group="about")
    ready.locator("#code").fill("tk-2025-00001")
    hand.tap(ready, "is running", group="outcome")
    ready.locator("#income_kes").fill("4000")
    ready.go_back()
    ready.go_forward()
    ready.office.cut(True)
    ready.locator("#save").click()
    ready.locator("#another").wait_for()

    visit = taken(ready)
    assert said == ["Chagua ilihusu nini.", "Weka msimbo."]
    assert (visit["about"], visit["code"], visit["outcome"], visit["income_kes"]) == (
        "business", "tk-2025-00001", "running", "4000",
    )  # fmt: skip
    assert ready.problems == []


def test_a_follow_up_names_the_intercept_by_its_reference(ready):
    hand.whole_intercept(ready)
    hand.save(ready)
    hand.out_of_time_to_undo(ready)
    wait_taken(ready, 1)
    ready.locator(".done", has_text="INT-MTW-2026-0001").wait_for()
    to_form(ready, "follow_up")
    ready.office.cut(True)
    hand.tap(ready, "INT-MTW-2026-0001", group="intercept")
    hand.tap(ready, "By phone", group="way")
    ready.locator("#reached").check()
    hand.tap(ready, "Not safe", group="safe_now")
    ready.locator("#save").click()
    ready.locator("#another").wait_for()

    heard = taken(ready)
    assert heard["intercept"] == ready.office.order[0]
    assert (heard["way"], heard["reached"], heard["safe_now"]) == ("call", True, "no")
    assert ready.problems == []
