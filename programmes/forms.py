"""What people type about who came to an activity, and about a visit to a business."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.models import BusinessVisit
from tracekenya.lib import vocabularies
from tracekenya.pages.forms import EditForm, NewRowForm, RowForm
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin, VersionMixin

MOST_CODES = 200  # of one form
LONGEST_CODE = 20
MOST_PEOPLE = 99_999  # of one cell
YES, NO = "yes", "no"
Cell = tuple[str, str]  # (sex, age band)


class PeopleForm(SubmissionMixin):
    """Codes of people, however they are parted; `codes` comes out as a list, each once."""

    codes = forms.CharField(
        label=_("Codes of people who came"),
        help_text=_(
            "Several at once: one a line, or with spaces or commas between. Codes only, never names,"
            " so that the list of an activity tells nobody who is a survivor."
        ),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["codes", "submission"])
        self.helper = PageFormHelper(self)

    def clean_codes(self) -> list[str]:
        typed = [part for part in re.split(r"[\s,;]+", self.cleaned_data["codes"]) if part]
        codes = list(dict.fromkeys(as_code(each) for each in typed))
        if not codes:
            raise forms.ValidationError(_("Enter at least one code, for example P-000123."))
        if len(codes) > MOST_CODES:
            text = _now("Enter at most %(most)d codes at once; these are %(count)d.")
            raise forms.ValidationError(text % {"most": MOST_CODES, "count": len(codes)})
        return codes


class PersonForm(forms.Form):
    code = forms.CharField(max_length=LONGEST_CODE)


class HeadcountForm(VersionMixin):
    """One cell for each sex and age band; an empty one means nobody. `cells` comes out without them."""

    def __init__(self, *args: Any, counted: dict[Cell, int], **kwargs: Any) -> None:
        initial = {name_of(cell): people for cell, people in counted.items()}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for cell in cells():
            self.fields[name_of(cell)] = forms.IntegerField(
                label=", ".join(label_of(cell)), required=False, min_value=0, max_value=MOST_PEOPLE
            )
        self.helper = PageFormHelper(self)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        found = {cell: given.get(name_of(cell)) for cell in cells()}
        return {
            "version": given.get("version"),
            "cells": {cell: people for cell, people in found.items() if people},
        }

    def saved_meanwhile(self) -> list[dict[str, Any]]:
        """Return label and saved number of each cell that differs from what was typed.

        Empty unless somebody saved since the form was opened. The form then carries the saved
        version, so that the next save is a choice made with both before one's eyes.
        """
        key, saved = self.add_prefix("version"), str(self.initial["version"])
        if not self.is_bound or self.data.get(key) == saved:
            return []
        self.data = self.data.copy()
        self.data[key] = saved
        before = {cell: self.initial.get(name_of(cell), 0) for cell in cells()}
        return [
            {"label": ", ".join(label_of(cell)), "value": str(before[cell])}
            for cell, typed in self.grid().people.items()
            if typed != before[cell]
        ]

    def grid(self) -> "Grid":
        return Grid(
            {cell: self[name_of(cell)] for cell in cells()},
            {cell: _number(self[name_of(cell)].value()) for cell in cells()},
        )


@dataclass(frozen=True)
class Grid:
    """Head counts by age band and sex with their sums, for a table. fields: empty to read only."""

    fields: dict[Cell, BoundField]
    people: dict[Cell, int]

    def sexes(self) -> list[dict[str, Any]]:
        return [
            {"code": code, "label": vocabularies.label("sex", code), "total": self._sum(0, code)}
            for code in self._codes(0, "sex")
        ]

    def bands(self) -> list[dict[str, Any]]:
        return [
            {
                "code": band,
                "label": vocabularies.label("age_band", band),
                "cells": [self._cell(sex, band) for sex in self._codes(0, "sex")],
                "total": self._sum(1, band),
            }
            for band in self._codes(1, "age_band")
        ]

    @property
    def total(self) -> int:
        return sum(self.people.values())

    def _cell(self, sex: str, band: str) -> dict[str, Any]:
        return {
            "sex": sex,
            "field": self.fields.get((sex, band)),
            "people": self.people.get((sex, band)),
        }

    def _codes(self, place: int, vocabulary: str) -> list[str]:
        """Return all codes of a form; of a table to read those that have people."""
        every = vocabularies.codes(vocabulary)
        return every if self.fields else [c for c in every if self._sum(place, c)]

    def _sum(self, place: int, code: str) -> int:
        return sum(people for cell, people in self.people.items() if cell[place] == code)


class VisitFields(RowForm):
    is_alive = forms.TypedChoiceField(
        label=_("Is the business running?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        coerce=lambda answer: answer == YES,
        widget=forms.RadioSelect,
    )

    class Meta(RowForm.Meta):
        model = BusinessVisit
        fields = ["visited_on", "is_alive", "monthly_income_kes"]
        help_texts = {
            "monthly_income_kes": _(
                "What is left in a month, as the person says. Asked to see whether the grant helped;"
                " leave it empty if the person does not want to say."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["is_alive"] = YES if self.instance.is_alive else NO


class NewVisitForm(VisitFields, NewRowForm):
    class Meta(VisitFields.Meta):
        pass


class VisitEditForm(VisitFields, EditForm):
    class Meta(VisitFields.Meta):
        pass


def as_code(typed: str) -> str:
    """Return the code as the register writes it: p123, P-123 and P-000123 are the same."""
    match = re.fullmatch(r"[pP]-?0*([0-9]{1,9})", typed)
    return f"P-{int(match[1]):06d}" if match else typed.upper()[:LONGEST_CODE]


def cells() -> Iterator[Cell]:
    for band in vocabularies.codes("age_band"):
        for sex in vocabularies.codes("sex"):
            yield sex, band


def name_of(cell: Cell) -> str:
    return "-".join(cell)


def label_of(cell: Cell) -> Iterable[str]:
    return vocabularies.label("sex", cell[0]), vocabularies.label("age_band", cell[1])


def _number(value: Any) -> int:
    text = str(value or "").strip()
    return min(int(text), MOST_PEOPLE) if re.fullmatch("[0-9]{1,9}", text) else 0
