"""What the tests of the administration share."""

import pytest

from tests.administration.people import PASSWORD
from tests.fresh import prove
from tests.lists.conftest import the_file_again  # noqa: F401  a fixture
from tracekenya.roles.roles import Role


@pytest.fixture
def administrator(signed_in):
    """Return (client, user) of a system administrator who has used the account."""
    client, user = signed_in(Role.SYSTEM_ADMINISTRATOR, staff_code="SA01")
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    prove(client)
    return client, user
