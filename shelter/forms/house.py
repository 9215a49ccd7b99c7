"""What people type about houses, rooms and beds, checked and worded."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shelter.models import Bed, Room, Shelter
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.pages.versioned import VersionedForm
from tracekenya.places.models import Office

HOUSE_HINTS = {
    "opened_on": _lazy("From this day on the shelter is counted by indicator 2.7."),
    "is_accepting": _lazy(
        "Without the tick no bed is offered to anybody new, for example during an illness or repairs."
    ),
}


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


class ShelterAddForm(NewRowForm):
    """Under which code name a house opens, and since when."""

    class Meta(NewRowForm.Meta):
        model = Shelter
        fields = ["office", "opened_on", "is_place_of_safety", "is_accepting"]
        labels = {"office": _lazy("Code name")}
        help_texts = {
            "office": _lazy(
                "The administration gives code names, under “Offices”. Never the place or the street."
            ),
            **HOUSE_HINTS,
        }

    def __init__(self, *args, offices, **options) -> None:
        super().__init__(*args, **options)
        field = self.fields["office"]
        field.queryset = Office.objects.filter(kind=Office.Kind.SHELTER)  # also when sent twice
        field.choices = [("", "---------"), *((office.pk, str(office)) for office in offices)]


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
        fields = ["opened_on", "closed_on", "is_place_of_safety", "is_accepting"]
        help_texts = {
            **HOUSE_HINTS,
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
