"""What the bed board and the overview of free beds show; case codes only to those who may see the stay."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from shelter.enums import BedState, BedUse
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


def board_of(shelter: Shelter, user) -> list[RoomColumn]:
    """Return rooms with their beds as `user` may see them; four queries."""
    taken = assignments_in([shelter])
    stays = Admission.objects.visible_to(user).filter(shelter=shelter)
    visible = set(
        stays.filter(pk__in=[a.admission_id for a in taken.values()]).values_list("pk", flat=True)
    )
    rooms = shelter.rooms.prefetch_related("beds")
    return [
        RoomColumn(room, [_tile(bed, taken.get(bed.pk), visible) for bed in room.beds.all()])
        for room in rooms
    ]


def arrivals_at(shelter: Shelter, user) -> list[Arrival]:
    """Return requests to `shelter` that wait for an answer, oldest first."""
    asked = Admission.objects.visible_to(user).requested().filter(shelter=shelter)
    rows = list(asked.select_related("case__person").order_by("recorded_at"))
    holds = BedAssignment.objects.at().filter(
        use=BedUse.HOLD, admission__in=[row.pk for row in rows]
    )
    held = {row.admission_id: row for row in holds.select_related("bed__room")}
    return [Arrival(row, held.get(row.pk)) for row in rows]


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


def counts_of(columns: Iterable[RoomColumn]) -> list[tuple[str, int]]:
    """Return (state in words, number of beds) for each state, also where there is none."""
    counted = Counter(tile.state for column in columns for tile in column.tiles)
    return [(state.label, counted[state]) for state in BedState]


def _tile(bed: Bed, assignment: BedAssignment | None, visible: set) -> Tile:
    state = state_of(bed, assignment)
    if assignment is None or assignment.admission_id not in visible:
        return Tile(bed, state)
    stay = assignment.admission
    stay.case = assignment.case
    until = assignment.period.upper if state is BedState.HELD else None
    is_child = guest_of(assignment.case, timezone.localdate()).is_child
    return Tile(bed, state, stay, is_child, until)
