"""Who works in a house and who answers for a case, to be told of what happens at night."""

from django.db.models import Q, QuerySet

from cases.models import Case
from shelter.models import Shelter, Visit
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role


def managers_of(shelter: Shelter) -> QuerySet[User]:
    """Return the managers of the house."""
    return User.objects.filter(role=Role.SHELTER_MANAGER, office=shelter.office_id)


def told_of_visitor(visit: Visit) -> list[User]:
    """Return the managers of the house and the case managers, but who may not know of the resident."""
    manages = Q(role=Role.SHELTER_MANAGER, office=visit.shelter.office_id)
    found = User.objects.filter(manages | Q(role=Role.CASE_MANAGER))
    to = visit.admission
    return [user for user in found if to is None or may_see(user, to.case)]


def told_of(case: Case, shelter: Shelter) -> QuerySet[User]:
    """Return the managers of the house, case managers, and case workers who hold the case.

    Nobody who is barred from the case is among them.
    """
    holds = Q(role=Role.CASE_WORKER, pk__in=case.grants.values("user"))
    manages = Q(role=Role.SHELTER_MANAGER, office=shelter.office_id) | Q(role=Role.CASE_MANAGER)
    found = User.objects.filter(holds | manages)
    return found.exclude(pk__in=[user.pk for user in found if not may_see(user, case)])


def may_see(user: User, case: Case) -> bool:
    """Say whether nothing bars `user` from the case, such as a restriction or being too near."""
    return not Case.objects.barred_to(user).filter(pk=case.pk).exists()


def on_duty_in(shelter: Shelter, case: Case) -> list[User]:
    """Return the managers and the staff of the house who may know of the case."""
    works = Q(role__in=(Role.SHELTER_MANAGER, Role.SHELTER_STAFF), office=shelter.office_id)
    found = User.objects.filter(works)
    return [u for u in found if not Case.objects.barred_to(u).filter(pk=case.pk).exists()]
