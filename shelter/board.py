"""What the bed board and the overview of free beds show; case codes only to those who may see the stay."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from shelter.enums import IN_HOUSE, BedState, BedUse, StayStatus
from shelter.models import Admission, Bed, BedAssignment, Room, Shelter
from shelter.occupancy import assignments_in, guest_of, state_of
from tracekenya.lib.vocabularies import choices

ICONS = {
    BedState.FREE: "check",
    BedState.HELD: "clock",
    BedState.OCCUPIED: "person",
    BedState.OUT_OF_USE: "lock",
}


@dataclass(frozen=True)
class Tile:
    """One bed. `stay`: only if the reader may see it; `nights`: whole; `until`: end of a hold."""

    bed: Bed
    state: BedState
    stay: Admission | None = None
    is_child: bool = False
    until: dt.datetime | None = None

    @property
    def icon(self) -> str:
        return ICONS[self.state]


@dataclass(frozen=True)
class RoomColumn:
    room: Room
    tiles: list[Tile]


@dataclass(frozen=True)
class Arrival:
    """A request without an answer. `held`: the bed kept for it, if a hold is live."""

    admission: Admission
    held: BedAssignment | None


@dataclass(frozen=True)
class Board:
    """Rooms by name, and requests that wait, oldest first."""

    columns: list[RoomColumn]
    arrivals: list[Arrival]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return (state in words, number of beds) for each state, also where there is none."""
        counted = Counter(tile.state for column in self.columns for tile in column.tiles)
        return [(state.label, counted[state]) for state in BedState]


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


def board_of(shelter: Shelter, user) -> Board:
    """Return rooms, beds and requests as `user` may see them; four queries."""
    taken = assignments_in([shelter])
    expected = Admission.objects.visible_to(user).filter(
        shelter=shelter, status__in=(StayStatus.REQUESTED, *IN_HOUSE)
    )
    rows = expected.select_related("case__person").order_by("recorded_at")
    stays = {row.pk: row for row in rows}
    held = {row.admission_id: row for row in taken.values() if row.use == BedUse.HOLD}
    columns = [
        RoomColumn(room, [_tile(bed, taken.get(bed.pk), stays) for bed in room.beds.all()])
        for room in shelter.rooms.prefetch_related("beds")
    ]
    asked = [row for row in stays.values() if row.status == StayStatus.REQUESTED]
    return Board(columns, [Arrival(row, held.get(row.pk)) for row in asked])


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


def _tile(bed: Bed, assignment: BedAssignment | None, stays: Mapping[uuid.UUID, Admission]) -> Tile:
    state = state_of(bed, assignment)
    stay = stays.get(assignment.admission_id) if assignment else None
    if assignment is None or stay is None:
        return Tile(bed, state)
    until = assignment.period.upper if state is BedState.HELD else None
    return Tile(bed, state, stay, guest_of(stay.case).is_child, until)
