"""What belongs to one stay, read once for all that its page says of it."""

from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects

from shelter.models import Admission, ShelterExit

Row = TypeVar("Row", bound=Model)


def read_once(stay: Admission, name: str, rows: "QuerySet[Row]") -> "list[Row]":
    """Return the `rows` of the relation `name` of this stay; asked for again, nothing is read.

    One name belongs to one queryset: each relation has one function that calls this. Pages ask so;
    an act does not, because it has to see what was written meanwhile.
    """
    if not is_read(stay, name):
        prefetch_related_objects([stay], Prefetch(name, rows))
    return list(getattr(stay, name).all())


def is_read(stay: Admission, name: str) -> bool:
    return name in getattr(stay, "_prefetched_objects_cache", {})


def exit_of(stay: Admission) -> ShelterExit | None:
    """Return how the stay ended, with its county; nothing is read of one that goes on."""
    field: Any = Admission._meta.get_field("exit")
    if not field.is_cached(stay):
        rows = ShelterExit.objects.filter(admission=stay).select_related("county")
        field.set_cached_value(stay, None if stay.ended_at is None else rows.first())
    return field.get_cached_value(stay)
