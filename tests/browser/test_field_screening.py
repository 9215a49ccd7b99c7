"""Several people of one vehicle on the phone: what holds for all, what one alone shows, what to do for whom."""

from tests.browser import field_hands as hand
from tests.browser.axe import violations
from tests.browser.field_phone import wait_taken

TYPED = "main :is(input[type=text], input[type=tel], textarea):visible"
SECTIONS = ("vulnerability", "evasion", "control")


def look_through(page) -> None:
    """Tick in each section that all of it was looked for; the first one stands open."""
    for section in SECTIONS:
        if not page.locator(f"#looked-{section}").is_visible():
            page.locator(".section", has=page.locator(f"#looked-{section}")).locator(
                "summary"
            ).click()
        page.locator(f"#looked-{section}").click()


def test_one_person_takes_few_taps_and_the_next_traveller_shares_the_vehicle(ready):
    typed = []
    ready.evaluate("globalThis.taps = 0")
    hand.to_signs(ready)
    look_through(ready)
    ready.locator("#sign-c_passport_held").click()
    hand.go_on(ready)
    hand.tap(ready, "18 to 24", group="age-1")
    hand.tap(ready, "Tanzania", group="nation-1")
    typed.append(ready.locator(TYPED).count())
    for name in ("names", "phone"):
        ready.locator(f"#{name}-1").click()
        ready.locator(f"#{name}-1").fill("0712")
    hand.tap(ready, "Yes", group="safe-1")
    hand.go_on(ready)
    hand.tap(ready, "Kiswahili", group="language")
    hand.tap(ready, "Says yes", group="answer-1")
    typed.append(ready.locator(TYPED).count())
    hand.go_on(ready)
    hand.tap(ready, "Stopped travel on advice", group="outcome-1")
    typed.append(ready.locator(TYPED).count())
    ready.locator("#narrative").click()
    hand.go_on(ready)
    taps = ready.evaluate("globalThis.taps") + 1  # and "Save"
    ready.go_back()
    hand.tap(ready, "Number plate, if you saw it")
    ready.locator("#plate").fill("kba 123x")
    ready.locator("#noticed").select_option("conductor")
    hand.go_on(ready)
    shown = ready.locator("main").inner_text()
    hand.save(ready)
    hand.out_of_time_to_undo(ready)
    ready.locator("#same").click()
    hand.no_signs(ready, going_to="")
    hand.out_of_time_to_undo(ready)
    ready.locator("#same").click()
    hand.to_signs(ready)
    ready.locator("#sign-v_stranded").click()
    hand.go_on(ready)
    kept = ready.locator("#nation-1 input:checked + span").inner_text()
    wait_taken(ready, 2)

    print(f"taps {taps}, typed fields {typed}")  # noqa: T201
    assert taps <= 26
    assert sum(typed) <= 3
    assert "KBA" not in shown
    assert "kba 123x" in shown
    assert "Questions without an answer\n0" in shown
    assert kept == "Tanzania"
    first, second = ready.office.taken.values()
    [person] = first["persons"]
    assert (first["vehicle_plate"], person["nationality"]) == ("kba 123x", "TZ")
    assert (first["notified_by"], "notified_by" in second) == ("conductor", False)
    assert (sorted(first["looked_for"]), "signs" in person) == (sorted(SECTIONS), False)
    assert first["consent"] == {"language": "sw", "text": 2, "interpreter": False}
    assert person["consent"] == "yes"
    assert "vehicle_plate" not in second
    assert ready.problems == []


def test_in_a_group_each_has_own_signs_duties_and_band(ready):
    hand.to_signs(ready, women=2)
    hand.go_on(ready)
    for at, age in ((1, "18 to 24"), (2, "13 to 15")):
        hand.tap(ready, age, group=f"age-{at}")
    hand.go_on(ready)
    refused = ready.locator(".errors li").all_inner_texts()
    ready.go_back()
    ready.locator("#sign-v_stranded").click()
    hand.go_on(ready)
    ready.locator("#own-1 > summary").click()
    ready.locator("#own-1-c_debt").click()
    found = violations(ready)
    only_for_children = [ready.locator(f"#own-{at}-c_child_enticed").count() for at in (1, 2)]
    ready.locator("#own-2 > summary").click()
    ready.locator("#own-2-c_child_enticed").click()
    ready.locator("#own-2-c_child_enticed").click()
    hand.go_on(ready)
    hand.answer(ready, "Says no", language="English")
    told = ready.locator(".duties h3").all_inner_texts()
    first_duties = ready.locator(".duties ul").first.locator("li").all_inner_texts()
    hand.tap(ready, "Stopped travel on advice", group="outcome-1")
    hand.tap(ready, "children officer", group="outcome-2")
    found += violations(ready)
    hand.go_on(ready)
    hand.save(ready)
    hand.out_of_time_to_undo(ready)
    wait_taken(ready, 1)

    assert refused == ["Tick at least one sign, or go back and choose “None seen”."]
    assert only_for_children == [0, 0]
    assert told == ["Person 1", "Person 2"]
    assert any(text.startswith("Part the person") for text in first_duties)
    assert not any(text.startswith("A child") for text in first_duties)
    [record] = ready.office.taken.values()
    adult, child = record["persons"]
    assert (record["signs"], adult["signs"]) == (["v_stranded"], ["c_debt"])
    assert (adult["band"], child["band"]) == ("evidence_of_trafficking", "at_risk")
    assert "signs" not in child
    assert [one["nationality"] for one in record["persons"]] == ["KE", "KE"]
    assert found == []
    assert ready.problems == []


REDRAW = "document.dispatchEvent(new CustomEvent('field', { detail: 'changed' }))"
DRAWN = 400  # milliseconds: what comes in one go is gathered for 150


def test_a_drawing_shuts_nothing_that_was_opened(ready):
    """The event that tells of an opened part comes later than the tap: the next drawing may be first."""
    hand.to_signs(ready)
    ready.evaluate("""() => {
      [...document.querySelectorAll("summary")].find((each) => each.textContent.includes("controls the person")).click();
      document.getElementById("sign-v_stranded").click();
    }""")

    assert ready.locator("#sign-v_stranded").is_checked()
    assert ready.locator("#sign-c_passport_held").is_visible()
    assert ready.problems == []


def test_a_tap_is_not_lost_to_a_drawing_under_the_thumb(ready):
    hand.to_signs(ready)
    ready.locator("#continue").scroll_into_view_if_needed()
    box = ready.locator("#sign-v_stranded").bounding_box()
    ready.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    ready.mouse.down()
    ready.evaluate("document.querySelector('#sign-v_stranded').dataset.old = 'yes'")
    ready.evaluate(REDRAW)
    ready.wait_for_timeout(DRAWN)
    ready.mouse.up()
    ready.locator("#sign-v_stranded:checked").wait_for()

    ready.evaluate(REDRAW)
    ready.locator("#sign-v_stranded:not([data-old]):checked").wait_for()
