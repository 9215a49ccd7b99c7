"""Where the parts of the shelter meet the page of a stay, the page of a house and the bed board.

Each file of `shelter/parts` fills these lists in its `register()`, once, when the app is ready; so a
part adds itself without a change to a page that others share.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission


@dataclass(frozen=True)
class StayPart:
    """What one part adds to the page of a stay; each function takes the stay and the reader.

    `order`: where its acts and panels stand among those of other parts, small ones first.
    Acts that the reader may not do are left out by the page; panels must look at rights themselves.
    """

    order: int = 50
    acts: Callable[[Any, Any], Iterable[Act]] = lambda stay, user: ()
    tags: Callable[[Any, Any], Iterable[Tag]] = lambda stay, user: ()
    panels: Callable[[Any, Any], Iterable[Panel]] = lambda stay, user: ()


@dataclass(frozen=True)
class Due:
    """What has to be done next for a stay, in open words: no name, no diagnosis, no place.

    `url`: where it is done, "" for none; `opens`: the right to open it, None for all who see the stay.
    `read`: whoever holds one of these reads the words, the others `instead`; empty for all.
    """

    at: dt.datetime
    words: str
    url: str = ""
    opens: Permission | None = None
    read: tuple[Permission, ...] = ()
    instead: str = ""

    def is_late(self, now: dt.datetime) -> bool:
        return self.at <= now

    def seen_by(self, user: Any) -> "Due":
        """Return what `user` may know of it: a neutral word, and no way to a page that stays shut."""
        may_read = not self.read or any(map(user.can, self.read))
        may_open = self.opens is None or user.can(self.opens)
        return replace(
            self, words=self.words if may_read else self.instead, url=self.url if may_open else ""
        )


# Each takes keys of stays and the present moment, and returns what each stay waits for, with one query.
DueSource = Callable[[Collection[uuid.UUID], dt.datetime], Mapping[uuid.UUID, Due]]
# Each takes the house and the reader, and returns what may be done there.
HouseActs = Callable[[Any, Any], Iterable[Act]]
# Each takes the present moment and tells whoever must hear of what is due; it may run at any time.
Clock = Callable[[dt.datetime], object]

# Each takes a queryset of stays and returns it with what its function on one row reads: no query of its own.
RowLoader = Callable[[Any], Any]
# Each takes a stay that the loaders of rows prepared, and the present moment; no query.
RowSource = Callable[[Any, dt.datetime], "Due | None"]
# Each takes stays and returns the keys of those that an indicator of the plan counts.
PlanCount = Callable[[Any], Collection[uuid.UUID]]

stay_parts: list[StayPart] = []
house_acts: list[HouseActs] = []
due_sources: list[DueSource] = []
clocks: list[Clock] = []
plan_counts: list[PlanCount] = []
row_loaders: list[RowLoader] = []
row_sources: list[RowSource] = []


def parts_of_stay() -> list[StayPart]:
    """Return the parts in the order in which the page draws them."""
    return sorted(stay_parts, key=lambda part: part.order)


def acts_of_house(shelter: Any, user: Any) -> list[Act]:
    """Return what the parts offer in `shelter`, without what `user` may not do."""
    found = [act for source in house_acts for act in source(shelter, user)]
    return [act for act in found if act.permission is None or user.can(act.permission)]


def prepared(stays: Any) -> Any:
    """Return the queryset of stays with what `row_sources` read, in the same statement."""
    for load in row_loaders:
        stays = load(stays)
    return stays


def next_due(
    stays: Collection[uuid.UUID], now: dt.datetime, rows: Iterable[Any] = ()
) -> dict[uuid.UUID, Due]:
    """Return what is due first for each of `stays`; one without anything due is left out.

    rows: stays that `prepared` loaded, for what can be read from them alone; that is a day's
    matter and never stands before something that is late already.
    """
    first: dict[uuid.UUID, Due] = {}
    for source in due_sources if stays else ():
        for stay, due in source(stays, now).items():
            _keep_first(first, stay, due)
    for row in rows:
        for read in row_sources:
            due, other = read(row, now), first.get(row.pk)
            if due is not None and not (other is not None and other.is_late(now)):
                _keep_first(first, row.pk, due)
    return first


def _keep_first(first: dict[uuid.UUID, Due], stay: uuid.UUID, due: Due) -> None:
    if stay not in first or due.at < first[stay].at:
        first[stay] = due


def counted_by_plan(stays: Any) -> set[uuid.UUID]:
    """Return the keys of those of `stays` (a queryset) that the plan counts as people in a shelter."""
    return {stay for count in plan_counts for stay in count(stays)}
