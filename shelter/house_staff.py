"""Who works in a house and who answers for a case, to be told of what happens at night."""

from django.db.models import Q, QuerySet

from cases.models import Case
from shelter.models import Shelter
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role


def managers_of(shelter: Shelter) -> QuerySet[User]:
    """Return the managers of the house."""
    return User.objects.filter(role=Role.SHELTER_MANAGER, office=shelter.office_id)


def told_of(case: Case, shelter: Shelter) -> QuerySet[User]:
    """Return the managers of the house, case managers, and case workers who hold the case.

    Nobody who is barred from the case is among them.
    """
    holds = Q(role=Role.CASE_WORKER, pk__in=case.grants.values("user"))
    manages = Q(role=Role.SHELTER_MANAGER, office=shelter.office_id) | Q(role=Role.CASE_MANAGER)
    found = User.objects.filter(holds | manages)
    barred = [user.pk for user in found if Case.objects.barred_to(user).filter(pk=case.pk).exists()]
    return found.exclude(pk__in=barred)
