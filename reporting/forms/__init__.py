"""Forms of reporting."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from reporting.results import plan_years


class OrderReportForm(forms.Form):
    """Which annual report is asked for. Whether the year has data is for the action to say."""

    year = forms.TypedChoiceField(
        label=_("Year"),
        coerce=int,
        error_messages={"invalid_choice": _("%(value)s is no year of the plan.")},
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect, initial="en"
    )

    def __init__(self, *args, this_year: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        years = sorted(plan_years(), reverse=True)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["year"].initial = this_year - 1
