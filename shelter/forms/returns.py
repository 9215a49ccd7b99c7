"""When somebody is back who had left without notice, and in which bed."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.forms.common import not_future, rounded_now
from shelter.forms.stays import StayForm
from tracekenya.ui.widgets import MomentInput


class ReturnForm(StayForm):
    back_at = forms.DateTimeField(label=_("Back since"), initial=rounded_now, widget=MomentInput)
    field_order = ["back_at", "bed", "mother"]

    def clean_back_at(self) -> dt.datetime:
        return not_future(self.cleaned_data["back_at"])
