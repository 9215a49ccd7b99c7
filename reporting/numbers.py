"""Numbers as people type them or copy them out of a spreadsheet."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.enums import ValueType
from reporting.models import Indicator
from tracekenya.lib.errors import DomainError

GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
SPACES = re.compile(r"[ \u00a0\u2009\u202f]")
GROUPED_BY_SPACE = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?")
MOST = Decimal("999999999999")
HUNDRED = Decimal(100)
LONGEST = 40  # characters that a number may take


class NotANumber(DomainError):
    """What was typed is no value of the indicator; the message says what to type instead."""


def typed_value(text: str, indicator: Indicator) -> Decimal:
    """Return the value that `text` states in the indicator's unit: 1,234 or 1 234 or 12.5 or 80 %.

    Raises NotANumber.
    """
    number = number_in(text)
    kind = ValueType(indicator.value_type)
    if kind is ValueType.PERCENT and number > HUNDRED:
        raise NotANumber(_("A percentage lies between 0 and 100."))
    if kind.is_count and number != number.to_integral_value():
        raise NotANumber(_("This is counted in whole numbers."))
    return number


def number_in(text: str) -> Decimal:
    """Return the number from 0 up that `text` states, two decimal places at most. Raises NotANumber."""
    words = SPACES.sub(" ", text).strip().removesuffix("%").strip()
    if words.startswith(("-", "\N{MINUS SIGN}", "(")):
        raise NotANumber(_("A value cannot be below zero."))
    is_known = any(p.fullmatch(words) for p in (PLAIN, GROUPED, GROUPED_BY_SPACE))
    if not is_known or len(words) > LONGEST:
        raise NotANumber(_("Enter a number such as 1,234 or 12.5."))
    number = Decimal(words.replace(",", "").replace(" ", ""))
    if number > MOST:
        raise NotANumber(_("This number is too large."))
    if number != round(number, 2):
        raise NotANumber(_("Enter two decimal places at most."))
    return number


def plain(value: Decimal | None) -> str:
    """Return a value as it stands in a cell that is typed into: 12.5, without grouping."""
    return "" if value is None else format(value.normalize(), "f")
