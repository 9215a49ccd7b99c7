"""What the pages of the screening form show: versions, the draft by section, and how it looks on a phone."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from intercepts.actions.drafts import COPIED
from intercepts.actions.screening import MOST_ON_PHONE
from intercepts.answers import options_of
from intercepts.enums import Answer
from intercepts.explanation import SECTIONS
from intercepts.models import DraftQuestion, ScreeningDraft, ScreeningForm, ScreeningQuestion
from tracekenya.pages.facts import in_words, label_of
from tracekenya.roles.access import OutOfScope


def versions() -> list[ScreeningForm]:
    """Return every published version with its questions, the newest first."""
    return list(ScreeningForm.objects.prefetch_related("questions").order_by("-number"))


def draft_in_work() -> ScreeningDraft | None:
    return ScreeningDraft.objects.filter(published_as=None).first()


def get_draft(pk: uuid.UUID) -> ScreeningDraft:
    """Return the draft. Raises OutOfScope when there is none; the right is checked before."""
    draft = ScreeningDraft.objects.select_related("based_on", "published_as").filter(pk=pk).first()
    if draft is None:
        raise OutOfScope(str(pk))
    return draft


def get_question(pk: uuid.UUID) -> DraftQuestion:
    """Return a question with its draft. Raises OutOfScope."""
    row = DraftQuestion.objects.select_related("draft").filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    return row


def by_section(questions: Sequence[Any]) -> list[dict[str, Any]]:
    """Return title and questions of each section, in the order of the form; answers under their question."""
    return [
        {
            "title": title,
            "questions": [
                {"row": each, "options": options_of(each, questions)}
                for each in questions
                if each.section == name and each.answer != Answer.OPTION
            ],
        }
        for name, title in SECTIONS.items()
    ]


def differences(old: ScreeningQuestion, new: DraftQuestion, texts: Mapping[str, str]) -> list[str]:
    """Return what differs, in words such as "Points: 10 → 8". `texts`: code -> words of a question."""
    found = []
    for name in COPIED:
        was, is_now = getattr(old, name), getattr(new, name)
        if was != is_now:
            words = {
                "field": label_of(DraftQuestion, name),
                "old": _said(name, was, texts), "new": _said(name, is_now, texts),
            }  # fmt: skip
            found.append(_("%(field)s: %(old)s → %(new)s") % words)
    return found


def _said(name: str, value: Any, texts: Mapping[str, str]) -> str:
    if name == "answers_to":
        return texts.get(value) or _("none")
    return in_words(DraftQuestion._meta.get_field(name), value)


def context_of(draft: ScreeningDraft) -> dict[str, Any]:
    """Return sections, the phone's short list, and what differs from the version before."""
    questions = list(draft.questions.all())
    short = [each for each in questions if each.is_on_phone]
    before = {
        each.code: each for each in (draft.based_on.questions.all() if draft.based_on else ())
    }
    texts = {each.code: each.text_en for each in (*before.values(), *questions)}
    return {
        "draft": draft,
        "sections": by_section(questions),
        "phone": by_section(short),
        "phone_count": sum(each.answer != Answer.OPTION for each in short),
        "phone_most": MOST_ON_PHONE,
        "added": [each for each in questions if each.code not in before],
        "changed": [
            {"question": each, "what": what}
            for each in questions
            if each.code in before and (what := differences(before[each.code], each, texts))
        ],
        "removed": [each for code, each in before.items() if code not in {q.code for q in questions}],
    }  # fmt: skip
