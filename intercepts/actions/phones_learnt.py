"""A number of somebody who did not come over the road, held against suspects and people met on it.

Both sides look: what is recorded on the road and of suspects is compared in `repeats`; here is the
case that is opened with a number, and the person whose number is learnt later.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef

from cases.models import Case, CaseSuspect, Charge, Person, Suspect
from intercepts.actions.repeats import MOST_COUNTED, Key, one_at_a_time, raise_new
from intercepts.enums import MetAgain
from intercepts.models import InterceptedPerson, InterceptSuspect, RepeatAlert


@transaction.atomic
def look_at_case(*, case: Case) -> list[RepeatAlert]:
    """Raise an alert on a case just opened, unless the number was held against the register before.

    Whoever was met on the road was compared there; of whose other case it was told, it is not again.
    """
    person = case.person
    if not person.phone_tokens:
        return []
    met = InterceptedPerson.objects.filter(person__master_id=person.master_id)
    told = RepeatAlert.objects.filter(kind=MetAgain.PHONE, case__person__master_id=person.master_id)
    if met.exists() or told.exists():
        return []
    return _look(person, person.phone_tokens, case.pk)


@transaction.atomic
def look_at_number(*, person: Person, learnt: Collection[str]) -> list[RepeatAlert]:
    """Raise an alert on the person's newest case, an open one first, for the number just learnt.

    `learnt`: its blind indexes. One that nobody has looked into yet is not raised beside itself.
    """
    theirs = Case.objects.filter(person__master_id=person.master_id)
    newest = theirs.order_by("-closed_at", "-opened_on", "-recorded_at").values_list("pk").first()
    return _look(person, learnt, *newest) if newest else []


def _look(person: Person, tokens: Collection[str], case_id: Key) -> list[RepeatAlert]:
    one_at_a_time(tokens)
    matches = _suspects(person, tokens) + _people_met(person, tokens)
    if not matches:
        return []
    found = RepeatAlert(
        kind=MetAgain.PHONE, case_id=case_id, matches=min(matches, MOST_COUNTED)
    )  # fmt: skip
    return raise_new([found])


def _suspects(person: Person, tokens: Collection[str]) -> int:
    """Count people suspected who have the number, without those of the person's own cases and stops."""
    own = Case.objects.filter(person__master_id=person.master_id).values("pk")
    joined = CaseSuspect.objects.filter(case__in=own).values("suspect")
    accused = Charge.objects.filter(court_case__victim_links__case__in=own).values("suspect")
    stops = InterceptedPerson.objects.filter(person__master_id=person.master_id)
    named = InterceptSuspect.objects.filter(intercept__in=stops.values("intercept"))
    others = Suspect.objects.filter(phone_tokens__overlap=list(tokens)).exclude(pk__in=joined)
    return others.exclude(pk__in=accused).exclude(pk__in=named.values("suspect")).count()


def _people_met(person: Person, tokens: Collection[str]) -> int:
    """Count other people met on the road who left the number, without companions on the same stop."""
    stops = InterceptedPerson.objects.filter(person__master_id=person.master_id)
    beside = InterceptedPerson.objects.filter(intercept__in=stops.values("intercept"))
    was_met = InterceptedPerson.objects.filter(person__master_id=OuterRef("master_id"))
    left = Person.objects.filter(Exists(was_met), phone_tokens__overlap=list(tokens))
    left = left.exclude(master_id=person.master_id)
    left = left.exclude(master_id__in=beside.values("person__master_id"))
    return left.order_by().values("master_id").distinct().count()
