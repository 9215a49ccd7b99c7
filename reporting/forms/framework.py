"""Forms on the framework: settings of an indicator, its milestones, the reading that counts."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from reporting.actions.framework import milestones_version, reading_version
from reporting.enums import Accumulation, Direction
from reporting.forms.earlier import unit_hint
from reporting.milestones import misplaced
from reporting.models import Indicator
from reporting.numbers import LONGEST, NotANumber, plain, typed_value
from reporting.readings import adds_up_freely
from reporting.results import ReadingValue
from tracekenya.pages.forms import EditForm
from tracekenya.pages.versioned import VersionedForm
from tracekenya.ui.forms import PageFormHelper

LONGEST_SETTING = 300
ADDED_UP = [way for way in Accumulation if way is not Accumulation.LEVEL]  # what events may be


class IndicatorSettingsForm(EditForm):
    """What of an indicator may be changed without leaving the plan's words."""

    class Meta(EditForm.Meta):
        model = Indicator
        fields = ("responsible", "data_source", "accumulation", "direction")
        help_texts = {
            "responsible": _("The role that answers for the number; not a person's name."),
            "data_source": _(
                "Where the records come from today; the plan's own words stay beside it."
            ),
            "accumulation": _("What is held against the target; the table above shows each way."),
        }

    def __init__(self, *args: Any, instance: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        for name in ("responsible", "data_source"):
            field = self.fields[name]
            self.fields[name] = forms.CharField(
                label=field.label, required=name == "responsible", max_length=LONGEST_SETTING,
                help_text=field.help_text,
            )  # fmt: skip
        self.fields["accumulation"].choices = [(way.value, way.label) for way in ADDED_UP]
        self.fields["direction"].choices = Direction.choices
        if not adds_up_freely(instance):
            self._drop("accumulation")
        if instance.target != instance.baseline:
            self._drop("direction")  # the plan's figures say which way is better
        self.helper = PageFormHelper(self)

    def _drop(self, name: str) -> None:
        del self.fields[name]


class MilestonesForm(VersionedForm):
    """One milestone for each year of the plan, why they change, and a word where they go astray."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300,
        help_text=_("For example: decision of the board of 12 March 2025. The annual report prints it."),
    )  # fmt: skip
    anyway = forms.BooleanField(
        label=_("Save although the milestones do not lead straight to the target"), required=False
    )

    def __init__(self, data: Any = None, *, indicator: Indicator) -> None:
        lines = list(indicator.milestones.all())
        super().__init__(data, version=milestones_version(indicator))
        self.indicator, self.years = indicator, [line.year for line in lines]
        self.values: dict[int, Decimal] = {}
        for place, line in enumerate(lines):
            field = forms.CharField(
                label=_now("Milestone %(year)d") % {"year": line.year}, max_length=LONGEST,
                initial=plain(line.value), help_text="" if place else unit_hint(indicator),
            )  # fmt: skip
            field.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
            self.fields[f"year_{line.year}"] = field
        self.order_fields([f"year_{year}" for year in self.years])
        self.helper = PageFormHelper(self)

    def clean(self) -> dict[str, Any]:
        for year in self.years:
            self._read(year)
        if len(self.values) == len(self.years) and not self.cleaned_data.get("anyway"):
            for text in self._astray():
                self.add_error("anyway", text)
        return self.cleaned_data

    def saved_now(self) -> list[dict[str, str]]:
        """Return the milestones as they are saved now."""
        return [
            {"label": str(line.year), "value": plain(line.value)}
            for line in self.indicator.milestones.all()
        ]

    def _astray(self) -> list[str]:
        row = self.indicator
        return misplaced(
            self.values,
            baseline=row.baseline,
            target=row.target,
            direction=Direction(row.direction),
        )

    def _read(self, year: int) -> None:
        text = self.cleaned_data.get(f"year_{year}")
        if not text:
            return  # in error already
        saved = next(line.value for line in self.indicator.milestones.all() if line.year == year)
        if text == plain(saved):
            self.values[year] = saved  # the straight line may lie between whole numbers
            return
        try:
            self.values[year] = typed_value(text, self.indicator)
        except NotANumber as refusal:
            self.add_error(f"year_{year}", str(refusal.message))


class ReadingForm(VersionedForm):
    """Which reading counts, and why."""

    reading = forms.ChoiceField(label=_("Reading"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The annual report prints it under the changes to definitions."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, indicator: Indicator, readings: list[ReadingValue]
    ) -> None:
        self.readings = readings
        super().__init__(data, version=reading_version(indicator))
        self.fields["reading"].choices = [(one.name, one.label) for one in readings]
        self.initial["reading"] = next((one.name for one in readings if one.in_force), None)

    def saved_now(self) -> list[dict[str, str]]:
        """Return the reading that somebody else has put in force."""
        return [
            {"label": self.fields["reading"].label, "value": one.label}
            for one in self.readings
            if one.in_force
        ]
