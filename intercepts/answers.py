"""Questions that are asked rather than ticked: who belongs to whom, and what an answer says.

The phone does the same in `static/js/offline/score.js`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from intercepts.enums import Answer, Said


class Question(Protocol):
    """A question of a version or of a draft."""

    code: str
    answer: str
    answers_to: str


Row = TypeVar("Row", bound=Question)
ASKED = (Answer.YES_NO, Answer.ONE_OF)
NOWHERE = "signs_none"  # where a sign stands for which no section is there: it is refused
OPEN = ("", Said.NOT_KNOWN)  # answers that leave a question without an answer


def asked_among(questions: Iterable[Row]) -> list[Row]:
    return [each for each in questions if each.answer in ASKED]


def options_of(question: Question, questions: Iterable[Row]) -> list[Row]:
    """Return the answers to choose from, in the order of the form; none where it is no such question."""
    if question.answer != Answer.ONE_OF:
        return []
    return [each for each in questions if each.answers_to == question.code]


def field_of(question: Any) -> str:
    """Return the field of the form at which the question is answered."""
    if question.answer == Answer.TICK:
        return f"signs_{question.section}"
    return f"ask_{question.answers_to or question.code}"


def said_yes(answers: Mapping[str, str]) -> list[str]:
    """Return the codes of signs in `answers`, which holds the answer by the code of what was asked."""
    found = {code: code if said == Said.YES else said for code, said in answers.items()}
    return [sign for sign in found.values() if sign not in (*OPEN, Said.NO)]


def said_no(answers: Mapping[str, str]) -> list[str]:
    return [code for code, said in answers.items() if said == Said.NO]


def is_open(
    question: Question, questions: Sequence[Question], signs: set[str], no: set[str]
) -> bool:
    """Return whether nothing was answered; `signs` and `no`: codes of what was there and what was not."""
    codes = {question.code, *(each.code for each in options_of(question, questions))}
    return question.code not in no and not codes & signs
