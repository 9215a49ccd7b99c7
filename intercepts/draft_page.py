"""What the pages of the screening form show: versions, the draft by section, and how it looks on a phone."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from intercepts.actions.drafts import COPIED, OF_SECTION
from intercepts.actions.screening import MOST_ON_PHONE
from intercepts.answers import options_of
from intercepts.enums import Answer
from intercepts.models import DraftQuestion, DraftSection, ScreeningDraft, ScreeningForm
from intercepts.scoring import NUMBERS
from tracekenya.pages.facts import Fact, facts_of, in_words, label_of
from tracekenya.roles.access import OutOfScope

Texts = Mapping[str, Mapping[str, str]]  # name of a field -> code -> words


def versions() -> list[ScreeningForm]:
    """Return every published version with sections and questions, the newest first."""
    return list(ScreeningForm.objects.prefetch_related("sections", "questions").order_by("-number"))


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
    return _of_draft(DraftQuestion, pk)


def get_section(pk: uuid.UUID) -> DraftSection:
    """Return a section with its draft. Raises OutOfScope."""
    return _of_draft(DraftSection, pk)


def _of_draft(model: Any, pk: uuid.UUID) -> Any:
    row = model.objects.select_related("draft").filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    return row


def numbers(version: ScreeningForm | ScreeningDraft) -> list[Fact]:
    """Return from how many points on each band begins."""
    return facts_of(version, NUMBERS)


def by_section(sections: Iterable[Any], questions: Sequence[Any]) -> list[dict[str, Any]]:
    """Return each section with its questions, in the order of the form; answers under their question."""
    return [
        {
            "row": section,
            "questions": [
                {"row": each, "options": options_of(each, questions)}
                for each in questions
                if each.section == section.code and each.answer != Answer.OPTION
            ],
        }
        for section in sections
    ]


def differences(old: Any, new: Any, names: Sequence[str], texts: Texts | None = None) -> list[str]:
    """Return what differs, in words such as "Points: 10 → 8"; `new` is of the draft.

    `texts`: for fields that hold a code, what to say instead of each.
    """
    found = []
    for name in names:
        was, is_now = getattr(old, name), getattr(new, name)
        if was != is_now:
            words = {
                "field": label_of(type(new), name),
                "old": _said(new, name, was, texts or {}),
                "new": _said(new, name, is_now, texts or {}),
            }
            found.append(_("%(field)s: %(old)s → %(new)s") % words)
    return found


def _said(row: Any, name: str, value: Any, texts: Texts) -> str:
    if name in texts:
        return texts[name].get(value) or _("none")
    words = in_words(row._meta.get_field(name), value)
    return words or _("none")


def context_of(draft: ScreeningDraft) -> dict[str, Any]:
    """Return sections, numbers, the phone's short list, and what differs from the version before."""
    sections, questions = list(draft.sections.all()), list(draft.questions.all())
    short = [each for each in questions if each.is_on_phone]
    return {
        "draft": draft,
        "numbers": numbers(draft),
        "sections": by_section(sections, questions),
        "phone": [each for each in by_section(sections, short) if each["questions"]],
        "phone_count": sum(each.answer != Answer.OPTION for each in short),
        "phone_most": MOST_ON_PHONE,
        **_changes(draft, sections, questions),
    }


def _changes(
    draft: ScreeningDraft, sections: list[DraftSection], questions: list[DraftQuestion]
) -> dict[str, Any]:
    """Return what is new, changed and left out, of signs and of sections, and which numbers differ."""
    old = draft.based_on
    signs = {each.code: each for each in (old.questions.all() if old else ())}
    parts = {each.code: each for each in (old.sections.all() if old else ())}
    texts = {
        "answers_to": {each.code: each.text_en for each in (*signs.values(), *questions)},
        "section": {each.code: each.text for each in (*parts.values(), *sections)},
    }
    return {
        "added": _new([*sections], parts) + _new([*questions], signs),
        "changed": _changed([*sections], parts, OF_SECTION) + _changed([*questions], signs, COPIED, texts),
        "removed": _gone([*sections], parts) + _gone([*questions], signs),
        "new_numbers": differences(old, draft, NUMBERS) if old else [],
    }  # fmt: skip


def _new(rows: list[Any], before: Mapping[str, Any]) -> list[Any]:
    return [each for each in rows if each.code not in before]


def _gone(rows: list[Any], before: Mapping[str, Any]) -> list[Any]:
    kept = {each.code for each in rows}
    return [each for code, each in before.items() if code not in kept]


def _changed(
    rows: list[Any],
    before: Mapping[str, Any],
    names: Sequence[str],
    texts: Texts | None = None,
) -> list[dict[str, Any]]:
    return [
        {"row": each, "what": what}
        for each in rows
        if each.code in before and (what := differences(before[each.code], each, names, texts))
    ]
