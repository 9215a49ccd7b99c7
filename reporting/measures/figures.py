"""How a figure is made of what was counted, where it is not simply the count."""

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings

from reporting.measures.specification import Tally

CENT = Decimal("0.01")
COUNTIES_OF_KENYA = 47  # Constitution of Kenya, first schedule


def percent_of_places(tally: Tally) -> Decimal:
    """Return places reached as a percentage of the possible ones (a coverage, not an increase)."""
    return _percent(Decimal(tally.distinct), Decimal(settings.POSSIBLE_PLACES))


def percent_of_counties(tally: Tally) -> Decimal:
    return _percent(Decimal(tally.distinct), Decimal(COUNTIES_OF_KENYA))


def millions(tally: Tally) -> Decimal:
    """Return an amount in millions of Kenya shillings."""
    return (tally.amount / 1_000_000).quantize(CENT, ROUND_HALF_UP)


def percent_taken(tally: Tally) -> Decimal | None:
    """Return the amount as a percentage of what it is a share of; None where nothing was expected."""
    return _percent(tally.amount, tally.out_of) if tally.out_of else None


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(CENT, ROUND_HALF_UP)
