"""What people type about asking for a bed, changing beds and correcting a stay, checked and worded."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shelter import fit, occupancy
from shelter.enums import RoomKind
from shelter.forms.common import MOST_DAYS
from shelter.models import Admission, Bed, Shelter
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import EditForm
from tracekenya.ui.forms import PageFormHelper

# what a room may meet or not; other needs say for how long
NEEDS_OF_ROOMS = ("accessible", "mother_child", "isolation", "high_security")
# rooms that are kept for those who cannot sleep elsewhere
KEPT_FOR_LAST = (RoomKind.ISOLATION, RoomKind.ACCESSIBLE, RoomKind.MOTHER_CHILD)


class BedChoice(forms.ChoiceField):
    """The beds that suit a case, by room; a bed taken meanwhile is refused in plain words."""

    widget = forms.RadioSelect

    # Nobody new is taken; said instead of "no longer free", which would send people round in a circle.
    stopped_words = _lazy("This house takes nobody new at the moment.")

    def __init__(self, **options) -> None:
        options.setdefault("label", _lazy("Bed"))
        options["error_messages"] = {
            "required": _lazy("Choose a bed."),
            "invalid_choice": _lazy("This bed is no longer free. Choose another one."),
        }
        super().__init__(**options)
        self.beds: dict[str, Bed] = {}
        self.unmet: dict[str, tuple[str, ...]] = {}
        self.stopped: set[str] = set()

    def show(self, offers: list[occupancy.Offer]) -> None:
        """Offer the beds without reasons against them, by room; those that meet most needs stand first."""
        suitable = sorted(
            (offer for offer in offers if not offer.reasons),
            key=lambda offer: (not offer.is_held, len(offer.unmet)),
        )
        self.beds = {str(offer.bed.pk): offer.bed for offer in suitable}
        self.unmet = {str(offer.bed.pk): offer.unmet for offer in suitable}
        self.stopped = {str(offer.bed.pk) for offer in offers if offer.takes_nobody}
        groups: dict[str, list] = {}
        for offer in suitable:
            room = offer.bed.room
            title = f"{room.shelter} · {room.name} ({room.get_kind_display()})"
            groups.setdefault(title, []).append((str(offer.bed.pk), _bed_words(offer)))
        self.choices = list(groups.items())
        if not suitable:  # a group without choices has no place for its error
            none = self.stopped_words if self.stopped else _lazy("No bed suits at the moment.")
            self.widget = forms.Select(attrs={"disabled": True})
            self.choices = [("", none)]

    def clean(self, value) -> Bed | None:
        is_none_left = self.required and self.stopped and not self.beds
        if str(value) in self.stopped or (is_none_left and not value):
            raise forms.ValidationError(self.stopped_words, code="stopped")
        chosen = super().clean(value)
        return self.beds.get(chosen)

    def falls_short(self, bed: Bed) -> tuple[str, ...]:
        """Return which needs `bed` does not meet, in words, where another bed on offer meets more."""
        unmet = self.unmet.get(str(bed.pk), ())
        return unmet if len(unmet) > min(map(len, self.unmet.values()), default=0) else ()


class NeedsForm(forms.Form):
    """What the person needs of a place. A bed that meets less is taken only by who has read so.

    `seen` carries the needs with which the beds were drawn last: when others are ticked together with
    a bed that meets less of them than another, the page comes back once, with those that meet more first.
    """

    needs = forms.MultipleChoiceField(
        label=_lazy("What the person needs of the place"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_lazy("Beds that meet it stand first; what a bed lacks is said beside it."),
    )  # fmt: skip
    seen = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args, needs: Iterable[str] = (), **options) -> None:
        options["initial"] = {"needs": list(needs), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.fields["needs"].choices = needs_asked()
        drawn = ",".join(sorted(needs))
        self.initial["seen"], self.drawn_before = drawn, drawn
        if self.is_bound:
            name = self.add_prefix("seen")
            self.drawn_before = self.data.get(name, "")
            self.data = self.data.copy()
            self.data[name] = drawn

    def clean(self):
        """Refuse once a bed that falls short of needs which were not ticked when the beds were drawn."""
        data = super().clean() or self.cleaned_data
        field, bed = self.fields.get("bed"), data.get("bed")
        ticked = ",".join(sorted(data.get("needs", ())))
        if bed is None or ticked == self.drawn_before:
            return data
        if unmet := field.falls_short(bed):
            words = _(
                "This bed: %(what)s. Beds that meet the needs now stand first. Choose again, or keep"
                " this one."
            )
            self.add_error("bed", words % {"what": ", ".join(unmet)})
        return data


class HoldForm(NeedsForm):
    """Which bed is kept, and what the person needs of it."""

    bed = BedChoice(help_text=_lazy("Only beds that suit the person are offered."))

    def __init__(self, *args, offers: list[occupancy.Offer], **options) -> None:
        super().__init__(*args, **options)
        self.fields["bed"].show([offer for offer in offers if not offer.with_mother])
        look = HTML('{% include "shelter/_look_again.html" %}')  # beside what it looks at
        self.helper = PageFormHelper(self)
        self.helper.layout = Layout("needs", look, "bed")


class StayForm(forms.Form):
    """A bed in one or several shelters, and the mother in whose room a child may sleep."""

    bed = BedChoice()
    mother = forms.ModelChoiceField(
        queryset=Admission.objects.none(),
        required=False,
        label=_lazy("Came with the mother (for a child)"),
        empty_label=_lazy("No mother in the house"),
        help_text=_lazy("Only an own child shares a room with an adult."),
    )

    def __init__(
        self, *args, offers: list[occupancy.Offer], mothers: list[Admission], **options
    ) -> None:
        super().__init__(*args, **options)
        self.fields["bed"].show(offers)
        self.fields["bed"].initial = _best_of(offers)
        if mothers:
            self._offer_mothers([row.pk for row in mothers])
        else:
            del self.fields["mother"]

    def _offer_mothers(self, stays: list) -> None:
        field = self.fields["mother"]
        field.queryset = Admission.objects.filter(pk__in=stays).select_related("case")
        field.label_from_instance = lambda stay: stay.case.code


class MoveForm(StayForm):
    """To which bed somebody moves."""


class StayEditForm(EditForm):
    """Why, on whose authority and for how long somebody stays; what is sealed is replaced, never shown."""

    urgent_needs = forms.CharField(
        label=_lazy("Urgent needs, if they change"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_lazy("It is sealed and not shown here: left empty, it stays as it is."),
    )

    class Meta(EditForm.Meta):
        model = Admission
        fields = [
            "reason", "role", "legal_authority", "authority_expires_on", "risk_level",
            "expected_days", "brought_by", "needs", "dietary", "rules_language",
        ]  # fmt: skip
        help_texts = {
            "legal_authority": _lazy(
                "For a child: who decided. Inform the children officer the same day."
            ),
            "authority_expires_on": _lazy("The last day of a court order. Empty when it has none."),
            "needs": _lazy("They are said beside each bed that does not meet them."),
            "dietary": _lazy("For the kitchen: what suits and what harms. It is sealed."),
            "rules_language": _lazy("The language in which the rules of the house were explained."),
        }

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.order_fields([*self._meta.fields, "urgent_needs"])
        held = {*NEEDS_OF_ROOMS, *self.instance.needs}
        self.fields["needs"].choices = [each for each in choices("shelter_need") if each[0] in held]
        self.fields["expected_days"] = forms.IntegerField(
            label=_lazy("Expected stay, days"), required=False, min_value=1, max_value=MOST_DAYS
        )


class AskForm(forms.Form):
    """Which shelter is asked when no bed can be held, and for whom: the needs are those of the page."""

    shelter = forms.ModelChoiceField(queryset=Shelter.objects.none(), label=_lazy("Shelter"))
    needs = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, shelters, **options) -> None:
        super().__init__(*args, **options)
        self.fields["shelter"].queryset = shelters
        self.fields["needs"].choices = needs_asked()


def needs_in(asked: Any) -> tuple[str, ...]:
    """Return the needs ticked in what was sent (None for nothing yet), as far as they are asked."""
    sent = asked.getlist("needs") if hasattr(asked, "getlist") else ()
    return tuple(code for code in fit.NEEDS if code in sent)


def needs_asked() -> list[tuple[str, str]]:
    """Return the needs that a room can meet or not, as they are asked before a bed is given."""
    return [each for each in choices("shelter_need") if each[0] in fit.NEEDS]


def _best_of(offers: list[occupancy.Offer]):
    """Return the key of the held bed, else of the first that suits, special rooms last; None for none."""
    fitting = [offer for offer in offers if not offer.reasons and not offer.with_mother]
    ranked = sorted(
        fitting, key=lambda o: (not o.is_held, len(o.unmet), o.bed.room.kind in KEPT_FOR_LAST)
    )
    return ranked[0].bed.pk if ranked else None


def _bed_words(offer: occupancy.Offer) -> str:
    """Return the label with what is to be known of the bed, also which needs the room does not meet."""
    words = offer.bed.label
    if offer.is_held:
        words = _("%(bed)s, held for this person") % {"bed": words}
    elif offer.with_mother:
        words = _("%(bed)s, only together with the own mother") % {"bed": words}
    return f"{words} ({', '.join(offer.unmet)})" if offer.unmet else words
