"""How numbers are written."""

from decimal import Decimal

import pytest
from django.utils import translation

from tracekenya.ui.numbers import HIDDEN, show_number


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (None, "", "No data"),
        (HIDDEN, "", "Hidden to protect people"),
        (0, "", "0"),
        (1204, "", "1,204"),
        (Decimal("12.45"), "", "12.5"),
        (62.0, "percent", "62\N{NO-BREAK SPACE}%"),
        (1500, "kes", "KES\N{NO-BREAK SPACE}1,500"),
        (Decimal("12.5"), "kes_million", "KES 12.5 million"),
    ],
)
def test_a_number_is_shown_with_its_unit(value, unit, expected):
    with translation.override("en"):
        assert show_number(value, unit) == expected
