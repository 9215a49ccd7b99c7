"""Two at the same moment: the second sees the first, be it a vehicle, a phone or somebody suspected."""

import threading
import time
from functools import partial

import pytest
from django.db import transaction

from cases.models import CaseSuspect
from intercepts.actions import classes, repeats, suspects
from intercepts.models import RepeatAlert
from tests.factories.accounts import UserFactory
from tests.factories.cases import PersonFactory
from tests.factories.work import InterceptedPersonFactory, InterceptFactory
from tests.racing import at_once
from tracekenya.roles.roles import Role

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


def test_a_case_opened_while_somebody_is_named_gets_the_suspect():
    met, by = InterceptedPersonFactory(), UserFactory(role=Role.CASE_MANAGER)
    is_named = threading.Event()

    def name():
        with transaction.atomic():
            suspects.name(intercept=met.intercept, by=by, names="Practice Longname")
            is_named.set()
            time.sleep(0.5)  # not kept yet when the case is opened

    def open_case():
        is_named.wait(10)
        classes.open_case(
            intercepted=met, case_types=["trafficking"], trafficking_status="suspected",
            risk_level="medium", opened_on=met.intercept.happened_on, by=by,
        )  # fmt: skip

    answers = at_once([name, open_case])

    assert answers == ["", ""]
    assert CaseSuspect.objects.count() == 1


def recorded(row, person):
    """Do what recording does after the row is there, in one transaction."""
    with transaction.atomic():
        person.index_identity()
        person.save()
        repeats.look_for_repeats(intercepts=[row])
