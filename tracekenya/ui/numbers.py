"""How numbers are written on a page: grouped by locale, with their unit, and never 0 for "not known"."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

Number = int | float | Decimal

# A cell that small-cell rules keep back; it is neither 0 nor unknown.
HIDDEN = "hidden"
Cell = Number | str | None


def _grouped(value: Number) -> str:
    """Return `value` with thousands parted, at most one decimal place, none when it is whole."""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    whole = rounded == rounded.to_integral_value()
    return number_format(rounded, decimal_pos=0 if whole else 1, use_l10n=True, force_grouping=True)


def show_number(value: Cell, unit: str = "") -> str:
    """Return the words for `value`.

    `unit` is "" (a count), "percent" (of 100), "kes" or "kes_million".
    """
    if value is None:
        return _("No data")
    if value == HIDDEN:
        return _("Hidden to protect people")
    number = _grouped(value)
    if unit == "percent":
        return f"{number}\N{NO-BREAK SPACE}%"
    if unit == "kes":
        return f"KES\N{NO-BREAK SPACE}{number}"
    if unit == "kes_million":
        return _("KES %(number)s million") % {"number": number}
    return number


def known(value: Cell) -> Number:
    """Return the length to draw for `value`: 0 for what is unknown or hidden."""
    return 0 if value is None or value == HIDDEN else value
