"""A station, the first version of the screening form, and a person as met."""

import datetime as dt

import pytest

from intercepts.actions.intercepts import Event
from intercepts.actions.screening import load_form
from tests.factories.work import StationFactory


@pytest.fixture
def station(db):
    return StationFactory(code="mtw")


@pytest.fixture
def signs(db):
    """The current screening form."""
    return load_form()


@pytest.fixture
def event(station):
    return Event(happened_on=dt.date(2025, 6, 1), station=station)
