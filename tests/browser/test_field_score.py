"""The phone's score and the server's: the same points and the same band for any answers."""

import random

import pytest

from intercepts.actions.met import Screened, seen_of, unanswered_of
from intercepts.actions.screening import load_form
from intercepts.answers import asked_among, options_of, said_no, said_yes
from intercepts.enums import Band
from intercepts.models import ScreeningQuestion
from intercepts.scoring import rules_of, score
from tests.factories.accounts import UserFactory
from tests.factories.asking import form_that_asks, form_with_other_rules
from tests.factories.field import phone_of
from tracekenya.roles.roles import Role

TRIALS = 5000
IN_BROWSER = """async ([form, trials, rules]) => {
  const { score, signsOf, unanswered, yesOf } = await import("/static/js/offline/score.js");
  return trials.map(([codes, child, looked, answers]) => {
    const found = score(signsOf(form, [...codes, ...yesOf(answers)], child), child, rules);
    return [found.control, found.vulnerability, found.band, unanswered(form, codes, looked, child, answers)];
  });
}"""


def judged(rows, codes: list[str], is_child: bool, looked: list[str], answers: dict) -> list:
    """Return what the server makes of the answers: points of control and of vulnerability, band, how many are open."""
    for_children = {row.code for row in rows if row.is_child_only}
    signs = [each for each in (*codes, *said_yes(answers)) if is_child or each not in for_children]
    person = Screened(
        sex="female", intercept_type="other", outcome="other", stated_age=10 if is_child else 30,
        signs=signs, denied=said_no(answers), looked_for=looked,
    )  # fmt: skip
    found = score(seen_of(rows, person), presumed_child=is_child, rules=rules_of(rows[0].form))
    return [found.control, found.vulnerability, str(found.band), unanswered_of(rows, person)]


def answer(question: ScreeningQuestion, rows: list, chance: random.Random) -> str:
    yes = [each.code for each in options_of(question, rows)] or ["yes"]
    return chance.choice([*yes, "no", "unknown"])


@pytest.mark.parametrize(
    ("then", "sections"), [(None, 3), (form_with_other_rules, 4)], ids=["first", "other-rules"]
)
def test_phone_and_server_score_alike(
    chromium, live_server, transactional_db, practice, then, sections
):
    """With the numbers of the first version, and with others and a fourth section."""
    load_form()
    officer, chance = UserFactory(role=Role.ME_OFFICER), random.Random(6)
    form = form_that_asks(by=officer)
    if then is not None:
        form = then(by=officer)
    form.questions.update(is_on_phone=True)
    rows = list(form.questions.all())
    boxes, asked = [row.code for row in rows if row.answer == "tick"], asked_among(rows)
    told = phone_of(UserFactory(role=Role.FIELD_MONITOR)).definition
    trials = []
    for number in range(TRIALS):
        codes = chance.sample(boxes, chance.randint(0, 8 if number % 4 else len(boxes)))
        looked = [s["code"] for s in told["form"]["sections"] if chance.random() < 0.3]
        said = {each.code: answer(each, rows, chance) for each in asked if chance.random() < 0.6}
        trials.append([codes, chance.random() < 0.5, looked, said])
    expected = [judged(rows, *each) for each in trials]
    page = chromium.new_context(base_url=live_server.url).new_page()
    page.goto("/field/")
    found = page.evaluate(IN_BROWSER, [told["form"], trials, told["rules"]])
    page.context.close()

    assert (len(asked), len(told["form"]["sections"])) == (3, sections)
    assert found == expected
    assert {band for _c, _v, band, _open in found} == {str(band) for band in Band}


OLDER = """async ([trials, rules]) => {
  const { score } = await import("/static/js/offline/score.js");
  return trials.map(([signs, child]) => Object.values(score(signs, child, rules)));
}"""


def test_a_definition_that_older_scripts_kept_is_scored_as_it_was(chromium, live_server):
    """It names no sections; its rules are those of the first version."""
    rules = {
        "vulnerability_cap": 12, "evasion_cap": 10, "evidence_from": 10, "high_risk_control_from": 4,
        "high_risk_from": 8, "child_high_risk_from": 4, "at_risk_from": 3, "child_alone": "v_minor_alone",
    }  # fmt: skip
    signs = [
        {"code": f"{section}{n}", "section": section, "weight": weight}
        for section, weight in (("vulnerability", 9), ("evasion", 7), ("control", 2))
        for n in (1, 2)
    ]
    page = chromium.new_page(base_url=live_server.url)
    page.goto("/sign-in/")

    found = page.evaluate(OLDER, [[[signs, False], [signs[:1], True], [signs[4:], True]], rules])
    page.close()

    assert found == [[4, 22, "high_risk"], [0, 9, "high_risk"], [4, 0, "high_risk"]]


FITTING = """async ([form, trials]) => {
  const { fitting } = await import("/static/js/offline/score.js");
  return trials.map(([answers, child]) => fitting(form, answers, child) ?? null);
}"""


def test_what_was_said_to_a_question_that_is_gone_goes_along(chromium, live_server):
    form = {
        "sections": [{"questions": [], "asked": [{"code": "a"}, {"code": "b", "child_only": True}]}]
    }
    said = {"a": "no", "b": "yes", "gone": "yes", "left": "unknown"}
    page = chromium.new_page(base_url=live_server.url)
    page.goto("/sign-in/")

    found = page.evaluate(
        FITTING, [form, [[said, True], [said, False], [{"b": "yes"}, False], [{}, True]]]
    )
    page.close()

    assert found == [{"a": "no", "b": "yes", "gone": "yes"}, {"a": "no", "gone": "yes"}, None, None]
