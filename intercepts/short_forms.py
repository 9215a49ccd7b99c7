"""The forms of what is short: working alone, a follow-up of an intercept, a visit. Web and phone share them."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from intercepts.enums import SignOfLife, VisitAbout
from intercepts.models import CheckIn, InterceptFollowUp, Station
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import DayField, NewRowForm
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin
from tracekenya.ui.widgets import DayInput

EARLIEST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # nothing that a phone tells of is older
LATEST = dt.datetime(2199, 12, 31, tzinfo=dt.UTC)
MOST_INCOME_KES = 10_000_000
RUNNING = [("running", _("The business is running")), ("closed", _("The business has closed"))]


class StartForm(NewRowForm):
    """Begin to work alone."""

    class Meta(NewRowForm.Meta):
        model = CheckIn
        fields = ["station", "every_minutes"]
        help_texts = {
            "every_minutes": _("Your supervisor is told when you are late by a minute."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["station"] = forms.ModelChoiceField(
            Station.objects.filter(is_active=True), label=_now("Station")
        )


class SignForm(StartForm):
    """One sign of a monitor's phone. A call for help is taken whatever else is wrong with it."""

    state = forms.ChoiceField(label=_("What the monitor says"), choices=SignOfLife.choices)
    at = forms.DateTimeField(
        label=_("When, by the phone's clock"), required=False,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
    )  # fmt: skip
    field_order = ("state", "station", "at", "every_minutes")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["station"].queryset = Station.objects.all()
        self.fields["every_minutes"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("state") == SignOfLife.HELP:
            for name in ("station", "at", "every_minutes"):
                self.errors.pop(name, None)
                data.setdefault(name, None)
        return data


class FollowUpForm(NewRowForm):
    """What was heard of an intercept afterwards."""

    intercept = forms.CharField(
        label=_("Intercept"), max_length=40, help_text=_("Its code, as on the receipt.")
    )
    field_order = ("intercept",)

    class Meta(NewRowForm.Meta):
        model = InterceptFollowUp
        fields = ["happened_on", "way", "was_reached", "safe_now", "note"]
        help_texts = {"note": _("No names here; it is sealed.")}


class VisitForm(SubmissionMixin, forms.Form):
    """A visit after somebody went home, or to a business of the trust fund."""

    about = forms.ChoiceField(label=_("What the visit was about"), choices=VisitAbout.choices)
    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("Of the case or of the person.")
    )
    happened_on = DayField(label=capfirst(_("day")), widget=DayInput)
    outcome = forms.ChoiceField(
        label=_("What came out of it"), choices=lambda: [*choices("followup_outcome"), *RUNNING]
    )
    income_kes = forms.IntegerField(
        label=_("Income a month, KES"), required=False, min_value=0, max_value=MOST_INCOME_KES
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How the person lives, and what is needed next. Sealed."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PageFormHelper(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_business = data.get("about") == VisitAbout.BUSINESS
        is_of_business = data.get("outcome") in dict(RUNNING)
        if {"about", "outcome"} <= data.keys() and is_of_business is not is_business:
            self.add_error("outcome", _now("This answer belongs to the other kind of visit."))
        return data
