"""Which people a reader may find; `finding` looks for them by sealed identity."""

from django.db.models import QuerySet

from cases.models import Case, Person
from cases.models.conflict import masters_near
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope


def people_in_reach(user, permission: Permission = Permission.PERSON_SEARCH) -> QuerySet[Person]:
    """Return the people whom `permission` reaches: all, or those of the cases it reaches.

    Whoever has only cases that are closed to the reader, under whichever of the merged rows, is
    nobody's find.
    """
    cases = Case.objects.visible_to(user, permission)
    if user.scope(permission) is not Scope.ORGANISATION:
        return Person.objects.filter(pk__in=cases.values("person_id"))
    hidden = Case.objects.closed_alone(user, Case.objects.all(), "person__master_id", "pk")
    return Person.objects.exclude(master_id__in=hidden).exclude(master_id__in=masters_near(user))
