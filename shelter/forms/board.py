"""What a reader of the bed board may leave out: rooms and beds, by open words only."""

from django import forms
from django.utils.translation import gettext_lazy as _lazy

from cases.enums import Sex
from shelter.board import Board, Wanted
from shelter.enums import BedState

SEXES = [(Sex.FEMALE, _lazy("Women and girls")), (Sex.MALE, _lazy("Men and boys"))]


class BoardFilter(forms.Form):
    """Which rooms and beds are drawn; everything that is not understood is left out."""

    room = forms.ChoiceField(label=_lazy("Room"), required=False)
    sex = forms.ChoiceField(
        label=_lazy("Rooms for"), required=False, choices=[("", "---------"), *SEXES]
    )
    state = forms.ChoiceField(
        label=_lazy("State"), required=False, choices=[("", "---------"), *BedState.choices]
    )
    children = forms.BooleanField(label=_lazy("Children only"), required=False)

    def __init__(self, *args, board: Board, **options) -> None:
        super().__init__(*args, auto_id="filter-%s", **options)
        rooms = [(str(column.room.pk), column.room.name) for column in board.columns]
        self.fields["room"].choices = [("", "---------"), *rooms]

    def wanted(self) -> Wanted:
        """Return what was chosen, as far as it is understood."""
        self.is_valid()
        return Wanted(**self.cleaned_data)
