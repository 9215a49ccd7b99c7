"""What people type about medicines: the prescription, its hours, and each dose."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shelter.doses import Slot
from shelter.enums import DoseOutcome
from shelter.forms.common import rounded_now
from shelter.models import Dose, Medicine
from shelter.models.medical import MOST_TIMES
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import EditForm, MomentField, NewRowForm
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin, VersionMixin
from tracekenya.ui.widgets import DayInput, MomentInput

PRESCRIPTION = ["medicine", "dose", "times", "as_needed", "from_on", "until_on", "prescriber"]
AFTER_A_DOSE = ("until_on", "prescriber")  # what may change once somebody took it
HINTS = {
    "medicine": _("As the label says. It is sealed; the house reads it when it gives it."),
    "dose": _("How much each time, for example: 1 tablet, after food."),
    "as_needed": _("For pain or fever, for example. Then leave the times empty."),
    "until_on": _("The last day. Empty: until it is stopped."),
    "prescriber": _("The clinic or the clinician. It is sealed."),
}
NO_TIME = ""


class TimesField(forms.CharField):
    """Times of day as people write them, such as "8, 14:30, 20.00"; a list without doubles."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=100, **options)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(f"{time:%H:%M}" for time in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[dt.time]:  # type: ignore[override]  # it is a list
        words = [word for word in re.split(r"[,;\s]+", super().to_python(value)) if word]
        return sorted({_time(word) for word in words})

    def clean(self, value: Any) -> list[dt.time]:  # type: ignore[override]
        times = self.to_python(value)
        if len(times) > MOST_TIMES:
            raise ValidationError(_("At most eight times a day."))
        return times

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial or []) != (data or "")


class MedicineForm(NewRowForm):
    """A prescription that came with a resident or from a clinic."""

    times = TimesField(
        label=_("Due at"), required=False,
        help_text=_("Times of day, parted by commas: 08:00, 14:00, 20:00."),
    )  # fmt: skip

    class Meta(NewRowForm.Meta):
        model = Medicine
        fields = PRESCRIPTION
        help_texts = HINTS


class MedicineEditForm(EditForm):
    """A prescription corrected; once a dose was given only its end and who wrote it."""

    times = TimesField(label=_("Due at"), required=False, help_text=_("Parted by commas."))

    class Meta(EditForm.Meta):
        model = Medicine
        fields = PRESCRIPTION
        help_texts = HINTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.doses.exists():
            for name in set(PRESCRIPTION) - set(AFTER_A_DOSE):
                del self.fields[name]


class StopForm(VersionMixin, forms.Form):
    """From which day on a medicine is not given any more."""

    stopped_on = forms.DateField(
        label=_("Not given from"), widget=DayInput, initial=lambda: localtime().date(),
        help_text=_("On this day nothing is due any more."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PageFormHelper(self)


class DoseForm(SubmissionMixin, forms.Form):
    """What became of one dose. Without a time it was given just now."""

    due_at = forms.ChoiceField(label=_("Which dose"))
    outcome = forms.ChoiceField(
        label=_("What became of it"), widget=forms.RadioSelect, initial=DoseOutcome.GIVEN
    )
    given_at = MomentField(label=_("When"), required=False, widget=MomentInput)
    words = forms.CharField(
        label=_("In words"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only what the next shift must know. It is sealed."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, medicine: Medicine, slots: Sequence[Slot], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        due = [(slot.due_at.isoformat(), _words(slot.due_at)) for slot in slots]
        if medicine.as_needed:
            due.append((NO_TIME, _now("Asked for just now")))
        self.fields["due_at"].choices = due
        self.fields["due_at"].required = not medicine.as_needed
        self.fields["outcome"].choices = choices("dose_outcome")
        self.fields["given_at"].initial = rounded_now
        self.helper = PageFormHelper(self)

    def clean_due_at(self) -> dt.datetime | None:
        value = self.cleaned_data["due_at"]
        return dt.datetime.fromisoformat(value) if value else None


class DoseEditForm(EditForm):
    """One row of the log corrected; which dose it is does not change."""

    class Meta(EditForm.Meta):
        model = Dose
        fields = ["outcome", "given_at", "words"]
        widgets = {"given_at": MomentInput, "words": forms.Textarea(attrs={"rows": 2})}


def _time(word: str) -> dt.time:
    hours, _colon, minutes = word.replace(".", ":").partition(":")
    try:
        return dt.time(int(hours), int(minutes or 0))
    except (ValueError, OverflowError):  # too many digits for a clock are the second
        raise ValidationError(
            _("“%(word)s” is no time of day. Write, for example, 08:00."),
            params={"word": word[:20]},
        ) from None


def _words(moment: dt.datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
