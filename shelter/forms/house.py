"""What people type about houses, rooms and beds, checked and worded."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shelter.models import Bed, Room, Shelter
from tracekenya.pages.forms import EditForm
from tracekenya.pages.versioned import VersionedForm


class RoomForm(forms.ModelForm):
    """A room and for whom it is meant."""

    class Meta:
        model = Room
        fields = ["name", "kind"]


class BedForm(forms.ModelForm):
    """A bed in a room."""

    class Meta:
        model = Bed
        fields = ["label"]


class RoomEditForm(EditForm):
    """What a room is called and for whom it is meant."""

    class Meta(EditForm.Meta):
        model = Room
        fields = ["name", "kind"]


class BedEditForm(EditForm):
    """What a bed is called and whether it can be used."""

    class Meta(EditForm.Meta):
        model = Bed
        fields = ["label", "status"]
        help_texts = {"status": _lazy("A bed that is held or occupied stays in use.")}


class ShelterEditForm(EditForm):
    """Since when a house is open, and what it is recognised as."""

    class Meta(EditForm.Meta):
        model = Shelter
        fields = ["opened_on", "closed_on", "is_place_of_safety"]
        help_texts = {
            "opened_on": _lazy("From this day on the shelter is counted by indicator 2.7."),
            "closed_on": _lazy("Leave empty while it is open."),
        }


class NewAddressForm(VersionedForm):
    """The address that replaces the sealed one; the present one is never shown in a form."""

    new_address = forms.CharField(
        label=_lazy("New address"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_lazy(
            "It is sealed at once and replaces the present one, which is not shown here. Your staff"
            " code stays in the trail."
        ),
    )

    def saved_now(self) -> list[dict[str, str]]:
        """Say that the address may be a new one, never what it is."""
        return [
            {
                "label": _("Address"),
                "value": _("Perhaps a new one: it is sealed, so it is not shown."),
            }
        ]
