"""Loading the offences of the law."""

import pytest

from cases.actions.offences import load_offences
from cases.models import Offence

pytestmark = pytest.mark.django_db


def test_offences_come_with_penalty_as_printed_and_source():
    assert load_offences() == 39

    offence = Offence.objects.get(code="CTIP-3-5")
    assert (offence.section, offence.first_penalty, offence.later_penalty) == (
        "s.3(1),(5)", "30 years or KES 30 m or both", "life",
    )  # fmt: skip
    assert Offence.objects.filter(source="").count() == 0


def test_second_load_adds_nothing_and_mends_what_the_file_says():
    load_offences()
    Offence.objects.filter(code="CTIP-8").update(title="Wrong")

    load_offences()

    assert Offence.objects.count() == 39
    title = Offence.objects.get(code="CTIP-8").title
    assert title == "Taking, hiding or destroying documents or personal effects"
