"""What the M&E officer types about one warning sign of the next version."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intercepts.enums import Answer
from intercepts.models import DraftQuestion, ScreeningDraft
from tracekenya.pages.forms import EditForm, NewRowForm

HINTS = {
    "code": _(
        "Short, small letters, digits and lines; it never changes, for old answers carry it."
    ),
    "answer": _("A question with several answers has no points itself; each answer is a row."),
    "answers_to": _("Only for one of the answers. It stands where its question stands."),
    "text_en": _(
        "What one can see or hear. Never religion, clan, tribe, looks or dress: that is not a sign."
    ),
    "text_sw": _("The same, in words that a person at a stage uses."),
    "weight": _("0 to 10. From how many points on a band begins stands among the numbers."),
    "is_trigger": _("Only what proves it alone, whatever else was seen."),
    "is_on_phone": _("At most 24 in all."),
    "position": _("Small numbers come first."),
}
FIELDS = [
    "section", "answer", "answers_to", "text_en", "text_sw", "weight", "is_child_only", "is_trigger", "is_on_phone", "position",
]  # fmt: skip


def _offer(form: forms.BaseForm, draft: ScreeningDraft) -> None:
    """Let choose among the sections, and among the questions of the draft that have several answers."""
    several = draft.questions.filter(answer=Answer.ONE_OF).exclude(pk=form.instance.pk)
    form.fields["answers_to"] = forms.ChoiceField(
        label=_("Answer to"),
        required=False,
        choices=[("", _("No other question")), *((each.code, each.text_en) for each in several)],
        help_text=HINTS["answers_to"],
    )
    form.fields["section"] = forms.ChoiceField(
        label=_("Section"), choices=[(each.code, each.text) for each in draft.sections.all()]
    )


class QuestionForm(NewRowForm):
    """A new warning sign."""

    class Meta(NewRowForm.Meta):
        model = DraftQuestion
        fields = ["code", *FIELDS]
        help_texts = HINTS

    def __init__(self, *args: Any, draft: ScreeningDraft, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, draft)


class QuestionEditForm(EditForm):
    """One that is there; its code stays."""

    class Meta(EditForm.Meta):
        model = DraftQuestion
        fields = FIELDS
        help_texts = HINTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, self.instance.draft)
