"""Which people a reader may find; `finding` looks for them by sealed identity."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Case, Person
from cases.models.conflict import people_near
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
    of_the_person = Q(person__master_id=OuterRef("master_id"))
    any_case, open_case = Case.objects.filter(of_the_person), cases.filter(of_the_person)
    people = Person.objects.filter(~Exists(any_case) | Exists(open_case))
    return people.exclude(pk__in=people_near(user).values("pk"))
