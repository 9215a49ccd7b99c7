"""What the M&E officer types about one warning sign of the next version."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intercepts.explanation import SECTIONS
from intercepts.models import DraftQuestion
from tracekenya.pages.forms import EditForm, NewRowForm

HINTS = {
    "code": _(
        "Short, small letters, digits and lines; it never changes, for old answers carry it."
    ),
    "text_en": _(
        "What one can see or hear. Never religion, clan, tribe, looks or dress: that is not a sign."
    ),
    "text_sw": _("The same, in words that a person at a stage uses."),
    "weight": _("0 to 10. Ten points of control mean evidence by themselves."),
    "is_trigger": _("Only what proves it alone, whatever else was seen."),
    "is_on_phone": _("At most 24 in all."),
    "position": _("Small numbers come first."),
}
FIELDS = [
    "section", "text_en", "text_sw", "weight", "is_child_only", "is_trigger", "is_on_phone", "position",
]  # fmt: skip


def _offer_sections(form: forms.BaseForm) -> None:
    form.fields["section"] = forms.ChoiceField(
        label=_("Section"), choices=list(SECTIONS.items()), initial=next(iter(SECTIONS))
    )


class QuestionForm(NewRowForm):
    """A new warning sign."""

    class Meta(NewRowForm.Meta):
        model = DraftQuestion
        fields = ["code", *FIELDS]
        help_texts = HINTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_sections(self)


class QuestionEditForm(EditForm):
    """One that is there; its code stays."""

    class Meta(EditForm.Meta):
        model = DraftQuestion
        fields = FIELDS
        help_texts = HINTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_sections(self)
