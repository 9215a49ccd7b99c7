"""What people type about residents who go out and come back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.forms.common import rounded_now
from shelter.models import Absence
from tracekenya.pages.forms import EditForm, NewRowForm, RowForm
from tracekenya.ui.forms import PageFormHelper, VersionMixin
from tracekenya.ui.widgets import MomentInput

HINTS = {
    "due_back_at": _("When this time has passed, the board says that the person is late."),
    "with_whom": _("So that the night shift can call. Seen in the house alone."),
}
TIMES = dict.fromkeys(("out_at", "due_back_at", "back_at"), MomentInput)


class OfAbsence(RowForm.Meta):
    """What both forms take."""

    model = Absence
    fields = ["kind", "out_at", "due_back_at", "escort", "with_whom"]
    widgets = TIMES
    help_texts = HINTS


class OutForm(NewRowForm):
    """Why somebody goes out and when the person is due back."""

    Meta = OfAbsence

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["out_at"].initial = rounded_now


class AbsenceEditForm(EditForm):
    """Correct an absence; an empty time of coming back means that the person is still out."""

    class Meta(OfAbsence):
        fields = ["kind", "out_at", "due_back_at", "back_at", "escort", "with_whom"]
        help_texts = HINTS | {"back_at": _("Empty while the person is out.")}


class BackForm(VersionMixin, forms.Form):
    """When somebody came back."""

    back_at = forms.DateTimeField(label=_("Came back"), initial=rounded_now, widget=MomentInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PageFormHelper(self)
