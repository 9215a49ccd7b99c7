"""Asking another of our houses to take a resident over, and its answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.enums import Verdict
from shelter.forms.stays import StayForm
from shelter.models import Shelter, ShelterTransfer
from tracekenya.pages.forms import NewRowForm
from tracekenya.ui.forms import PageFormHelper, VersionMixin

ANSWERS = [(Verdict.GRANTED, _("Yes, into the bed below")), (Verdict.REFUSED, _("No"))]


class TransferForm(NewRowForm):
    """To which house, and why. houses: those that may be asked."""

    class Meta(NewRowForm.Meta):
        model = ShelterTransfer
        fields = ["to_shelter", "reason"]
        help_texts = {
            "to_shelter": _("Its manager answers. Until then the person stays where they are."),
        }

    def __init__(self, *args: Any, houses: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to_shelter"].queryset = houses
        self.fields["to_shelter"].empty_label = None if len(houses) == 1 else "---------"


class TransferAnswerForm(VersionMixin, StayForm):
    """Yes with a bed, or no."""

    verdict = forms.ChoiceField(
        label=_("May the person come?"), choices=ANSWERS, widget=forms.RadioSelect,
        help_text=_("With a yes the bed is the person's from now on, and the stay goes on in your house."),
    )  # fmt: skip
    field_order = ["verdict", "bed", "mother"]

    def __init__(self, *args: Any, row: ShelterTransfer, **options: Any) -> None:
        super().__init__(*args, initial={"version": row.version}, **options)
        self.row = row
        self.fields["bed"].required = False
        self.helper = PageFormHelper(self)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        is_yes = found.get("verdict") == Verdict.GRANTED
        if is_yes and not found.get("bed") and "bed" not in self.errors:
            self.add_error("bed", self.fields["bed"].error_messages["required"])
        return found

    def saved_meanwhile(self) -> list[dict[str, str]]:
        """Return nothing: an answer is given once, and the refusal says that there is one."""
        return []


def houses_to_ask(stay: Any) -> Any:
    """Return the other houses that take people in, by code."""
    houses = Shelter.objects.operating().filter(is_accepting=True).exclude(pk=stay.shelter_id)
    return houses.select_related("office")
