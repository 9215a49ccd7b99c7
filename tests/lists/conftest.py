"""Leave the code lists of this process as the file has them after each test."""

import pytest

from tracekenya.lib import vocabularies
from tracekenya.lists import freshness


@pytest.fixture(autouse=True)
def the_file_again():
    yield
    vocabularies.lay_over({})
    freshness._memory.number, freshness._memory.look_at = 0, 0.0
