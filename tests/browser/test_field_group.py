"""Several people in one record, and what changes behind the back of a step: nothing and nobody is lost."""

import datetime as dt

from django.utils import timezone

from tests.browser import field_hands as hand
from tests.browser.axe import violations
from tests.browser.field_phone import kept, wait_taken

AWAY = """(milliseconds) => { const real = Date.now; Date.now = () => real.call(Date) + milliseconds; }"""


def to_consent(page, *ages: str) -> None:
    """Go with one sign for all to the step of consent; there are as many people as `ages`."""
    page.locator("#sign-v_stranded").check()
    hand.go_on(page)
    for at, age in enumerate(ages, 1):
        hand.tap(page, age, group=f"age-{at}")


def sent(page) -> dict:
    hand.save(page)
    hand.out_of_time_to_undo(page)
    wait_taken(page, 1)
    [record] = page.office.taken.values()
    return record


def test_each_adult_answers_alone_and_a_child_is_not_asked(ready):
    hand.to_signs(ready, women=3)
    to_consent(ready, "18 to 24", "25 to 34", "13 to 15")
    for at in (1, 2, 3):
        ready.locator(f"#names-{at}").fill(f"Marker {at}")
    hand.go_on(ready)
    hand.tap(ready, "Kiswahili", group="language")
    asked = [ready.locator(f"#answer-{at}").count() for at in (1, 2, 3)]
    hand.tap(ready, "Says yes", group="answer-1")
    hand.go_on(ready)
    refused = ready.locator(".errors li").all_inner_texts()
    hand.tap(ready, "Says no", group="answer-2")
    hand.go_on(ready)
    hand.leave(ready, hand.STOPPED, hand.STOPPED, "children officer")
    record = sent(ready)

    assert (asked, refused) == ([1, 1, 0], ["Choose what the person says."])
    assert [each.get("consent") for each in record["persons"]] == ["yes", "no", None]
    assert [each.get("names") for each in record["persons"]] == ["Marker 1", None, "Marker 3"]
    assert ready.problems == []


def test_who_is_counted_anew_gets_a_card_and_whom_one_record_cannot_take_is_told(ready):
    hand.to_signs(ready, women=1)
    to_consent(ready, "18 to 24")
    for _ in range(2):
        ready.go_back()
    ready.locator("#men-more").click()
    hand.tap(ready, "Signs seen", group="seen")
    hand.go_on(ready)
    cards = ready.locator("section.card").count()
    ages = ready.locator("[id^=age-] input:checked").count()
    told = ready.locator("#main .alarm").count()
    for _ in range(2):
        ready.go_back()
    ready.locator("#men-less").click()
    for _ in range(12):
        ready.locator("#girls-more").click()
    hand.tap(ready, "Signs seen", group="seen")
    hand.go_on(ready)

    full = ready.locator("section.card").count()
    said = ready.locator("#main .alarm").inner_text()
    for _ in range(2):
        ready.go_back()
    for _ in range(5):
        ready.locator("#girls-less").click()
    hand.tap(ready, "Signs seen", group="seen")
    hand.go_on(ready)

    assert (cards, ages, told, full) == (2, 1, 0, 10)
    assert "One record takes 10 people." in said
    assert ready.locator("section.card").count() == 8
    assert ready.locator("[id^=sex-] input:checked + span").all_inner_texts() == ["Female"] * 8
    assert ready.locator("#main .alarm").count() == 0
    assert ready.problems == []


def test_a_guess_made_at_another_age_is_not_sent(ready):
    hand.to_signs(ready)
    to_consent(ready, "13 to 15")
    hand.go_on(ready)
    hand.go_on(ready)
    hand.tap(ready, "Child trafficking", group="type-1")
    hand.leave(ready, "children officer")
    ready.locator("button[aria-label='Change: Age']").click()
    hand.tap(ready, "18 to 24", group="age-1")
    hand.go_on(ready)
    hand.answer(ready)
    hand.leave(ready)

    assert "intercept_type" not in sent(ready)["persons"][0]


def test_a_number_asks_whether_it_is_safe_and_the_interpreter_of_a_child_is_noted(ready):
    hand.to_signs(ready)
    to_consent(ready, "13 to 15")
    ready.locator("#phone-1").fill("0700 000 000")
    hand.go_on(ready)
    refused = ready.locator(".errors li").all_inner_texts()
    hand.tap(ready, "Not asked", group="safe-1")
    hand.go_on(ready)
    ready.locator("#interpreter").check()
    hand.tap(ready, "Kiswahili", group="language")
    read_aloud = ready.locator("blockquote").count()
    hand.go_on(ready)
    hand.leave(ready, "children officer")
    record = sent(ready)

    assert refused == ["Say whether it is safe to call, or “Not asked”."]
    assert (read_aloud, record["consent"]) == (0, {"language": "sw", "interpreter": True})


def test_back_from_a_refused_step_shows_no_old_problem(ready):
    hand.to_signs(ready)
    ready.locator("#sign-v_stranded").check()
    hand.go_on(ready)
    hand.go_on(ready)
    ready.locator(".errors").wait_for()
    ready.locator("#back").click()
    ready.locator("#sign-v_stranded").wait_for()

    assert ready.locator(".errors").count() == 0


def test_who_types_without_a_pause_is_kept_all_the_same(ready):
    hand.tap(ready, "Mtwapa stage", group="station")
    ready.wait_for_timeout(600)
    before = kept(ready, "drafts")
    ready.evaluate("""async () => { for (let n = 0; n < 12; n++) {
        document.querySelector("#women-more").click(); await new Promise((done) => setTimeout(done, 100)); } }""")
    during = kept(ready, "drafts")

    assert before != during


def test_the_time_of_the_office_holds_from_the_first_record_on(phone):
    """The clock of the phone is two days slow, and nobody has entered a PIN yet but the first."""
    phone.office.clock = dt.timedelta(days=2)
    hand.enrol(phone)
    hand.no_signs(phone, going_to="")
    hand.out_of_time_to_undo(phone)
    wait_taken(phone, 1)

    [record] = phone.office.taken.values()
    assert record["happened_on"] == str((timezone.localtime() + dt.timedelta(days=2)).date())


def test_a_clock_that_was_set_back_after_saving_holds_nothing_back(ready):
    ready.office.cut(True)
    ready.evaluate(AWAY, 2 * 86_400_000)
    hand.no_signs(ready, going_to="")
    ready.evaluate(AWAY, -2 * 86_400_000)
    ready.office.cut(False)
    ready.goto("/field/#waiting")
    ready.locator("#send").click()
    wait_taken(ready, 1)


def test_whoever_sees_more_than_the_signs_say_raises_what_is_to_be_done(ready):
    hand.to_signs(ready)
    to_consent(ready, "18 to 24")
    hand.go_on(ready)
    hand.answer(ready, "Says no")
    before = ready.locator(".duties").get_attribute("class")
    hand.tap(ready, "Evidence of trafficking", group="felt-1")
    hand.tap(ready, "Stopped travel on advice", group="outcome-1")
    hand.tap(ready, "Mombasa", group="origin")
    found = violations(ready)
    after = ready.locator(".duties").get_attribute("class")
    hand.go_on(ready)
    told = ready.locator("main").inner_text()
    record = sent(ready)
    [person] = record["persons"]

    assert ("Coming from\nMombasa" in told, record["origin"]) == (True, "county:001")
    assert "evidence_of_trafficking" in after
    assert "evidence_of_trafficking" not in before
    assert found == []
    assert (person["reported_class"], person["band"]) == ("evidence_of_trafficking", "at_risk")
