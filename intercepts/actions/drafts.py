"""Writing the next version of the screening form: copy, change its signs, publish. A published one never changes."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from intercepts.actions.screening import MOST_ON_PHONE
from intercepts.answers import options_of
from intercepts.enums import Answer, Said
from intercepts.models import (
    DraftQuestion,
    DraftSection,
    ScreeningDraft,
    ScreeningForm,
    ScreeningQuestion,
    ScreeningSection,
)
from intercepts.scoring import CHILD_ALONE, NUMBERS
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions import rows

COPIED = (
    "code", "section", "answer", "answers_to", "text_en", "text_sw", "weight", "is_child_only", "is_trigger", "is_on_phone",
    "position",
)  # fmt: skip
OF_SECTION = ("code", "text_en", "text_sw", "counts_as", "cap", "position")
OF_QUESTION = ("section", "is_child_only", "is_on_phone")  # its answers have these of the question
FEWEST = 2  # answers of a question with several


@transaction.atomic
def start(*, by: User) -> ScreeningDraft:
    """Copy the current form with its numbers into a draft; while one is being written, return that."""
    current = ScreeningForm.objects.select_for_update().filter(is_current=True).first()
    waiting = ScreeningDraft.objects.filter(published_as=None).first()
    if waiting is not None:
        return waiting
    numbers = _values(current, NUMBERS) if current else {}
    draft = ScreeningDraft.objects.create(based_on=current, recorded_by=by, **numbers)
    if current:
        DraftSection.objects.bulk_create(
            DraftSection(draft=draft, recorded_by=by, **_values(section, OF_SECTION))
            for section in current.sections.all()
        )
        DraftQuestion.objects.bulk_create(
            DraftQuestion(draft=draft, recorded_by=by, **_values(question, COPIED))
            for question in current.questions.all()
        )
    record(AuditKind.CREATED, by=by, target=draft)
    return draft


@transaction.atomic
def add_question(
    *, draft: ScreeningDraft, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> DraftQuestion:
    """Add a warning sign to the draft. Raises DomainError naming the field."""
    lock(draft)
    facts |= {"draft": draft, "submission": submission}
    return rows.add(DraftQuestion, by=by, check=_check, **facts)


@transaction.atomic
def edit_question(*, row: DraftQuestion, version: int, by: User, **facts: Any) -> DraftQuestion:
    """Change a warning sign of the draft; its answers stay with it.

    Raises StaleVersion, DomainError naming the field.
    """
    draft = lock(row.draft)
    row = rows.edit(row, version=version, by=by, check=_check, **facts)
    draft.questions.filter(answers_to=row.code).update(
        **{name: getattr(row, name) for name in OF_QUESTION}
    )
    return row


@transaction.atomic
def remove_question(*, row: DraftQuestion, by: User) -> None:
    """Leave a warning sign out of the next version; versions that have it keep it.

    Raises DomainError for the one on which the rule for children rests, and while others answer it.
    """
    draft = lock(row.draft)
    if row.code == CHILD_ALONE:
        raise DomainError(_("The rule for children rests on this sign: it stays."))
    if draft.questions.filter(answers_to=row.code).exists():
        raise DomainError(_("Leave out its answers first."))
    DraftQuestion.objects.filter(pk=row.pk).delete()
    record(AuditKind.CHANGED, by=by, target=draft, fields=["questions"])


@transaction.atomic
def publish(*, draft: ScreeningDraft, by: User) -> ScreeningForm:
    """Make the draft the current form, with the next number. Old scores keep their version.

    Raises DomainError for a draft that is out already, is empty, has a section without a sign or too much for
    the phone, and for a question with fewer than two answers to choose from.
    """
    row = lock(draft)
    sections, questions = list(row.sections.all()), list(row.questions.all())
    _refuse_unfinished(sections, questions)
    list(ScreeningForm.objects.select_for_update().filter(is_current=True))
    newest = ScreeningForm.objects.aggregate(number=Max("number"))["number"] or 0
    ScreeningForm.objects.filter(is_current=True).update(is_current=False)
    form = ScreeningForm.objects.create(
        number=newest + 1, published_on=timezone.localdate(), is_current=True, **_values(row, NUMBERS)
    )  # fmt: skip
    ScreeningSection.objects.bulk_create(
        ScreeningSection(form=form, **_values(section, OF_SECTION) | {"position": place})
        for place, section in enumerate(sections, start=1)
    )
    ScreeningQuestion.objects.bulk_create(
        ScreeningQuestion(form=form, **_values(question, COPIED) | {"position": place})
        for place, question in enumerate(questions, start=1)
    )
    row.published_as = form
    row.version += 1
    row.save(update_fields=["published_as", "version"])
    record(AuditKind.CHANGED, by=by, target=row, fields=["published_as"])
    return form


def lock(draft: ScreeningDraft) -> ScreeningDraft:
    """Return the draft, held until the end of the transaction. Raises DomainError for one that is out."""
    row = ScreeningDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if row.published_as_id is not None:
        raise DomainError(_("This version is published. It never changes; start a new one."))
    return row


def _values(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _refuse_unfinished(sections: list[DraftSection], questions: list[DraftQuestion]) -> None:
    if not questions:
        raise DomainError(_("A form without a sign cannot be published."))
    used = {each.section for each in questions}
    for section in sections:
        if section.code not in used:
            raise DomainError(
                _("“%(section)s” has no sign. Add one, or leave the section out.")
                % {"section": section.text}
            )
    on_phone = [each for each in questions if each.is_on_phone and each.answer != Answer.OPTION]
    if len(on_phone) > MOST_ON_PHONE:
        raise DomainError(
            _("At most %(number)d questions fit the phone.") % {"number": MOST_ON_PHONE}
        )
    for question in questions:
        if question.answer == Answer.ONE_OF and len(options_of(question, questions)) < FEWEST:
            raise DomainError(
                _("“%(question)s” needs two answers to choose from.")
                % {"question": question.text_en}
            )


def _check(row: DraftQuestion) -> None:
    others = row.draft.questions.exclude(pk=row.pk)
    if others.filter(code=row.code).exists():
        raise DomainError(_("Another sign of this draft has this code."), field="code")
    if row.code in Said.values:
        raise DomainError(_("An answer goes by this word. Choose another code."), field="code")
    if not row.draft.sections.filter(code=row.section).exists():
        raise DomainError(_("Choose a section of this version."), field="section")
    _check_answer(row)
    if row.is_on_phone and row.answer != Answer.OPTION:
        count = others.filter(is_on_phone=True).exclude(answer=Answer.OPTION).count()
        if count >= MOST_ON_PHONE:
            raise DomainError(
                _("At most %(number)d questions fit the phone.") % {"number": MOST_ON_PHONE},
                field="is_on_phone",
            )


def _check_answer(row: DraftQuestion) -> None:
    """Hold the row to how it is answered; an answer stands where its question does."""
    others = row.draft.questions.exclude(pk=row.pk)
    if row.answer != Answer.ONE_OF and others.filter(answers_to=row.code).exists():
        raise DomainError(
            _("Other rows are answers to it. Leave them out first, or let them answer another."),
            field="answer",
        )
    if row.answer == Answer.ONE_OF and row.code == CHILD_ALONE:
        raise DomainError(
            _("The rule for children rests on this sign: it is seen or not."), field="answer"
        )
    if row.answer == Answer.ONE_OF and (row.weight or row.is_trigger):
        raise DomainError(
            _("Points belong to its answers: 0 here, and not evidence by itself."),
            field="weight" if row.weight else "is_trigger",
        )
    if row.answer != Answer.OPTION:
        row.answers_to = ""
        return
    question = others.filter(code=row.answers_to, answer=Answer.ONE_OF).first()
    if question is None:
        raise DomainError(_("Choose the question that it answers."), field="answers_to")
    for name in OF_QUESTION:
        setattr(row, name, getattr(question, name))
