"""When the trail cannot be written, nothing is opened, found, printed or taken out."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from tests.factories.cases import CaseFactory, NoteFactory, SuspectFactory
from tests.factories.programmes import StaffPostFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

NAMES = "Zuhura Marker"


@pytest.fixture
def manager(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    return client


def looks() -> dict[str, tuple[str, str, dict]]:
    """Return what -> method, address, form of everything that shows what is protected."""
    case = CaseFactory(person__names=NAMES)
    note, suspect = NoteFactory(case=case), SuspectFactory()
    of_case = [case.pk]
    return {
        "case": ("get", case.get_absolute_url(), {}),
        "person": ("get", case.person.get_absolute_url(), {}),
        "identity": ("post", reverse("cases:identity_reveal", args=of_case), {}),
        "search": ("post", reverse("cases:people_search"), {"names": NAMES}),
        "note": ("get", note.get_absolute_url(), {}),
        "suspect": ("get", suspect.get_absolute_url(), {}),
        "export": ("get", f"{reverse('cases:case_list')}?export=csv", {}),
    }  # fmt: skip


@pytest.mark.parametrize(
    "what", ["case", "person", "identity", "search", "note", "suspect", "export"]
)
def test_no_row_no_look(manager, request, what):
    method, address, form = looks()[what]
    before = AuditEvent.objects.count()
    assert getattr(manager, method)(address, form).status_code == 200  # a control: it can be seen
    assert AuditEvent.objects.count() == before + 1

    request.getfixturevalue("broken_trail")

    with pytest.raises(DatabaseError, match="broken"):
        getattr(manager, method)(address, form)


def test_opening_a_row_that_names_a_person_is_kept(signed_in):
    client, user = signed_in(Role.EXECUTIVE_DIRECTOR)
    post = StaffPostFactory()

    client.get(post.get_absolute_url())

    event = AuditEvent.objects.get(kind=AuditKind.VIEWED)
    assert (event.by, event.target_type, event.target_id) == (
        user.staff_code, "programmes.staffpost", str(post.pk),
    )  # fmt: skip
