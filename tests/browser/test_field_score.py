"""The phone's score and the server's: the same points and the same band for any answers."""

import random

from intercepts.actions.met import Screened, seen_of, unanswered_of
from intercepts.actions.screening import load_form
from intercepts.answers import asked_among, options_of, said_no, said_yes
from intercepts.enums import Band
from intercepts.models import ScreeningQuestion
from intercepts.scoring import rules_of, score
from tests.factories.accounts import UserFactory
from tests.factories.asking import form_that_asks
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


def test_phone_and_server_score_alike(chromium, live_server, transactional_db, practice):
    load_form()
    form, chance = form_that_asks(by=UserFactory(role=Role.ME_OFFICER)), random.Random(6)
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

    assert len(asked) == 3
    assert found == expected
    assert {band for _c, _v, band, _open in found} == {str(band) for band in Band}


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
