"""Why a bed cannot be used, and until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.models import BedOutage
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.ui.widgets import MomentInput

UNTIL = {
    "label": _("Until"), "required": False, "widget": MomentInput,
    "help_text": _("Then it is free again by itself. Leave empty while nobody knows."),
}  # fmt: skip


class OutageForm(NewRowForm):
    """Out of use from now on."""

    until = forms.DateTimeField(**UNTIL)

    class Meta(NewRowForm.Meta):
        model = BedOutage
        fields = ["reason"]


class OutageEditForm(EditForm):
    until = forms.DateTimeField(**UNTIL)

    class Meta(EditForm.Meta):
        model = BedOutage
        fields = ["reason"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["until"] = self.instance.period.upper
