"""The form for a year of an indicator in words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from reporting.models import YearNote
from tracekenya.pages.forms import EditForm

LONGEST = {"narrative": 3000, "deviation": 1500, "lessons": 1500}  # characters; the report has room
HINTS = {
    "narrative": _("What was done and what came of it."),
    "deviation": _("Why the value is more than ten percent above or below its milestone."),
    "lessons": _("What we would do again, and what we would do differently."),
}


class YearNoteForm(EditForm):
    """Narrative, reason for deviation and lessons, each with a counter of its characters."""

    class Meta(EditForm.Meta):
        model = YearNote
        fields = ("narrative", "deviation", "lessons")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in LONGEST.items():
            self.fields[name] = forms.CharField(
                label=self.fields[name].label, required=False, max_length=most,
                help_text=_now("%(what)s At most %(most)d characters; no names of persons.")
                % {"what": HINTS[name], "most": most},
                widget=forms.Textarea(attrs={"rows": 6, "data-count": str(most)}),
            )  # fmt: skip

    def saved_meanwhile(self) -> list[dict[str, str]]:
        """Return what somebody else wrote; nothing while there is no note yet."""
        return [] if self.instance._state.adding else super().saved_meanwhile()
