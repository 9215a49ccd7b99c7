"""Finding people by sealed identity: exact and by sound, within what the person may reach."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from cases.models import Case, ConflictOfInterest, Person
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault import blind

MOST_FOUND = 25


@dataclass(frozen=True)
class Wanted:
    """What is known of somebody who is looked for; never logged, never kept."""

    names: str = ""
    phone: str = ""
    document_number: str = ""

    @property
    def kinds(self) -> list[str]:
        """Return which of the three were given, for the trail."""
        return [
            name for name in ("names", "phone", "document_number") if getattr(self, name).strip()
        ]


@dataclass(frozen=True)
class Found:
    """One person found. `is_exact`: a name as written, phone or document matched, not only the sound."""

    person: Person
    is_exact: bool

    @property
    def person_id(self) -> str:
        return str(self.person.pk)


def people_in_reach(user, permission: Permission = Permission.PERSON_SEARCH) -> QuerySet[Person]:
    """Return the people whom `permission` reaches: all, or those of the cases it reaches.

    Whoever has only cases that are closed to the reader is nobody's find.
    """
    cases = Case.objects.visible_to(user, permission)
    if user.scope(permission) is Scope.ORGANISATION:
        barred = Case.objects.barred_to(user).values("person_id")
        near = ConflictOfInterest.objects.of(user).values("person_id")
        open_to = Exists(cases.filter(person=OuterRef("pk")))
        return Person.objects.filter(~Q(pk__in=barred) | open_to).exclude(pk__in=near)
    return Person.objects.filter(pk__in=cases.values("person_id"))


def find(wanted: Wanted, user) -> list[Found]:
    """Return at most MOST_FOUND people in reach, exact matches first, with the cases `user` may see."""
    exact, heard = _exact(wanted), _heard(wanted)
    if not exact and not heard:
        return []
    cases = Prefetch("cases", Case.objects.visible_to(user), to_attr="cases_in_reach")
    people = (
        people_in_reach(user)
        .filter(exact | heard, merged_into__isnull=True)
        .annotate(is_exact=_as_flag(exact))
        .select_related("home_county")
        .prefetch_related(cases)
        .order_by("-is_exact", "code")[:MOST_FOUND]
    )
    return [Found(person, person.is_exact) for person in people]


def _as_flag(exact: Q) -> models.Expression:
    never = models.Value(False)
    if not exact:
        return never
    return models.Case(models.When(exact, then=models.Value(True)), default=never)


def _exact(wanted: Wanted) -> Q:
    """Every word of the name, or the phone, or the document, as written."""
    words = {
        token
        for word in blind.plain(wanted.names).split()
        for token in set(blind.name_tokens(word)) - {blind.whole_name_token(word)}
    }
    return (
        _holds("name_tokens", words)
        | _holds("phone_tokens", blind.phone_tokens(wanted.phone))
        | _holds("document_tokens", blind.document_tokens(wanted.document_number))
    )


def _heard(wanted: Wanted) -> Q:
    return _holds("sound_tokens", blind.sound_tokens(wanted.names))


def _holds(column: str, tokens) -> Q:
    """All of `tokens` are in the array; no tokens match nobody."""
    return Q(**{f"{column}__contains": sorted(tokens)}) if tokens else Q()
