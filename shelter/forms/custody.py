"""What people type about belongings, and how somebody signs."""

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shelter import custody, signatures
from shelter.actions.custody import TAKERS, HandOut, Signed
from shelter.enums import ItemStatus
from shelter.forms.common import rounded_now
from shelter.models import Admission, BelongingItem
from shelter.money import Sum
from tracekenya.lib.vocabularies import choices, label
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin, VersionMixin
from tracekenya.ui.widgets import MomentInput

FIELDS = [
    "kind", "description", "quantity", "condition", "amount", "value_kes", "place", "received_at",
]  # fmt: skip
HINTS = {
    "description": _(
        "So that nobody mixes it up: colour, make. Of a paper only the last four signs of its number."
    ),
    "amount": _(
        "Count it together with the person: one currency a line, for example 3,200 KES. Of a phone the"
        " last four digits of the IMEI."
    ),
    "value_kes": _("Only for what is worth much."),
    "place": _("For example “Safe, envelope 4”. No name and no address."),
    "status": _("An adult may keep everything. We keep only what the person asks us to keep."),
}
TIMES = {"received_at": MomentInput}
PURPOSES = ("items_in", "rules", "exit_receiver")
LEAST, MOST = 1, 999  # of one line
PENNY = Decimal("0.01")
KEPT_STATES = (ItemStatus.HELD, ItemStatus.WITH_RESIDENT)


class ItemForm(NewRowForm):
    """One thing that the person brought."""

    class Meta(NewRowForm.Meta):
        model = BelongingItem
        fields = ["kind", "status", *FIELDS[1:]]
        widgets = TIMES
        help_texts = HINTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["received_at"].initial = rounded_now
        self.fields["status"].choices = [
            (code, label("belonging_status", code)) for code in KEPT_STATES
        ]
        _bounded(self)


class ItemEditForm(EditForm):
    """Correct what a thing is and where it lies; its state changes by handing it out alone."""

    class Meta(EditForm.Meta):
        model = BelongingItem
        fields = FIELDS
        widgets = TIMES
        help_texts = HINTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _bounded(self)


class TakeBackForm(VersionMixin, forms.Form):
    """Where a thing lies from now on."""

    place = forms.CharField(label=_("Where it lies"), max_length=30, help_text=HINTS["place"])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PageFormHelper(self)


class _Items(forms.ModelMultipleChoiceField):
    def label_from_instance(self, item: BelongingItem) -> str:
        return custody.full(item)


class _SigningForm(SubmissionMixin, forms.Form):
    """How somebody signs; the strokes come from the field on the page as digits alone."""

    mode = forms.ChoiceField(label=_("How is it signed?"), required=False, widget=forms.RadioSelect)
    signer = forms.ChoiceField(label=_("Who signs?"), required=False)
    strokes = forms.CharField(
        label=_("Signature"), required=False, max_length=signatures.MOST_CHARS,
        widget=forms.HiddenInput,
    )  # fmt: skip

    def __init__(self, *args: Any, stay: Admission, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stay = stay
        self.fields["mode"].choices = [("", _("Nobody signs")), *choices("signature_mode")]
        self.fields["signer"].choices = [("", "–"), *choices("signer")]

    def clean_strokes(self) -> str:
        text = self.cleaned_data["strokes"]
        if not text:
            return ""
        try:
            return signatures.cleaned(text)
        except ValueError:
            raise forms.ValidationError(
                _now("This is no signature yet. Clear the field and sign again.")
            ) from None

    @property
    def signed(self) -> Signed:
        return Signed(**{name: self.cleaned_data[name] for name in ("mode", "signer", "strokes")})


class _ForThingsForm(_SigningForm):
    """Somebody signs for things that are chosen in the same form."""

    def __init__(self, *args: Any, items: list[BelongingItem], **options: Any) -> None:
        super().__init__(*args, **options)
        kept = (
            self.stay.belongings.all()
        )  # also those of a form that was sent already: the act knows
        self.fields["items"] = _Items(
            kept, label=_("Things"), required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields["items"].choices = [(item.pk, custody.full(item)) for item in items]


class SignForm(_ForThingsForm):
    """Who signs for what: things that were taken in, the rules, taking a person over."""

    purpose = forms.ChoiceField(label=_("For what?"), initial="items_in")
    field_order = ["purpose", "items", "mode", "signer", "strokes"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        items = options["items"]
        of_us = PURPOSES if items or self.is_bound else PURPOSES[1:]
        purpose = self.fields["purpose"]
        purpose.choices = [(code, label("signature_purpose", code)) for code in of_us]
        purpose.initial = of_us[0]
        self.fields["mode"].choices = choices("signature_mode")
        self.fields["mode"].initial = "touch"
        self.fields["signer"].initial = "resident"
        self.fields["items"].initial = [item.pk for item in items]
        self.fields["items"].help_text = _("Count and look together before anybody signs.")
        if not items and not self.is_bound:
            del self.fields["items"]
        self.order_fields(self.field_order)
        self.helper = PageFormHelper(self)

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "admission": self.stay, "purpose": given["purpose"], "signed": self.signed,
            "items": list(given.get("items", [])), "submission": given["submission"],
        }  # fmt: skip


class HandOutForm(_ForThingsForm):
    """What leaves safe keeping, how, to whom, and who signs for it."""

    status = forms.ChoiceField(
        label=_("What happens to them?"), widget=forms.RadioSelect, initial=ItemStatus.RETURNED
    )
    out_to = forms.ChoiceField(label=_("To whom?"), required=False, initial="resident")
    out_words = forms.CharField(
        label=_("In words"), required=False, max_length=200,
        help_text=_("Needed where nobody signs. With the police: station and number of the receipt."),
    )  # fmt: skip
    handed_out_at = forms.DateTimeField(
        label=_("Handed out"), initial=rounded_now, widget=MomentInput
    )
    field_order = [
        "items", "status", "out_to", "handed_out_at", "out_words", "mode", "signer", "strokes",
    ]  # fmt: skip

    def __init__(self, *args: Any, chosen: uuid.UUID | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["status"].choices = [(code, label("belonging_status", code)) for code in TAKERS]
        self.fields["out_to"].choices = [("", "–"), *choices("belonging_taker")]
        self.fields["mode"].initial = "touch"
        self.fields["signer"].initial = "resident"
        self.fields["items"].initial = [chosen] if chosen else []
        self.order_fields(self.field_order)
        self.helper = PageFormHelper(self)

    def facts(self) -> dict[str, Any]:
        names = ("status", "handed_out_at", "out_to", "out_words")
        given = HandOut(**{name: self.cleaned_data[name] for name in names})
        return {
            "admission": self.stay, "items": list(self.cleaned_data["items"]), "given": given,
            "signed": self.signed, "submission": self.cleaned_data["submission"],
        }  # fmt: skip


class PartForm(VersionMixin, _SigningForm):
    """How much of a sum of money is handed out, to whom, and who signs for it."""

    part = forms.DecimalField(
        label=_("How much is handed out?"), max_digits=11, decimal_places=2, min_value=PENNY
    )
    out_to = forms.ChoiceField(label=_("To whom?"), initial="resident")
    out_words = forms.CharField(label=_("In words"), required=False, max_length=200)
    handed_out_at = forms.DateTimeField(
        label=_("Handed out"), initial=rounded_now, widget=MomentInput
    )
    field_order = ["part", "out_to", "handed_out_at", "out_words", "mode", "signer", "strokes"]

    def __init__(self, *args: Any, kept: Sum, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["part"].help_text = _("%(rest)s is kept. The rest stays in safe keeping.") % {
            "rest": kept
        }
        takers = TAKERS[ItemStatus.RETURNED]
        self.fields["out_to"].choices = [(code, label("belonging_taker", code)) for code in takers]
        self.fields["mode"].choices = choices("signature_mode")
        self.fields["mode"].initial = "touch"
        self.fields["signer"].initial = "resident"
        self.helper = PageFormHelper(self)

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = ("handed_out_at", "out_to", "out_words")
        out = HandOut(ItemStatus.RETURNED, **{name: given[name] for name in names})
        return {
            "version": given["version"], "part": given["part"], "given": out,
            "signed": self.signed, "submission": given["submission"],
        }  # fmt: skip


def _bounded(form: forms.BaseForm) -> None:
    """Refuse at the field what the database refuses: one line holds 1 to 999 things."""
    quantity = form.fields["quantity"]
    quantity.validators += [MinValueValidator(LEAST), MaxValueValidator(MOST)]
    quantity.widget.attrs |= {"min": LEAST, "max": MOST}
