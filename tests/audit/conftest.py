"""A file of heads of the test's own, and a trail to seal."""

import pytest

from tests.factories.accounts import UserFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.audit.trail import record


@pytest.fixture
def heads_file(settings, tmp_path):
    settings.AUDIT_HEADS_FILE = tmp_path / "outside" / "heads.log"
    return settings.AUDIT_HEADS_FILE


@pytest.fixture
def add(db, heads_file):
    """Return a function that adds `count` events and returns them, lowest id first."""
    people = [UserFactory(), UserFactory()]

    def add(count: int = 1) -> list[AuditEvent]:
        return [
            record(AuditKind.VIEWED, by=people[number % 2], fields=["x"]) for number in range(count)
        ]

    return add
