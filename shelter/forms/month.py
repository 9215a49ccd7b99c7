"""For whom a monthly report is printed, and of which month."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shelter.models import Shelter
from shelter.month_page import month_in
from tracekenya.ui.forms import PageFormHelper

MOST_LETTERS = 40
OUTSIDE, HOUSE = "outside", "house"
READERS = [
    (OUTSIDE, _lazy("Outside the house: numbers of 1 to 4 are hidden, and what would give them away")),
    (HOUSE, _lazy("Only those who run the house: true numbers")),
]  # fmt: skip


class MonthPrintForm(forms.Form):
    """The month as 2026-03, and who reads the sheet."""

    month = forms.CharField(
        label=_lazy("Month"), max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={"size": 10}),
        help_text=_lazy("Year and month, for example 2026-03."),
    )  # fmt: skip
    readers = forms.ChoiceField(
        label=_lazy("Who will read it?"), choices=READERS, widget=forms.RadioSelect, initial=OUTSIDE,
        help_text=_lazy("A small number can point at one person, even without a name."),
    )  # fmt: skip

    def __init__(self, *args: Any, shelter: Shelter, **options: Any) -> None:
        super().__init__(*args, **options)
        self._opened_on = shelter.opened_on
        self.helper = PageFormHelper(self)

    def clean_month(self) -> dt.date:
        """Return the first day; another month than those of the house is refused, none is put instead."""
        today = timezone.localdate()
        first = month_in(self.cleaned_data["month"], self._opened_on, today)
        if first is None:
            span = {"first": _month(self._opened_on), "last": _month(today)}
            raise ValidationError(
                _("Write a month from %(first)s to %(last)s, as 2026-03.") % span, code="month"
            )
        return first

    @property
    def is_outside(self) -> bool:
        return self.cleaned_data["readers"] == OUTSIDE


def _month(day: dt.date) -> str:
    return date_format(day, "F Y")
