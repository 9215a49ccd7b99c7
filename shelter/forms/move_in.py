"""The form that takes a sheet of residents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracekenya.ui.forms import PageFormHelper, SubmissionMixin


class MoveInForm(SubmissionMixin, forms.Form):
    """One sheet, filled in after the template."""

    file = forms.FileField(
        label=_("Sheet"), max_length=255, widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_(
            "CSV or Excel, at most 1 MB. It is sealed and discarded after a day, or as soon as the"
            " people have moved in. The name of the file is not kept."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PageFormHelper(self)
