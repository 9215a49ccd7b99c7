"""Questions that are asked on the phone: chips instead of a box, for all and for one of them alone."""

import pytest

from tests.browser import field_hands as hand
from tests.browser.axe import violations
from tests.browser.field_phone import wait_taken


def question(code: str, english: str, swahili: str, weight: int, **more) -> dict:
    return {
        "code": code, "text": {"en": english, "sw": swahili}, "weight": weight, "child_only": False,
        "trigger": False,
    } | more  # fmt: skip


MARRIED = question(
    "c_married", "When did the person marry?", "Alioa au kuolewa lini?", 0,
    options=[
        question("c_married_2w", "In the last 2 weeks", "Ndani ya wiki 2", 8),
        question("c_married_8w", "2 to 8 weeks ago", "Wiki 2 hadi 8 zilizopita", 4),
    ],
)  # fmt: skip
TICKET = question(
    "v_ticket", "Did somebody else buy the ticket?", "Tiketi ilinunuliwa na mwingine?", 3
)
WED = question(
    "c_child_wed", "Is the child to be married?", "Je, mtoto ataozwa?", 7, child_only=True
)


@pytest.fixture
def asking(phone, monkeypatch):
    """A phone whose office asks three questions beside the boxes."""
    told = phone.office.definition()
    vulnerability, _evasion, control = told["form"]["sections"]
    vulnerability["asked"], control["asked"] = [TICKET], [MARRIED, WED]
    monkeypatch.setattr(phone.office, "definition", lambda: told)
    hand.enrol(phone)
    hand.worker_ready(phone)
    return phone


def test_answers_are_chips_are_scored_and_go_to_the_office(asking):
    page = asking
    hand.to_signs(page, women=2)
    before = page.locator("#ask-v_ticket").inner_text()
    hand.tap(page, "Not known", group="ask-v_ticket")
    hand.tap(page, "Somebody controls the person")
    hand.tap(page, "2 to 8 weeks ago", group="ask-c_married")
    found = violations(page)
    counts = page.locator("#signs .count").all_inner_texts()
    hand.go_on(page)
    hand.tap(page, "18 to 24", group="age-1")
    hand.tap(page, "13 to 15", group="age-2")
    page.locator("#own-1 > summary").click()
    hand.tap(page, "In the last 2 weeks", group="own-1-c_married")
    hand.tap(page, "Yes", group="own-1-v_ticket")
    for_adult = page.locator("#own-1-c_child_wed").count()
    page.locator("#own-2 > summary").click()
    hand.tap(page, "Yes", group="own-2-c_child_wed")
    found += violations(page)
    hand.go_on(page)
    hand.answer(page, "Says no", language="English")
    hand.leave(page, hand.STOPPED, "children officer")
    checked = page.locator("main").inner_text()
    hand.save(page)
    hand.out_of_time_to_undo(page)
    wait_taken(page, 1)

    assert before.split("\n") == ["Did somebody else buy the ticket?", "Yes", "No", "Not known"]
    assert counts == ["ticked: 1"]
    assert for_adult == 0
    assert "Signs seen\nWhen did the person marry? 2 to 8 weeks ago" in checked
    assert "When did the person marry? In the last 2 weeks" in checked
    [record] = page.office.taken.values()
    adult, child = record["persons"]
    assert record["answers"] == {"v_ticket": "unknown", "c_married": "c_married_8w"}
    assert adult["answers"] == {"v_ticket": "yes", "c_married": "c_married_2w"}
    assert child["answers"] == {"c_child_wed": "yes"}
    assert (record["signs"], "signs" in adult) == ([], False)
    # 8 points of control and 3 of vulnerability; 7 and 4 of control
    assert (adult["band"], child["band"]) == ("high_risk", "evidence_of_trafficking")
    assert found == []
    assert page.problems == []


def test_an_answer_is_a_sign_survives_a_reload_and_is_not_sent_of_an_adult(asking):
    page = asking
    hand.to_signs(page)
    hand.go_on(page)
    refused = page.locator(".errors li").all_inner_texts()
    hand.tap(page, "Somebody controls the person")
    hand.tap(page, "None of these", group="ask-c_married")
    hand.tap(page, "Yes", group="ask-c_child_wed")
    page.wait_for_timeout(1_000)
    page.reload()
    hand.open_again(page)
    kept = page.locator("#ask-c_child_wed input:checked + span").all_text_contents()
    hand.tap(page, "Yes", group="ask-v_ticket")
    hand.go_on(page)
    hand.tap(page, "18 to 24", group="age-1")
    hand.go_on(page)
    hand.answer(page, "Says no", language="English")
    hand.leave(page)
    hand.save(page)
    hand.out_of_time_to_undo(page)
    wait_taken(page, 1)

    assert len(refused) == 1
    assert kept == ["Yes"]
    [record] = page.office.taken.values()
    assert record["answers"]["c_married"] == "no"
    assert record["persons"][0]["band"] == "at_risk"
    assert page.problems == []
