"""How many rows each check finds, by owner: one statement over all checks."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db.models import CharField, Count, QuerySet, Value

from reporting.health.check import Check
from tracekenya.accounts.models import User

Counts = dict[str, Counter[str]]  # slug of the check -> staff code or house ("" for nobody) -> rows


def count(checks: Iterable[Check], user: User, today: dt.date) -> Counts:
    """Return the rows that the person may see, counted; one query, none without checks."""
    checks = list(checks)
    found: Counts = {check.slug: Counter() for check in checks}
    arms = [_arm(check, user, today) for check in checks]
    if not arms:
        return found
    for slug, owner, number in arms[0].union(*arms[1:], all=True):
        found[slug][owner or ""] += number
    return found


def _arm(check: Check, user: User, today: dt.date) -> QuerySet:
    rows = check.rows(user, today).order_by()
    slug = Value(check.slug, output_field=CharField())
    return rows.annotate(slug=slug).values_list("slug", "owner_code").annotate(number=Count("pk"))
