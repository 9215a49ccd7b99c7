"""The page of a person: by code, as far as the reader reaches; the identity stays sealed."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, PersonFactory, PreventionOutcomeFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(db):
    """A person with a name and a case on which somebody works."""
    person = PersonFactory(names="MARKER Name", phone="MARKER phone", address="MARKER place")
    CaseFactory(person=person, granted_to=[UserFactory(role=Role.CASE_WORKER)])
    return person


def labels(page) -> list[str]:
    return [str(fact["label"]) for fact in page.context["facts"]]


def test_a_person_is_shown_by_code_and_the_identity_opens_by_post(signed_in, known):
    client, user = signed_in(Role.CASE_MANAGER)

    page = client.get(known.get_absolute_url())
    reveal = next(act for act in page.context["acts"] if act.is_post)
    opened = client.post(reveal.url)

    assert [b"MARKER" in answer.content for answer in (page, opened)] == [False, True]
    kinds = AuditEvent.objects.filter(by=user.staff_code, target_code=known.code)
    assert [event.kind for event in kinds.order_by("id")] == ["viewed", "revealed"]


def test_years_and_disability_are_for_those_who_open_identities(signed_in, known):
    seen = {}
    for role in (Role.CASE_MANAGER, Role.ME_OFFICER):
        client, _user = signed_in(role)
        page = client.get(known.get_absolute_url())
        seen[role] = {"Age today", "Disability"} & set(labels(page)), len(page.context["acts"])

    assert seen == {
        Role.CASE_MANAGER: ({"Age today", "Disability"}, 2), Role.ME_OFFICER: (set(), 0),
    }  # fmt: skip


def test_only_the_cases_in_reach_are_shown(signed_in, known):
    client, user = signed_in(Role.CASE_WORKER)
    other = known.cases.get()
    mine = CaseFactory(person=known, granted_to=[user])
    hidden = PreventionOutcomeFactory(person=known, case=other)
    shown = PreventionOutcomeFactory(person=known, case=mine)

    page = client.get(known.get_absolute_url())

    assert [part in page.content.decode() for part in (
        mine.code, other.code, shown.get_absolute_url(), hidden.get_absolute_url(),
    )] == [True, False, True, False]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CASE_WORKER, 404), (Role.FINANCE_OFFICER, 403), (Role.DONOR_VIEWER, 404)],
)
def test_a_person_of_others_is_not_found(signed_in, known, role, status):
    client, _user = signed_in(role)

    assert client.get(known.get_absolute_url()).status_code == status


def test_details_are_corrected_through_an_open_case_only(signed_in, known):
    client, _user = signed_in(Role.CASE_MANAGER)
    edit = reverse("cases:person_edit", args=[known.cases.get().pk])

    before = [act.url for act in client.get(known.get_absolute_url()).context["acts"]]
    known.cases.update(status="closed")
    after = [act.url for act in client.get(known.get_absolute_url()).context["acts"]]

    assert (edit in before, edit in after) == (True, False)


def test_a_merged_person_points_to_the_one_that_is_kept(signed_in, known):
    client, _user = signed_in(Role.CASE_MANAGER)
    double = PersonFactory(merged_into=known)

    page = client.get(double.get_absolute_url())

    assert known.get_absolute_url() in [fact["url"] for fact in page.context["facts"]]
