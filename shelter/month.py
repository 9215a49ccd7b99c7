"""The figures of one house in a month or any other time, reckoned from plain facts: it reads nothing.

Moments are half-open: who comes at midnight belongs to the new day, who leaves at midnight left in it.
So opening + came - went = closing whatever the facts are; the bed board is held beside it.
"""

import datetime as dt
import statistics
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from shelter.nights import Moments, Nights, Stretch, all_nights, nights_in, stretch_of
from tracekenya.lib.dates import months_later

Key = uuid.UUID
A_DAY = dt.timedelta(days=1)
AN_INSTANT = dt.timedelta(microseconds=1)
NO_EXIT = ""  # how a stay ended that has no record of it


@dataclass(frozen=True)
class Piece:
    """One stay as far as it was in this house. `came`, `went`: from outside, not from another house."""

    stay: Key
    times: Moments
    came: bool = True
    went: bool = True

    @property
    def nights(self) -> Stretch:
        return stretch_of(self.times)


@dataclass(frozen=True)
class StayFacts:
    """What counts of one stay. `apart`: why 2.8 does not count it, "" where it does.

    earlier: the days on which earlier stays of the same person ended.
    """

    person: Key
    times: Moments
    exit_kind: str = NO_EXIT
    apart: str = ""
    earlier: Sequence[dt.date] = ()

    def is_readmission(self, months: int) -> bool:
        """Whether the person came back within `months` after a stay."""
        came = timezone.localdate(self.times[0])
        return any(day <= came <= months_later(day, months) for day in self.earlier)


@dataclass(frozen=True)
class BedTime:
    """One bed slept in by one stay for a time."""

    bed: Key
    stay: Key
    times: Moments


@dataclass(frozen=True)
class BedLife:
    """In which nights a bed was there, and in which it could not be used."""

    bed: Key
    there: Stretch
    out: Sequence[Stretch] = ()


@dataclass(frozen=True)
class TurnedAway:
    on: dt.date
    reason: str
    is_child: bool
    sex: str


@dataclass(frozen=True)
class HouseFacts:
    """All that happened in one house. leave, missing: nights away, by stay. returns: (day, person).

    day_visits: (day, person). `open`: the nights in which the house was open.
    """

    open: Stretch
    pieces: Sequence[Piece] = ()
    stays: Mapping[Key, StayFacts] = field(default_factory=dict)
    bed_times: Sequence[BedTime] = ()
    beds: Sequence[BedLife] = ()
    leave: Mapping[Key, Sequence[Stretch]] = field(default_factory=dict)
    missing: Mapping[Key, Sequence[Stretch]] = field(default_factory=dict)
    turned_away: Sequence[TurnedAway] = ()
    day_visits: Sequence[tuple[dt.date, Key]] = ()
    returns: Sequence[tuple[dt.date, Key]] = ()


class Month:
    """The figures from `first` to `last`, both included; what lies after `now` is left out.

    The night that begins today counts as it stands now.
    """

    def __init__(
        self, facts: HouseFacts, first: dt.date, last: dt.date, now: dt.datetime, *, months: int
    ) -> None:
        """`months`: within how many after a stay a new one is a readmission."""
        self._facts, self.first, self.last, self._months = facts, first, last, months
        self.until = min(last, timezone.localdate(now)) + A_DAY
        self.begins = _midnight(first)
        self.ends = min(_midnight(last + A_DAY), now + AN_INSTANT)

    @property
    def is_running(self) -> bool:
        return self.until <= self.last

    @property
    def is_to_come(self) -> bool:
        return self.until <= self.first

    # residents

    @cached_property
    def opening(self) -> int:
        return len(self._living_at(self.begins))

    @cached_property
    def admitted(self) -> list[Key]:
        return [piece.stay for piece in self._begun if piece.came]

    @property
    def moved_in(self) -> int:
        return sum(not piece.came for piece in self._begun)

    @cached_property
    def left(self) -> list[Key]:
        return [piece.stay for piece in self._ended if piece.went]

    @property
    def moved_out(self) -> int:
        return sum(not piece.went for piece in self._ended)

    @property
    def closing(self) -> int:
        return self.opening + len(self._begun) - len(self._ended)

    @cached_property
    def lived_here(self) -> set[Key]:
        """The stays that touch at least one day."""
        found = set()
        for piece in self._facts.pieces:
            begun, ended = piece.nights
            if begun < self.until and (ended is None or ended >= self.first):
                found.add(piece.stay)
        return found

    @property
    def people(self) -> int:
        return len({self._facts.stays[stay].person for stay in self.lived_here})

    # the board

    @cached_property
    def in_beds(self) -> set[Key]:
        """The stays that have a bed at the end, as the board shows it."""
        return {row.stay for row in self._facts.bed_times if _lasts_at(row.times, self.ends)}

    @cached_property
    def living(self) -> set[Key]:
        return set(self._living_at(self.ends))

    @property
    def without_bed(self) -> set[Key]:
        return self.living - self.in_beds

    @property
    def beds_of_nobody(self) -> set[Key]:
        return self.in_beds - self.living

    # nights

    @cached_property
    def nights_of_stays(self) -> dict[Key, Nights]:
        found: dict[Key, Nights] = {}
        for piece in self._facts.pieces:
            here = nights_in(piece.nights, self.first, self.until)
            found[piece.stay] = found.get(piece.stay, frozenset()) | here
        return found

    @cached_property
    def nights_in_beds(self) -> dict[Key, Nights]:
        found: dict[Key, Nights] = {}
        for row in self._facts.bed_times:
            here = nights_in(stretch_of(row.times), self.first, self.until)
            found[row.stay] = found.get(row.stay, frozenset()) | here
        return found

    @cached_property
    def nights_stayed(self) -> int:
        """Nights that belong to a stay, also those that somebody slept elsewhere."""
        return sum(map(len, self.nights_of_stays.values()))

    @cached_property
    def nights_on_leave(self) -> int:
        return sum(
            len(nights & self._away(stay)[0]) for stay, nights in self.nights_of_stays.items()
        )

    @cached_property
    def nights_missing(self) -> int:
        """Nights missing that were not on leave already."""
        away = ((nights, *self._away(stay)) for stay, nights in self.nights_of_stays.items())
        return sum(len(nights & missing - leave) for nights, leave, missing in away)

    @property
    def nights(self) -> int:
        """Bed-nights: nights slept in the house."""
        return self.nights_stayed - self.nights_on_leave - self.nights_missing

    @property
    def nights_on_board(self) -> int:
        return sum(map(len, self.nights_in_beds.values()))

    @cached_property
    def nights_without_bed(self) -> dict[Key, int]:
        """Nights of a stay for which no bed is written down, by stay."""
        return _differences(self.nights_of_stays, self.nights_in_beds)

    @cached_property
    def nights_beside_stay(self) -> dict[Key, int]:
        """Nights in a bed outside the days of the stay, by stay."""
        return _differences(self.nights_in_beds, self.nights_of_stays)

    @cached_property
    def possible(self) -> int:
        """Nights in which a bed could be slept in, and those in which one was all the same."""
        slept: dict[Key, Nights] = {}
        for row in self._facts.bed_times:
            here = nights_in(stretch_of(row.times), self.first, self.until)
            slept[row.bed] = slept.get(row.bed, frozenset()) | here
        is_open = nights_in(self._facts.open, self.first, self.until)
        total = 0
        for bed in self._facts.beds:
            there = nights_in(bed.there, self.first, self.until) & is_open
            usable = there - all_nights(bed.out, self.first, self.until)
            total += len(usable | slept.get(bed.bed, frozenset()))
        return total

    @property
    def occupancy(self) -> int | None:
        """Percent of the possible nights that were slept, None without any bed."""
        return round(100 * self.nights / self.possible) if self.possible else None

    # stays that begin and end

    @cached_property
    def lengths(self) -> list[int]:
        """Days from arrival to exit of the stays that ended."""
        stretches = (stretch_of(self._facts.stays[stay].times) for stay in self.left)
        return [(ended - begun).days for begun, ended in stretches if ended is not None]

    @property
    def median_length(self) -> int | None:
        return round(statistics.median(self.lengths)) if self.lengths else None

    @property
    def readmissions(self) -> int:
        return sum(self._facts.stays[stay].is_readmission(self._months) for stay in self.admitted)

    @property
    def exits(self) -> Counter[str]:
        return Counter(self._facts.stays[stay].exit_kind for stay in self.left)

    @property
    def returns(self) -> int:
        return len({person for day, person in self._facts.returns if self._holds(day)})

    # who slept elsewhere

    @cached_property
    def turned_away(self) -> list[TurnedAway]:
        return [row for row in self._facts.turned_away if self._holds(row.on)]

    @property
    def day_visits(self) -> int:
        return sum(self._holds(day) for day, _person in self._facts.day_visits)

    @property
    def day_clients(self) -> int:
        return len({person for day, person in self._facts.day_visits if self._holds(day)})

    # the plan

    @cached_property
    def counted(self) -> set[Key]:
        """The people whom 2.8 counts: one stay that counts is enough."""
        stays = [self._facts.stays[stay] for stay in self.lived_here]
        return {stay.person for stay in stays if not stay.apart}

    @property
    def not_counted(self) -> Counter[str]:
        """Why 2.8 does not count the others, each person once."""
        stays = [self._facts.stays[stay] for stay in self.lived_here]
        reasons = {stay.person: stay.apart for stay in stays if stay.person not in self.counted}
        return Counter(reasons.values())

    # parts

    @cached_property
    def _begun(self) -> list[Piece]:
        return [p for p in self._facts.pieces if self.begins <= p.times[0] < self.ends]

    @cached_property
    def _ended(self) -> list[Piece]:
        return [
            piece
            for piece in self._facts.pieces
            if piece.times[1] is not None and self.begins <= piece.times[1] < self.ends
        ]

    def _living_at(self, moment: dt.datetime) -> list[Key]:
        return [piece.stay for piece in self._facts.pieces if _lasts_at(piece.times, moment)]

    def _away(self, stay: Key) -> tuple[Nights, Nights]:
        leave, missing = (
            all_nights(spans.get(stay, ()), self.first, self.until)
            for spans in (self._facts.leave, self._facts.missing)
        )
        return leave, missing

    def _holds(self, day: dt.date) -> bool:
        return self.first <= day < self.until


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), timezone.get_default_timezone())


def _lasts_at(times: Moments, moment: dt.datetime) -> bool:
    """Return whether something began before `moment` and had not ended before it."""
    begun, ended = times
    return begun < moment and (ended is None or ended >= moment)


def _differences(some: Mapping[Key, Nights], others: Mapping[Key, Nights]) -> dict[Key, int]:
    found = {stay: len(nights - others.get(stay, frozenset())) for stay, nights in some.items()}
    return {stay: nights for stay, nights in found.items() if nights}
