"""Loading a version of the screening form from its file."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext

from intercepts.models import ScreeningForm, ScreeningQuestion
from intercepts.scoring import CONTROL, EVASION, VULNERABILITY
from tracekenya.lib.errors import DomainError

FORM_FILE = Path(__file__).parents[1] / "data" / "screening.yaml"
SECTIONS = (VULNERABILITY, EVASION, CONTROL)
MOST_ON_PHONE = 24  # questions


@transaction.atomic
def load_form(*, source: Path = FORM_FILE) -> ScreeningForm:
    """Store the form of the file with its questions, or return it when that version is stored.

    A stored version never changes, for old scores rest on it; it is current while none is newer.
    Raises DomainError for an unknown section or more than 24 questions on the phone.
    """
    content = yaml.safe_load(source.read_text())
    stored = ScreeningForm.objects.filter(number=content["number"]).first()
    if stored is not None:
        return stored
    is_newest = not ScreeningForm.objects.filter(number__gt=content["number"]).exists()
    if is_newest:
        ScreeningForm.objects.filter(is_current=True).update(is_current=False)
    form = ScreeningForm.objects.create(
        number=content["number"], published_on=content["published_on"], is_current=is_newest
    )
    ScreeningQuestion.objects.bulk_create(_questions(content["sections"], form))
    return form


def _questions(sections: dict[str, list], form: ScreeningForm) -> list[ScreeningQuestion]:
    unknown = sorted(set(sections) - set(SECTIONS))
    if unknown:
        raise DomainError(gettext("Unknown section: %(names)s") % {"names": ", ".join(unknown)})
    rows = [(section, *row) for section, signs in sections.items() for row in signs]
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
