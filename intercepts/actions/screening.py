"""Loading a version of the screening form from its file."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext

from intercepts.models import ScreeningForm, ScreeningQuestion, ScreeningSection
from intercepts.scoring import NUMBERS
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions.rows import judge

FORM_FILE = Path(__file__).parents[1] / "data" / "screening.yaml"
MOST_ON_PHONE = 24  # questions
OF_SECTION = ("text_en", "text_sw", "counts_as", "cap")


@transaction.atomic
def load_form(*, source: Path = FORM_FILE) -> ScreeningForm:
    """Store the form of the file with its sections and questions, or return it when that version is stored.

    A stored version never changes, for old scores rest on it; it is current while none is newer.
    Raises DomainError for numbers or a section that cannot be, or more than 24 questions on the phone.
    """
    content = yaml.safe_load(source.read_text())
    stored = ScreeningForm.objects.filter(number=content["number"]).first()
    if stored is not None:
        return stored
    is_newest = not ScreeningForm.objects.filter(number__gt=content["number"]).exists()
    if is_newest:
        ScreeningForm.objects.filter(is_current=True).update(is_current=False)
    form = ScreeningForm(
        number=content["number"], published_on=content["published_on"], is_current=is_newest,
        **{name: content["numbers"][name] for name in NUMBERS},
    )  # fmt: skip
    judge(form)
    form.save()
    for place, (code, said) in enumerate(content["sections"].items(), start=1):
        section = ScreeningSection(
            form=form, code=code, position=place, **{name: said.get(name) for name in OF_SECTION}
        )
        judge(section)
        section.save()
    ScreeningQuestion.objects.bulk_create(_questions(content["sections"], form))
    return form


def _questions(sections: dict[str, dict], form: ScreeningForm) -> list[ScreeningQuestion]:
    rows = [(code, *row) for code, said in sections.items() for row in said["signs"]]
    questions = [_question(place, row, form) for place, row in enumerate(rows, start=1)]
    if sum(question.is_on_phone for question in questions) > MOST_ON_PHONE:
        raise DomainError(
            gettext("At most %(number)d questions fit the phone.") % {"number": MOST_ON_PHONE}
        )
    return questions


def _question(place: int, row: tuple[Any, ...], form: ScreeningForm) -> ScreeningQuestion:
    section, code, weight, flags, text_en, text_sw = row
    return ScreeningQuestion(
        form=form,
        code=code,
        section=section,
        weight=weight,
        is_child_only="child" in flags,
        is_trigger="trigger" in flags,
        is_on_phone="phone" in flags,
        text_en=text_en,
        text_sw=text_sw,
        position=place,
    )
