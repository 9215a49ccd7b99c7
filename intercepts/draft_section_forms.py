"""What the M&E officer types about a section of the next version, and about the numbers of its scoring."""

from django.utils.translation import gettext_lazy as _

from intercepts.models import DraftSection, ScreeningDraft
from intercepts.scoring import NUMBERS
from tracekenya.pages.forms import EditForm, NewRowForm

HINTS = {
    "code": _(
        "Short, small letters, digits and lines; it never changes, for old answers carry it."
    ),
    "text_en": _("The heading above its signs, on the web and on the phone."),
    "text_sw": _("The same, in words that a person at a stage uses."),
    "counts_as": _(
        "Points of control prove most: any of them means at risk. Points of vulnerability add up."
    ),
    "cap": _("1 to 100. Empty: all its points count."),
    "position": _("Small numbers come first."),
}
NUMBER_HINTS = {
    "evidence_from": _(
        "More than for high risk. A sign that is evidence by itself needs no points."
    ),
    "high_risk_control_from": _("1 to 100."),
    "high_risk_from": _("More than for at risk."),
    "child_high_risk_from": _(
        "At most as for an adult. A child with any point of control, or alone, is at high risk anyway."
    ),
    "at_risk_from": _("1 to 100. Any point of control means at risk anyway, and so does a child."),
}
FIELDS = ["text_en", "text_sw", "counts_as", "cap", "position"]


class SectionForm(NewRowForm):
    """A new section."""

    class Meta(NewRowForm.Meta):
        model = DraftSection
        fields = ["code", *FIELDS]
        help_texts = HINTS


class SectionEditForm(EditForm):
    """One that is there; its code stays."""

    class Meta(EditForm.Meta):
        model = DraftSection
        fields = FIELDS
        help_texts = HINTS


class NumbersForm(EditForm):
    """From how many points on each band begins."""

    class Meta(EditForm.Meta):
        model = ScreeningDraft
        fields = NUMBERS
        help_texts = NUMBER_HINTS
