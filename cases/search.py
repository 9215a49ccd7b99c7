"""Which people a reader may find; `finding` looks for them by sealed identity."""

from django.db.models import Exists, OuterRef, QuerySet

from cases.models import Case, ConflictOfInterest, Person
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope


def people_in_reach(user, permission: Permission = Permission.PERSON_SEARCH) -> QuerySet[Person]:
    """Return the people whom `permission` reaches: all, or those of the cases it reaches.

    Whoever has only cases that are closed to the reader is nobody's find.
    """
    cases = Case.objects.visible_to(user, permission)
    if user.scope(permission) is Scope.ORGANISATION:
        any_case = Exists(Case.objects.filter(person=OuterRef("pk")))
        near = ConflictOfInterest.objects.of(user).values("person_id")
        open_to = Exists(cases.filter(person=OuterRef("pk")))
        return Person.objects.filter(~any_case | open_to).exclude(master_id__in=near)
    return Person.objects.filter(pk__in=cases.values("person_id"))
