"""What trainings of crews led to: tips of the sacco within a year, and the counted people that followed."""

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from intercepts.enums import COUNTED_CLASSES
from intercepts.models import Tip, TransportOperator
from programmes.models import Activity

A_YEAR = dt.timedelta(days=365)
MOST_TRAININGS = 50


@dataclass
class Yield:
    """What followed: tips, those with an intercept, and each intercept and person that counts, once."""

    name: str
    url: str
    day: dt.date | None = None
    trainings: int = 0
    found: Counter = field(default_factory=Counter)
    seen: set[Any] = field(default_factory=set)  # intercepts counted already: several told of one

    def add(self, tip: dict[str, Any]) -> None:
        key = tip["intercept"]
        self.found.update(tips=1, joined=int(bool(key)))
        if tip["counted"] and key not in self.seen:
            self.seen.add(key)
            self.found.update(events=1, counted=tip["counted"])


def yields() -> tuple[list[Yield], list[Yield]]:
    """Return what followed by operator and by training (the last 50), most tips first (3 statements).

    A tip belongs to the last training of its operator in the year before it.
    """
    operators = TransportOperator.objects.select_related("organisation")
    by_operator = {row.pk: Yield(str(row), row.get_absolute_url()) for row in operators}
    organisations = {row.pk: row.organisation_id for row in operators}
    trainings: dict[Any, list[Yield]] = defaultdict(list)
    held = (
        Activity.objects.filter(operator__isnull=False)
        .select_related("operator")
        .order_by("held_on")
    )
    for row in held:
        name = f"{row.operator}: {row.title}"
        trainings[row.operator_id].append(Yield(name, row.get_absolute_url(), row.held_on))
    for tip in _tips():
        by_operator[tip["operator"]].add(tip)
        training = _training_before(trainings[organisations[tip["operator"]]], tip["happened_on"])
        if training is not None:
            training.add(tip)
    for key, one in by_operator.items():
        one.trainings = len(trainings[organisations[key]])
    every = [each for rows in trainings.values() for each in rows]
    latest = sorted(every, key=lambda each: each.day or dt.date.min, reverse=True)
    told = [one for one in by_operator.values() if one.trainings or one.found]
    return sorted(told, key=lambda one: (-one.found["tips"], one.name)), latest[:MOST_TRAININGS]


def _tips() -> Any:
    is_counted = Q(intercept__people__final_class__in=list(COUNTED_CLASSES))
    rows = Tip.objects.filter(operator__isnull=False).order_by()
    return rows.values("pk", "operator", "happened_on", "intercept").annotate(
        counted=Count("intercept__people", filter=is_counted)
    )


def _training_before(held: list[Yield], day: dt.date) -> Yield | None:
    place = bisect_right([each.day for each in held], day)  # type: ignore[type-var]  # each has its day
    if not place or day - held[place - 1].day > A_YEAR:  # type: ignore[operator]
        return None
    return held[place - 1]
