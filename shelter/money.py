"""A sum of money as people write it down: one number and one currency, for example "3,200 KES"."""

import re
from dataclasses import dataclass
from decimal import Decimal

NUMBER = r"[0-9]{1,3}(?:[ ,][0-9]{3}){1,2}(?:\.[0-9]{1,2})?|[0-9]{1,9}(?:\.[0-9]{1,2})?"
WORD = r"[^0-9.,-]{0,12}"
WRITTEN = re.compile(
    rf"(?P<before>{WORD}?\.?)\s*(?P<number>{NUMBER})\s*(?P<after>{WORD}(?:/-)?\.?)"
)
MARKS = " ./=-"  # around a number: "KSh. 300/="


@dataclass(frozen=True)
class Sum:
    """So much of one currency; `unit` is what people called it, "" where they did not say."""

    number: Decimal
    unit: str = ""

    def __str__(self) -> str:
        is_whole = self.number == self.number.to_integral_value()
        return f"{self.number:,.{0 if is_whole else 2}f} {self.unit}".rstrip()

    def of(self, number: Decimal) -> "Sum":
        """Return `number` of the same currency."""
        return Sum(number, self.unit)


def sum_of(text: str) -> Sum | None:
    """Return the sum that `text` says, None for anything but one number and one currency."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    units = [found[name].strip(MARKS) for name in ("before", "after")]
    if all(units):  # "2 notes of 500" and "KES 300 and some" are no sum
        return None
    number = Decimal(found["number"].replace(",", "").replace(" ", ""))
    return Sum(number, "".join(units)) if number else None
