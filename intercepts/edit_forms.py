"""Forms that correct an intercept and the people in it, and those on crews."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intercepts.enums import Destination
from intercepts.forms import SURE, EventForm
from intercepts.models import Intercept, InterceptedPerson, Station, TransportOperator
from tracekenya.directory.models import CrewMember
from tracekenya.pages.forms import CountryField, EditForm, NewRowForm


class EventEditForm(EditForm):
    """The facts that all people of one intercept share."""

    origin_country = CountryField(label=_("Coming from (country)"), required=False)
    destination_country = forms.ChoiceField(label=_("Going to (country)"), required=False)

    class Meta(EditForm.Meta):
        model = Intercept
        fields = EventForm.Meta.fields
        widgets = EventForm.Meta.widgets
        help_texts = EventForm.Meta.help_texts | {
            "station": _("The code stays as it stands on the receipt."),
            "happened_on": _("Ages that were stated on this day move with it."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        is_offered = Q(is_active=True) | Q(pk=self.instance.station_id)
        self.fields["station"].queryset = Station.objects.filter(is_offered)
        self.fields["operator"].queryset = TransportOperator.objects.select_related("organisation")
        kept = self.instance.destination_country
        unlisted = [(kept, kept)] if kept and kept not in Destination.values else []
        self.fields["destination_country"].choices = [
            ("", _("Kenya, or not known")), *Destination.choices, *unlisted,
        ]  # fmt: skip

    clean_vehicle_plate = EventForm.clean_vehicle_plate


class PersonEditForm(EditForm):
    """What was found out about one person; the signs stay as they were seen."""

    certainty = forms.TypedChoiceField(
        label=_("How sure was the monitor?"), required=False, choices=SURE, coerce=int,
        empty_value=None,
    )  # fmt: skip

    class Meta(EditForm.Meta):
        model = InterceptedPerson
        fields = ["intercept_type", "outcome", "certainty", "was_exploited"]
        help_texts = {
            "intercept_type": _("The indicators count by this type."),
            "was_exploited": _("Tick only if it is known. It decides which indicator counts."),
        }


CREW_HINTS = {
    "names": _(
        "Sealed, and opened only by those who work with crews: tipping us may be dangerous."
    ),
    "phone": _("Sealed like the names."),
    "is_active": _("Untick it when the person left; the entry is kept."),
}


class CrewMemberForm(NewRowForm):
    class Meta(NewRowForm.Meta):
        model = CrewMember
        fields = ["job", "names", "phone"]
        help_texts = CREW_HINTS


class CrewMemberEditForm(EditForm):
    class Meta(EditForm.Meta):
        model = CrewMember
        fields = ["job", "names", "phone", "is_active"]
        help_texts = CREW_HINTS
