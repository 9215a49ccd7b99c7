"""A small shelter for tests."""

import pytest

from tests.factories.accounts import OfficeFactory, UserFactory
from tests.factories.work import AdmissionFactory, BedFactory, RoomFactory, ShelterFactory
from tracekenya.roles.roles import Role


@pytest.fixture
def shelter(db):
    return ShelterFactory()


@pytest.fixture
def women(shelter):
    return RoomFactory(shelter=shelter, kind="female", name="Room A")


@pytest.fixture
def bed(women):
    return BedFactory(room=women, label="A1")


@pytest.fixture
def manager(shelter):
    """The manager of that shelter."""
    return UserFactory(role=Role.SHELTER_MANAGER, office=shelter.office)


@pytest.fixture
def other_manager(db):
    """The manager of another shelter."""
    return UserFactory(role=Role.SHELTER_MANAGER, office=OfficeFactory(kind="shelter"))


@pytest.fixture
def staff(shelter):
    """Somebody who works in that shelter at night."""
    return UserFactory(role=Role.SHELTER_STAFF, office=shelter.office)


@pytest.fixture
def stay(shelter):
    return AdmissionFactory(shelter=shelter)


@pytest.fixture
def at_home(client, practice, manager):
    """The browser of the manager of that shelter."""
    client.force_login(manager)
    return client


@pytest.fixture
def at_night(client, practice, staff):
    """The browser of the staff of that shelter."""
    client.force_login(staff)
    return client
