"""Who is a child on a day, as conditions of the database; the same rule as `Person.is_child_on`."""

from django.db.models import DateField, F, Func, Q, Value

from cases.enums import Majority
from tracekenya.lib.dates import ADULT_AGE


class AdultBirth(Func):
    """The last birth date that makes somebody an adult on a day."""

    template = f"(%(expressions)s - interval '{ADULT_AGE} years')::date"
    output_field = DateField()


def of_majority(code: str, day: F | Value, person: str = "") -> Q:
    """Return who is "child" or "adult" on `day`, or "unknown"; `person` is a path ending in "__"."""
    born, said = f"{person}reckoned_birth", f"{person}majority_override"
    if code == Majority.CHILD:
        known = Q(**{f"{born}__gt": AdultBirth(day)})
    elif code == Majority.ADULT:
        known = Q(**{f"{born}__lte": AdultBirth(day)})
    else:
        return Q(**{f"{born}__isnull": True, said: ""})
    return known | Q(**{f"{born}__isnull": True, said: code})
