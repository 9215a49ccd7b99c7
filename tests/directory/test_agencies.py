"""Loading agencies and hotlines; what staff changed stays."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from tracekenya.directory.actions import load_agencies
from tracekenya.directory.models import Hotline, Organisation

pytestmark = pytest.mark.django_db


def test_hotlines_are_not_verified_until_somebody_calls():
    assert load_agencies() == (25, 6)

    assert Hotline.objects.filter(verified_on=None).exclude(source="").count() == 6


def test_second_load_keeps_what_staff_changed():
    load_agencies()
    Hotline.objects.filter(number="116").update(verified_on=dt.date(2026, 1, 5))
    Organisation.objects.filter(name="HAART Kenya").update(is_active=False)

    load_agencies()

    assert (Organisation.objects.count(), Hotline.objects.count()) == (25, 6)
    assert Hotline.objects.get(number="116").verified_on == dt.date(2026, 1, 5)
    assert not Organisation.objects.get(name="HAART Kenya").is_active


def test_command_loads_all_reference_data_twice_alike():
    said = []
    for _ in range(2):
        out = StringIO()
        call_command("load_reference_data", stdout=out)
        said.append(out.getvalue())

    assert (
        said[0]
        == said[1]
        == (
            "39 offences, screening form 1 with 57 questions, 25 agencies and partners, 6 hotlines, 175 suggested stations.\n"
        )
    )
