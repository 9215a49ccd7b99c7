"""Forms on values from earlier records and on the papers behind them."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reporting.enums import ValueType
from reporting.models import EvidenceFile, Indicator, ManualValue
from reporting.numbers import LONGEST, plain
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.pages.versioned import VersionedForm
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin, VersionMixin

EARLIEST = 2000
EVIDENCE_LONGEST = 2000
EVIDENCE_HINT = _(
    "What the source is and where it lies, for example which page of which report. No names of persons."
)
SOURCE_HINT = _("Where the number was read, for example: annual report 2019, page 12.")
ACCEPTED = ".pdf,.png,.jpg,.jpeg,.csv,.xlsx,.docx"


class _ValueFields(forms.Form):
    """The fields that both forms share; the number is read by the action, which knows the unit."""

    value = forms.CharField(label=_("Value"), max_length=LONGEST)
    source = forms.CharField(label=_("Source"), max_length=300, help_text=SOURCE_HINT)
    evidence_note = forms.CharField(
        label=_("Evidence"), required=False, max_length=EVIDENCE_LONGEST, help_text=EVIDENCE_HINT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def _name_unit(self, indicator: Indicator) -> None:
        value = self.fields["value"]
        value.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
        value.help_text = unit_hint(indicator)


def unit_hint(indicator: Indicator) -> str:
    """Return how a value of the indicator is typed."""
    hints = {
        ValueType.PERCENT: gettext("In percent, from 0 to 100."),
        ValueType.MONEY_KES: gettext("In millions of Kenya shillings, for example 12.5."),
    }
    return hints.get(ValueType(indicator.value_type), gettext("A whole number, for example 1,234."))


class ManualValueForm(_ValueFields, NewRowForm):
    """A value of one year that the system did not count."""

    class Meta(NewRowForm.Meta):
        model = ManualValue
        fields = ("year",)

    field_order = ("year", "value", "source", "evidence_note")

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name_unit(indicator)
        self.fields["year"] = forms.IntegerField(
            label=_("Year"), min_value=EARLIEST, max_value=timezone.localdate().year
        )
        self.order_fields(self.field_order)
        self.helper = PageFormHelper(self)


class EditManualValueForm(_ValueFields, EditForm):
    """The same on a saved value; its year stays."""

    class Meta(EditForm.Meta):
        model = ManualValue
        fields = ()

    def __init__(self, *args: Any, instance: ManualValue, **kwargs: Any) -> None:
        saved = {
            "value": plain(instance.value), "source": instance.source,
            "evidence_note": instance.evidence_note, "version": instance.version,
        }  # fmt: skip
        kwargs["initial"] = saved | kwargs.get("initial", {})
        super().__init__(*args, instance=instance, **kwargs)
        self._name_unit(instance.indicator)


class SendBackForm(VersionedForm):
    """Why a value cannot be approved yet."""

    reason = forms.CharField(
        label=_("What is missing"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The writer reads this. Say what would let you approve it."),
    )  # fmt: skip


class DecisionForm(VersionMixin, forms.Form):
    """Nothing but the version of the value that is approved."""


class EvidenceForm(SubmissionMixin, forms.Form):
    """One file behind a value."""

    file = forms.FileField(
        label=_("File"), max_length=255, widget=forms.FileInput(attrs={"accept": ACCEPTED})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)
        kinds = ", ".join(str(label) for label in EvidenceFile.Kind.labels)
        self.fields["file"].help_text = gettext(
            "%(kinds)s; at most %(most)s. The name of the file is not kept. Cover names of persons"
            " before you scan."
        ) % {"kinds": kinds, "most": filesizeformat(settings.EVIDENCE_MAX_BYTES)}


class RemoveEvidenceForm(VersionedForm):
    """Why a file is taken away."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
