"""Who came to an activity: people by code, and people by head count."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.models import Person
from programmes.models import Activity, ActivityAttendance, ActivityHeadcount
from programmes.rules import NOBODY_COMES
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import save_edited

MOST_NAMED = 10  # codes in one message
Cell = tuple[str, str]  # (sex, age band)


@transaction.atomic
def add_people(
    *, activity: Activity, codes: Sequence[str], by: User, submission: uuid.UUID | None = None
) -> Activity:
    """Write down that the people of these codes came; all of them or nobody.

    A code of a merged person stands for the person it was merged into. Raises DomainError naming
    unknown codes, and those who are on the list already.
    """
    activity = _locked(activity)
    people = _people(codes)
    came = list(activity.attendances.select_related("person"))
    if submission and {each.pk for each in came} & {
        _row_id(submission, p) for p in people.values()
    }:
        return activity  # the same form again
    there = {each.person.master_id for each in came}
    if again := [code for code, person in people.items() if person.master_id in there]:
        text = _("On the list already, each person counts once: %(codes)s. Nobody was added.")
        raise DomainError(text % {"codes": _named(again)}, field="codes")
    new = {person.master_id: person for person in people.values()}
    _refuse_not_born(activity, people)
    for person in new.values():
        ActivityAttendance.objects.create(
            id=_row_id(submission, person), activity=activity, person_id=person.master_id,
            recorded_by=by,
        )  # fmt: skip
    _keep(activity, "attendances", len(came), len(came) + len(new), by)
    return activity


@transaction.atomic
def remove_person(*, activity: Activity, code: str, by: User) -> Activity:
    """Take one person off the list. Raises DomainError when the code is not on it."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    before = activity.attendances.count()
    taken, _kinds = activity.attendances.filter(person__code=code).delete()
    if not taken:
        text = _("%(code)s is not on the list; somebody else may have taken it off.")
        raise DomainError(text % {"code": code}, field="code")
    _keep(activity, "attendances", before, before - 1, by)
    return activity


@transaction.atomic
def save_headcount(
    *, activity: Activity, cells: Mapping[Cell, int], version: int, by: User
) -> Activity:
    """Put the whole grid in place of the earlier one; cells without people are left out.

    Raises StaleVersion when the activity was saved since `version` was read.
    """
    activity = _locked(activity)
    before = activity.headcounts.aggregate(people=Sum("people"))["people"] or 0
    save_edited(activity, version=version)
    activity.headcounts.all().delete()
    ActivityHeadcount.objects.bulk_create(
        ActivityHeadcount(activity=activity, sex=sex, age_band=band, people=people)
        for (sex, band), people in cells.items()
        if people
    )
    _keep(activity, "headcounts", before, sum(cells.values()), by)
    return activity


def _locked(activity: Activity) -> Activity:
    """Return the activity, locked. Raises DomainError where nobody can have come."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if activity.is_planned:
        text = _("It is planned for %(day)s; today is %(today)s. Enter who came once it was held.")
        days = {"day": activity.held_on, "today": timezone.localdate()}
        raise DomainError(text % {name: date_format(day) for name, day in days.items()})
    if activity.kind in NOBODY_COMES:
        text = _("Nobody attends a media campaign. Change the kind if people came together.")
        raise DomainError(text)
    return activity


def _people(codes: Sequence[str]) -> dict[str, Person]:
    """Return the people by code as typed. Raises DomainError naming codes that nobody has."""
    found = {
        person.code: person
        for person in Person.objects.filter(code__in=codes).only(
            "id", "code", "master_id", "reckoned_birth"
        )
    }
    if unknown := [code for code in codes if code not in found]:
        text = _("Nobody has these codes: %(codes)s. Nobody was added.")
        raise DomainError(text % {"codes": _named(unknown)}, field="codes")
    return {code: found[code] for code in codes}


def _refuse_not_born(activity: Activity, people: Mapping[str, Person]) -> None:
    """Refuse people born after the day: a wrong code, or a wrong day; no birthday is said."""
    day: dt.date = activity.held_on
    young = [c for c, p in people.items() if p.reckoned_birth and p.reckoned_birth > day]
    if young:
        text = _("Not yet born on %(day)s by our register: %(codes)s. Check the codes and the day.")
        values = {"day": date_format(day), "codes": _named(young)}
        raise DomainError(text % values, field="codes")


def _row_id(submission: uuid.UUID | None, person: Person) -> uuid.UUID:
    """Return the key of an attendance: the same form gives the same person the same key."""
    return uuid.uuid5(submission, str(person.master_id)) if submission else uuid.uuid4()


def _named(codes: Sequence[str]) -> str:
    more = len(codes) - MOST_NAMED
    shown = ", ".join(codes[:MOST_NAMED])
    return (
        _("%(codes)s and %(count)d more") % {"codes": shown, "count": more} if more > 0 else shown
    )


def _keep(activity: Activity, what: str, before: int, after: int, by: User) -> None:
    """Leave the numbers in the trail, never who it was."""
    if before != after or what == "headcounts":
        record(AuditKind.CHANGED, by=by, target=activity, fields={what: [before, after]})
