"""Two intercepts of one vehicle or phone at the same moment: the second sees the first."""

from functools import partial

import pytest
from django.db import transaction

from intercepts.actions import repeats
from intercepts.models import RepeatAlert
from tests.factories.cases import PersonFactory
from tests.factories.work import InterceptedPersonFactory, InterceptFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("plate", "phone"), [("KBA 123X", ""), ("", "0711 000 001")])
def test_of_two_at_once_one_is_met_again(plate, phone):
    rows = []
    for _number in range(2):
        row = InterceptFactory(vehicle_plate=plate)
        person = PersonFactory(phone=phone)
        InterceptedPersonFactory(intercept=row, person=person)
        rows.append((row, person))

    answers = at_once([partial(recorded, *each) for each in rows])

    assert answers == ["", ""]
    assert RepeatAlert.objects.count() == 1


def recorded(row, person):
    """Do what recording does after the row is there, in one transaction."""
    with transaction.atomic():
        person.index_identity()
        person.save()
        repeats.look_for_repeats(intercepts=[row])
