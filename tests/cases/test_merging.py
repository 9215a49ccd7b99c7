"""Two rows of the registry become one person: what is refused, and what stays where it is."""

import pytest

from cases.actions.merging import merge
from cases.models import Case, ConflictOfInterest, Person
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, PersonFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


def test_rows_that_were_merged_before_follow(case_manager):
    first, second, third = PersonFactory(), PersonFactory(), PersonFactory()
    merge(person=first, into=second, by=case_manager)
    first.refresh_from_db()

    merge(person=first, into=third, by=case_manager)

    assert set(Person.objects.values_list("master_id", flat=True)) == {third.pk}
    assert Person.objects.exclude(merged_into=None).exclude(merged_into=third).exists() is False
    assert AuditEvent.objects.filter(kind="people_merged").count() == 2


def test_one_person_is_not_merged_with_themselves(case_manager):
    first, second = PersonFactory(), PersonFactory()
    merge(person=first, into=second, by=case_manager)

    for person, into in ((first, second), (second, first), (first, first)):
        person.refresh_from_db()
        into.refresh_from_db()
        with pytest.raises(DomainError, match="already stand for one person"):
            merge(person=person, into=into, by=case_manager)


def test_protection_stays_where_it_was_and_conflicts_count_for_both(case_manager):
    near = UserFactory(role=Role.CASE_MANAGER)
    closed, shown = CaseFactory(is_restricted=True), CaseFactory()
    grant = closed.grants.create(user=case_manager, reason="restricted")
    ConflictOfInterest.objects.create(user=near, person=closed.person)
    before = Case.objects.visible_to(near).count()

    merge(person=closed.person, into=shown.person, by=case_manager)

    closed.refresh_from_db()
    assert (before, Case.objects.visible_to(near).count()) == (1, 0)
    assert (closed.is_restricted, [g.pk for g in closed.grants.live()]) == (True, [grant.pk])
    other = UserFactory(role=Role.CASE_MANAGER)
    assert list(Case.objects.visible_to(other)) == [shown]


def test_without_its_row_in_the_trail_nothing_is_merged(case_manager, broken_trail):
    first, second = PersonFactory(), PersonFactory()

    with pytest.raises(Exception, match="broken"):
        merge(person=first, into=second, by=case_manager)
