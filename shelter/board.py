"""What the bed board and the overview of free beds show; case codes only to those who may see the stay."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from shelter import fit, strip
from shelter.absences import with_away
from shelter.enums import IN_HOUSE, BedState, BedUse, StayStatus
from shelter.models import Admission, Bed, BedAssignment, BedOutage, Room, Shelter
from shelter.occupancy import GUEST, assignments_in, guest_of, state_of
from shelter.registries import Due, next_due, prepared
from tracekenya.lib.vocabularies import choices

ICONS = {
    BedState.FREE: "check",
    BedState.HELD: "clock",
    BedState.OCCUPIED: "person",
    BedState.OUT_OF_USE: "lock",
}
ENDS_SOON = dt.timedelta(hours=1)  # a hold that ends so soon is marked


@dataclass(frozen=True)
class Wanted:
    """What the reader wants to see of the board, in open words only; empty means all."""

    room: str = ""
    sex: str = ""
    state: str = ""
    children: bool = False

    def has_room(self, room: Room) -> bool:
        is_named = not self.room or str(room.pk) == self.room
        return is_named and (not self.sex or room.kind in fit.rooms_for(self.sex))

    def has_tile(self, tile: "Tile") -> bool:
        is_state = not self.state or tile.state == self.state
        return is_state and (not self.children or tile.is_child)

    @property
    def is_narrow(self) -> bool:
        return bool(self.room or self.sex or self.state or self.children)

    @property
    def is_of_tiles(self) -> bool:
        return bool(self.state or self.children)


@dataclass(frozen=True)
class Tile:
    """One bed. `stay`: only if the reader may see it; `nights`: whole; `until`: end of a hold."""

    bed: Bed
    state: BedState
    stay: Admission | None = None
    is_child: bool = False
    until: dt.datetime | None = None
    due: Due | None = None
    is_late: bool = False
    outage: BedOutage | None = None

    @property
    def icon(self) -> str:
        return ICONS[self.state]


@dataclass(frozen=True)
class RoomColumn:
    """A room. `is_mixed`: those who sleep there should not share a room of that kind any more."""

    room: Room
    tiles: list[Tile]
    is_mixed: bool = False

    @property
    def free(self) -> int:
        return sum(tile.state is BedState.FREE for tile in self.tiles)


@dataclass(frozen=True)
class Arrival:
    """A request without an answer. `held`: the bed kept for it, if a hold is live."""

    admission: Admission
    held: BedAssignment | None
    is_today: bool = False
    ends_soon: bool = False


@dataclass(frozen=True)
class Board:
    """Rooms by name, requests that wait, oldest first, and what somebody has to look at."""

    columns: list[RoomColumn]
    arrivals: list[Arrival]
    nights: list[strip.Night] = field(default_factory=list)
    without_bed: list[Admission] = field(default_factory=list)
    is_accepting: bool = True

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return (state in words, number of beds) for each state, also where there is none."""
        counted = Counter(tile.state for column in self.columns for tile in column.tiles)
        return [(state.label, counted[state]) for state in BedState]

    @property
    def today(self) -> list[Arrival]:
        """Return who comes today: with a bed held, or asked for today."""
        return [row for row in self.arrivals if row.is_today]

    @property
    def earlier(self) -> list[Arrival]:
        """Return requests of days before that still wait for an answer."""
        return [row for row in self.arrivals if not row.is_today]

    @property
    def mixed(self) -> list[RoomColumn]:
        return [column for column in self.columns if column.is_mixed]

    def shown(self, wanted: Wanted) -> list[RoomColumn]:
        """Return the rooms and beds that `wanted` leaves, without rooms where no bed is left."""
        if not wanted.is_narrow:
            return self.columns
        rooms = [
            RoomColumn(column.room, [tile for tile in column.tiles if wanted.has_tile(tile)])
            for column in self.columns
            if wanted.has_room(column.room)
        ]
        return [column for column in rooms if column.tiles or not wanted.is_of_tiles]


@dataclass(frozen=True)
class Places:
    """Beds of one shelter counted by state, and free beds by kind of room."""

    shelter: Shelter
    states: Counter = field(default_factory=Counter)
    free_by_kind: Counter = field(default_factory=Counter)

    @property
    def free(self) -> int:
        return self.states[BedState.FREE]

    @property
    def held(self) -> int:
        return self.states[BedState.HELD]

    @property
    def occupied(self) -> int:
        return self.states[BedState.OCCUPIED]

    @property
    def out_of_use(self) -> int:
        return self.states[BedState.OUT_OF_USE]

    @property
    def free_words(self) -> list[str]:
        """Return "Women 3" and so on, in the order of the vocabulary."""
        return [
            f"{label} {self.free_by_kind[kind]}"
            for kind, label in choices("room_kind")
            if self.free_by_kind[kind]
        ]


def board_of(shelter: Shelter, user, now: dt.datetime | None = None) -> Board:
    """Return rooms, beds and requests as `user` may see them; five queries and those of what is due."""
    now = now or timezone.now()
    since = strip.first_moment(now)
    span = DateTimeTZRange(since, None)
    uses = list(
        BedAssignment.objects.filter(
            bed__room__shelter=shelter, cancelled_at=None, period__overlap=span
        )
        .select_related("case__person")
        .only("bed", "admission", "use", "cancelled_at", "period", *GUEST)
    )
    taken = {use.bed_id: use for use in uses if use.is_now}
    rooms, outages = _rooms(shelter)
    stays = _stays_seen(shelter, user)
    first = next_due(_residents(stays), now, stays.values())
    due = {stay: each.seen_by(user) for stay, each in first.items()}
    seen = _Seen(taken, stays, _open_outages(outages, now), due, now)
    return Board(
        [_column(room, beds, seen) for room, beds in rooms],
        _arrivals(stays.values(), taken.values(), now),
        strip.nights_of([bed for _, beds in rooms for bed in beds], uses, outages, now),
        _without_bed(stays.values(), taken.values()),
        shelter.is_accepting,
    )


def places_of(shelters: Iterable[Shelter]) -> list[Places]:
    """Return one row per shelter, in the given order; two queries."""
    rows = {shelter.pk: Places(shelter) for shelter in shelters}
    taken = assignments_in([row.shelter for row in rows.values()])
    for bed in Bed.objects.filter(room__shelter__in=rows).select_related("room"):
        places = rows[bed.room.shelter_id]
        state = state_of(bed, taken.get(bed.pk))
        places.states[state] += 1
        if state is BedState.FREE:
            places.free_by_kind[bed.room.kind] += 1
    return list(rows.values())


@dataclass(frozen=True)
class _Seen:
    """What the reader may know of the beds at one moment."""

    taken: Mapping[uuid.UUID, BedAssignment]
    stays: Mapping[uuid.UUID, Admission]
    outages: Mapping[uuid.UUID, BedOutage]
    due: Mapping[uuid.UUID, Due]
    now: dt.datetime


# Of case and person no more than tiles say, above all nothing that is sealed.
_SHOWN = [*(field.name for field in Admission._meta.concrete_fields), "case__code", *GUEST]


def _stays_seen(shelter: Shelter, user) -> dict[uuid.UUID, Admission]:
    expected = Admission.objects.visible_to(user).filter(
        shelter=shelter, status__in=(StayStatus.REQUESTED, *IN_HOUSE)
    )
    rows = prepared(with_away(expected)).select_related("case__person").only(*_SHOWN)
    rows = rows.order_by("recorded_at")
    return {row.pk: row for row in rows}


def _residents(stays: Mapping[uuid.UUID, Admission]) -> Collection[uuid.UUID]:
    return [row.pk for row in stays.values() if row.is_in_house]


def _open_outages(outages: Iterable[BedOutage], now: dt.datetime) -> dict[uuid.UUID, BedOutage]:
    return {
        row.bed_id: row for row in outages if row.period.upper is None or row.period.upper > now
    }


def _rooms(shelter: Shelter) -> tuple[list[tuple[Room, list[Bed]]], list[BedOutage]]:
    """Return the rooms by name, each with its beds by label, and when those were out of use; one query."""
    of_bed = ("pk", "label", "status", "in_use_from", "retired_on")
    rows = shelter.rooms.order_by("name", "beds__label").values_list(
        "pk", "name", "kind", "beds__outages__period", "beds__outages__reason",
        *(f"beds__{name}" for name in of_bed),
    )  # fmt: skip
    found: dict[uuid.UUID, tuple[Room, dict[uuid.UUID, Bed]]] = {}
    outages = []
    for pk, name, kind, period, reason, *bed in rows:
        room, beds = found.setdefault(pk, (Room(pk=pk, shelter=shelter, name=name, kind=kind), {}))
        if bed[0] is not None:
            beds.setdefault(bed[0], Bed(room=room, **dict(zip(of_bed, bed, strict=True))))
        if period is not None:
            outages.append(BedOutage(bed=beds[bed[0]], period=period, reason=reason))
    return [(room, list(beds.values())) for room, beds in found.values()], outages


def _column(room: Room, beds: list[Bed], seen: _Seen) -> RoomColumn:
    here = [seen.taken[bed.pk] for bed in beds if bed.pk in seen.taken]
    company = [guest_of(use.case) for use in here]
    is_mixed = not fit.is_settled(room.kind, company)
    return RoomColumn(room, [_tile(bed, seen) for bed in beds if bed.retired_on is None], is_mixed)


def _tile(bed: Bed, seen: _Seen) -> Tile:
    assignment = seen.taken.get(bed.pk)
    state = state_of(bed, assignment)
    stay = seen.stays.get(assignment.admission_id) if assignment else None
    if assignment is None or stay is None:
        return Tile(bed, state, outage=seen.outages.get(bed.pk))
    until = assignment.period.upper if state is BedState.HELD else None
    due = seen.due.get(stay.pk)
    is_late = due is not None and due.is_late(seen.now)
    return Tile(bed, state, stay, guest_of(stay.case).is_child, until, due, is_late)


def _arrivals(
    stays: Iterable[Admission], uses: Iterable[BedAssignment], now: dt.datetime
) -> list[Arrival]:
    held = {row.admission_id: row for row in uses if row.use == BedUse.HOLD}
    asked = [row for row in stays if row.status == StayStatus.REQUESTED]
    return [_arrival(row, held.get(row.pk), now) for row in asked]


def _arrival(row: Admission, held: BedAssignment | None, now: dt.datetime) -> Arrival:
    ends = held.period.upper if held else None
    is_today = held is not None or row.requested_on == timezone.localdate(now)
    return Arrival(row, held, is_today, ends is not None and ends - now < ENDS_SOON)


def _without_bed(stays: Iterable[Admission], uses: Iterable[BedAssignment]) -> list[Admission]:
    """Return those who live in the house and have no bed at the moment."""
    beds = defaultdict(set)
    for use in uses:
        beds[use.admission_id].add(use.bed_id)
    return [row for row in stays if row.is_in_house and row.pk not in beds]
