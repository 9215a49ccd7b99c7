"""The phone's score and the server's: the same points and the same band for any answers."""

import random

from intercepts import scoring
from intercepts.actions.met import Screened, unanswered_of
from intercepts.models import ScreeningQuestion
from intercepts.scoring import score
from tests.browser.field_office import RULES, whole_form

TRIALS = 5000
IN_BROWSER = """async ([form, trials, rules]) => {
  const { score, signsOf, unanswered } = await import("/static/js/offline/score.js");
  return trials.map(([codes, child, looked]) => {
    const found = score(signsOf(form, codes, child), child, rules);
    return [found.control, found.vulnerability, found.band, unanswered(form, codes, looked, child)];
  });
}"""


class Sign:
    def __init__(self, section: str, question: dict) -> None:
        self.section, self.code = section, question["code"]
        self.weight, self.is_trigger = question["weight"], question["trigger"]


def still_open(questions: list, codes: list[str], is_child: bool, looked: list[str]) -> int:
    """Return how many questions the server counts as not answered."""
    rows = [
        ScreeningQuestion(
            code=q["code"], section=section, is_child_only=q["child_only"], is_on_phone=True
        )
        for section, q in questions
    ]
    person = Screened(
        sex="female", intercept_type="other", outcome="other", stated_age=10 if is_child else 30,
        signs=codes, looked_for=looked,
    )  # fmt: skip
    return unanswered_of(rows, person)


def test_phone_and_server_score_alike(chromium, live_server):
    form, chance = whole_form(only_phone=False), random.Random(6)
    questions = [(s["code"], q) for s in form["sections"] for q in s["questions"]]
    trials, expected = [], []
    for number in range(TRIALS):
        seen = chance.sample(questions, chance.randint(0, 8 if number % 4 else len(questions)))
        is_child = chance.random() < 0.5
        looked = [s["code"] for s in form["sections"] if chance.random() < 0.3]
        trials.append([[q["code"] for _, q in seen], is_child, looked])
        signs = [Sign(*each) for each in seen if is_child or not each[1]["child_only"]]
        found = score(signs, presumed_child=is_child)
        is_open = still_open(questions, [q["code"] for _, q in seen], is_child, looked)
        expected.append([found.control, found.vulnerability, str(found.band), is_open])
    page = chromium.new_context(base_url=live_server.url).new_page()
    page.goto("/field/")
    found = page.evaluate(IN_BROWSER, [form, trials, RULES])
    page.context.close()

    assert found == expected
    assert {band for _c, _v, band, _open in found} == {str(band) for band in scoring.Band}
