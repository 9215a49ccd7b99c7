"""What each station did in one month."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from intercepts.enums import COUNTED_CLASSES, Band, FinalClass
from intercepts.models import CheckIn, InterceptedPerson, JourneyTally, Station
from intercepts.numbers.flows import OUTSIDE_THRESHOLD
from tracekenya.lib.dates import ADULT_AGE, completed_years
from tracekenya.lib.suppression import shown

SIGNS_SEEN = (Band.HIGH_RISK, Band.EVIDENCE)


@dataclass
class StationMonth:
    """The numbers of one station in one month; `lags`: days from the event to its receipt."""

    station: Station
    days: set[dt.date] = field(default_factory=set)
    tallied: int = 0
    people: Counter = field(default_factory=Counter)
    lags: list[int] = field(default_factory=list)

    @property
    def screened(self) -> int:
        return self.tallied + self.people["all"]

    @property
    def not_intercept_percent(self) -> int | None:
        return percent(self.people["not_intercept"], self.people["classed"])

    @property
    def unanswered_mean(self) -> float | None:
        return (
            round(self.people["unanswered"] / self.people["all"], 1) if self.people["all"] else None
        )

    @property
    def family_percent(self) -> int | None:
        return percent(self.people["family"], self.people["all"])

    @property
    def refused_percent(self) -> int | None:
        return percent(self.people["refused"], self.people["adults"])

    @property
    def lag_median(self) -> int | None:
        return sorted(self.lags)[len(self.lags) // 2] if self.lags else None


@dataclass(frozen=True)
class OutsideRow:
    """A station's month for those who see no true numbers: no shares, small numbers None (hidden)."""

    station: Station
    days: int
    people: list[int | None]


def outside_of(found: list[StationMonth]) -> list[OutsideRow]:
    """Return screened, signs and counted of each station, small numbers of each column hidden."""
    columns = (
        {each.station.pk: each.screened for each in found},
        *({each.station.pk: each.people[name] for each in found} for name in ("signs", "counted")),
    )
    safe = [
        shown(cells, total=sum(cells.values()), threshold=OUTSIDE_THRESHOLD).cells
        for cells in columns
    ]
    return [
        OutsideRow(each.station, len(each.days), [cells[each.station.pk] for cells in safe])
        for each in found
    ]


def percent(part: int, whole: int) -> int | None:
    """Return whole percent, None where there is nothing to share."""
    return round(100 * part / whole) if whole else None


def month_of(first: dt.date, last: dt.date) -> list[StationMonth]:
    """Return the stations where anything was done from `first` to `last`, by name (4 statements)."""
    found: dict[Any, StationMonth] = {}
    by_key = {station.pk: station for station in Station.objects.select_related("county")}

    def of(key: Any) -> StationMonth:
        return found.setdefault(key, StationMonth(by_key[key]))

    _add_people(of, first, last)
    tallies = JourneyTally.objects.filter(happened_on__range=(first, last)).values_list(
        "station", "happened_on", "women", "men", "girls", "boys", "not_known"
    )
    for key, day, *counts in tallies:
        of(key).days.add(day)
        of(key).tallied += sum(counts)
    started = CheckIn.objects.filter(started_at__date__range=(first, last))
    for key, at in started.values_list("station", "started_at"):
        of(key).days.add(timezone.localdate(at))
    return sorted(found.values(), key=lambda each: each.station.name)


def _add_people(of: Any, first: dt.date, last: dt.date) -> None:
    rows = InterceptedPerson.objects.filter(intercept__happened_on__range=(first, last))
    seen: dict[Any, set] = defaultdict(set)
    for key, intercept, day, received, band, final, unanswered, outcome, born, majority in rows.values_list(
        "intercept__station", "intercept", "intercept__happened_on", "intercept__recorded_at",
        "proposed_band", "final_class", "unanswered", "outcome", "person__reckoned_birth",
        "person__majority_override",
    ):  # fmt: skip
        month = of(key)
        month.days.add(day)
        is_adult = majority == "adult" if born is None else completed_years(born, day) >= ADULT_AGE
        signs = {
            "all": True, "signs": band in SIGNS_SEEN, "counted": final in COUNTED_CLASSES,
            "classed": bool(final), "not_intercept": final == FinalClass.NOT_INTERCEPT,
            "police": outcome == "handed_police", "family": outcome == "returned_family",
            "adults": is_adult, "refused": is_adult and outcome == "refused_help",
        }  # fmt: skip
        month.people.update({name: int(holds) for name, holds in signs.items()})
        month.people["unanswered"] += unanswered
        if intercept not in seen[key]:
            seen[key].add(intercept)
            month.lags.append((timezone.localdate(received) - day).days)
