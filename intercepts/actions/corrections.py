"""Correcting what was recorded on the road; signs, score and class stay as they were."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import people
from cases.models import Person
from intercepts.actions.met import refuse_unfit
from intercepts.actions.repeats import look_for_repeats
from intercepts.models import Intercept, InterceptedPerson
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.pages.actions import rows


@transaction.atomic
def correct_event(*, intercept: Intercept, version: int, by: User, **facts: Any) -> Intercept:
    """Correct place, day, vehicle or story; ages stated on the wrong day move to the right one.

    The code stays: it is on the monitor's receipt. Raises StaleVersion, and DomainError for a day in
    the future or after the case or the class that followed.
    """
    stated_on = Intercept.objects.select_for_update(of=("self",)).get(pk=intercept.pk).happened_on
    row = rows.edit(intercept, version=version, by=by, check=_check_event, **facts)
    if row.happened_on != stated_on:
        _move_stated_ages(row, stated_on, by)
    if "vehicle_plate" in facts:
        look_for_repeats(intercepts=[row])
    return row


def correct_person(
    *, intercepted: InterceptedPerson, version: int, by: User, **facts: Any
) -> InterceptedPerson:
    """Correct type, outcome and the like. Raises StaleVersion, DomainError when they do not fit."""
    return rows.edit(intercepted, version=version, by=by, check=_check_person, **facts)


def _check_event(intercept: Intercept) -> None:
    day, time = intercept.happened_on, intercept.happened_at
    refuse_future(day, "happened_on")
    if time and day == timezone.localdate() and time > timezone.localtime().time():
        raise DomainError(_("This time is in the future."), field="happened_at")
    for row in intercept.people.select_related("case"):
        refuse_before(
            row.case.opened_on if row.case else None, day, field="happened_on",
            sentence=_("The case that followed was opened on %(day)s, before this day (%(earliest)s)."),
        )  # fmt: skip
        refuse_before(
            row.classified_on, day, field="happened_on",
            sentence=_("Somebody in it was classed on %(day)s, before this day (%(earliest)s)."),
        )  # fmt: skip


def _check_person(row: InterceptedPerson) -> None:
    refuse_unfit(is_child=row.is_child, intercept_type=row.intercept_type, outcome=row.outcome)


def _move_stated_ages(intercept: Intercept, stated_on: dt.date, by: User) -> None:
    """An age was stated on the day of the event; a slip in its year would make a child an adult."""
    met = intercept.people.values("person")
    for person in Person.objects.filter(pk__in=met, stated_age_on=stated_on):
        people.edit(
            person=person, version=person.version, by=by, stated_age_on=intercept.happened_on
        )
