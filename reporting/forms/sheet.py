"""The sheet of earlier years: one cell for each indicator and year, saved together."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from reporting.models import Indicator, ManualValue
from reporting.numbers import LONGEST, NotANumber, plain, typed_value

LONGEST_PASTE = 20_000  # characters
LONGEST_SEEN = 20_000
Seen = dict[str, list]  # cell -> [version, value] as the page showed them


@dataclass(frozen=True)
class Typed:
    """A cell that was changed on the page. version: of the saved value that it stood for, 0 for none."""

    indicator: Indicator
    year: int
    value: Decimal
    version: int

    @property
    def name(self) -> str:
        return cell_name(self.indicator, self.year)


def cell_name(indicator: Indicator, year: int) -> str:
    return f"{indicator.code}-{year}"


class SheetForm(forms.Form):
    """All cells of some years. `seen` carries what the page showed, so that two tabs do not collide.

    After `is_valid`, `changed` holds the cells to save. Nothing is saved while one cell is wrong.
    """

    source = forms.CharField(
        label=_("Source of what you enter"), max_length=300,
        help_text=_("Where these numbers were read, for example: annual report 2023, table 4."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_SEEN)

    def __init__(
        self,
        data: Any = None,
        *,
        indicators: Sequence[Indicator],
        years: Sequence[int],
        saved: Sequence[ManualValue],
        filled: dict[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial={"source": (filled or {}).get("source", "")})
        self.rows, self.years = list(indicators), list(years)
        self.saved = {cell_name(row.indicator, row.year): row for row in saved}
        self.changed: list[Typed] = []
        texts = {name: plain(row.value) for name, row in self.saved.items()} | (filled or {})
        for indicator in self.rows:
            for year in self.years:
                name = cell_name(indicator, year)
                self.fields[name] = forms.CharField(
                    label=f"{indicator.code}, {year}", required=False, max_length=LONGEST,
                    initial=texts.get(name, ""),
                )  # fmt: skip

    @property
    def shown(self) -> str:
        """Return what the page must send back as `seen`: the values that are saved now."""
        now = {name: [row.version, plain(row.value)] for name, row in self.saved.items()}
        return json.dumps(now, separators=(",", ":"))

    def clean(self) -> dict[str, Any]:
        seen = _read_seen(self.cleaned_data.get("seen", ""))
        for indicator in self.rows:
            for year in self.years:
                self._clean_cell(indicator, year, seen)
        if not self.changed and not self.errors:
            self.add_error(None, _now("No value was changed."))
        return self.cleaned_data

    def _show_saved(self, name: str, text: str) -> None:
        """Let a cell that was not touched show what is saved now, should the page come again."""
        saved = self.saved.get(name)
        if saved is not None and plain(saved.value) != text:
            self.data = self.data.copy()
            self.data[self.add_prefix(name)] = plain(saved.value)

    def _clean_cell(self, indicator: Indicator, year: int, seen: Seen) -> None:
        name = cell_name(indicator, year)
        text, saved = self.cleaned_data.get(name), self.saved.get(name)
        version, shown = seen.get(name, [0, ""])
        if text is None:
            return  # in error already
        if text == shown:
            self._show_saved(name, text)
            return
        if not text:
            self.add_error(name, _now("This value is kept already: correct it, do not empty it."))
            return
        try:
            value = typed_value(text, indicator)
        except NotANumber as refusal:
            self.add_error(name, str(refusal.message))
            return
        if saved is not None and saved.version != version:
            if saved.value != value:
                words = _now("Somebody saved %(value)s here meanwhile. Save again to replace it.")
                self.add_error(name, words % {"value": plain(saved.value)})
            return
        if saved is None or saved.value != value:
            self.changed.append(Typed(indicator, year, value, saved.version if saved else 0))


class PasteForm(forms.Form):
    """A block copied out of a spreadsheet, for browsers without JavaScript."""

    start = forms.ChoiceField(label=_("First indicator"))
    year = forms.TypedChoiceField(label=_("First year"), coerce=int)
    block = forms.CharField(
        label=_("Paste here"), max_length=LONGEST_PASTE, strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Copy the cells of your table and paste them: one line for each indicator, one column for each year."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, indicators: Sequence[Indicator], years: Sequence[int]
    ) -> None:
        super().__init__(data)
        self.indicators, self.years = list(indicators), list(years)
        self.fields["start"].choices = [(each.code, str(each)) for each in indicators]
        self.fields["year"].choices = [(year, str(year)) for year in years]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.cells(cleaned):
            self.add_error("block", _now("There is no number in what was pasted."))
        return cleaned

    def cells(self, cleaned: dict[str, Any] | None = None) -> dict[str, str]:
        """Return the pasted texts by cell; what lies outside the sheet is left out."""
        cleaned = cleaned or self.cleaned_data
        first = [each.code for each in self.indicators].index(cleaned["start"])
        column = self.years.index(cleaned["year"])
        lines = [line.split("\t") for line in cleaned["block"].replace("\r\n", "\n").split("\n")]
        return {
            cell_name(indicator, year): text.strip()[:LONGEST]
            for indicator, line in zip(self.indicators[first:], lines, strict=False)
            for year, text in zip(self.years[column:], line, strict=False)
            if text.strip()
        }


def _read_seen(text: str) -> Seen:
    """Return what the page showed; nothing when it cannot be read, so that every cell is checked."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        str(name): pair
        for name, pair in found.items()
        if isinstance(pair, list)
        and len(pair) == 2
        and type(pair[0]) is int
        and isinstance(pair[1], str)  # noqa: PLR2004  version and value
    }
