"""What belongs to one stay, read once for all that its page says of it."""

from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.db.models.functions import JSONObject

from shelter.models import Admission, ShelterExit

Row = TypeVar("Row", bound=Model)
# Relation -> the columns that the page of a stay shows or asks; nothing sealed is among them.
TOGETHER = {
    "absences": ("id", "kind", "out_at", "due_back_at", "back_at"),
    "missing_reports": ("id", "noticed_at", "last_seen_at", "found_at", "outcome"),
    "extensions": ("id", "until_on", "reason", "verdict"),
    "health_checks": (
        "id", "checked_at", "follow_up_on", "assault_at", "post_rape_care", "pep_started_at",
    ),
}  # fmt: skip


def read_once(stay: Admission, name: str, rows: QuerySet[Row]) -> list[Row]:
    """Return the `rows` of the relation `name` of this stay; asked for again, nothing is read.

    One name belongs to one queryset: each relation has one function that calls this. Pages ask so;
    an act does not, because it has to see what was written meanwhile.
    """
    if name not in getattr(stay, "_prefetched_objects_cache", {}):
        prefetch_related_objects([stay], Prefetch(name, rows))
    return list(getattr(stay, name).all())


def read_together(stay: Admission, name: str) -> list[Any]:
    """Return the rows of the relation `name` of TOGETHER; all of these come in one statement.

    Each row holds its plain columns that are named there and reads others only when asked for them.
    The nights of the stay are counted from them too.
    """
    if "_together" not in stay.__dict__:
        said = Admission.objects.filter(pk=stay.pk).values_list(*map(_as_json, TOGETHER)).get()
        found = dict(zip(TOGETHER, said, strict=True))
        stay.absent_times = _times(found["absences"], "out_at", "back_at")  # type: ignore[attr-defined]  # `with_away`
        stay.missing_times = _times(found["missing_reports"], "last_seen_at", "found_at")  # type: ignore[attr-defined]
        stay.__dict__["_together"] = {
            each: [_built(stay, each, row) for row in rows] for each, rows in found.items()
        }
    return list(stay.__dict__["_together"][name])


def _as_json(name: str) -> ArraySubquery:
    rows = _model(name)._default_manager.filter(admission=OuterRef("pk"))
    columns = dict(zip(TOGETHER[name], TOGETHER[name], strict=True))
    return ArraySubquery(rows.values(said=JSONObject(**columns)))


def _built(stay: Admission, name: str, said: dict[str, Any]) -> Model:
    model = _model(name)
    fields = [field for field in model._meta.concrete_fields if field.name in said]
    values = [field.to_python(said[field.name]) for field in fields]
    row: Any = model.from_db(stay._state.db, [field.attname for field in fields], values)
    row.admission = stay
    return row


def _model(name: str) -> type[Model]:
    return Admission._meta.get_field(name).related_model  # type: ignore[return-value]  # a relation


def _times(rows: list[dict[str, Any]], out: str, back: str) -> list[dict[str, Any]]:
    return [{"out": row[out], "back": row[back]} for row in rows]


def exit_of(stay: Admission) -> ShelterExit | None:
    """Return how the stay ended, with its county; nothing is read of one that goes on."""
    field: Any = Admission._meta.get_field("exit")
    if not field.is_cached(stay):
        rows = ShelterExit.objects.filter(admission=stay).select_related("county")
        field.set_cached_value(stay, None if stay.ended_at is None else rows.first())
    return field.get_cached_value(stay)
