"""Bringing the blind indexes of people up to the rules and the key of today."""

import uuid
from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet

from cases.index_state import not_up_to_date
from cases.models import Person, Suspect

BATCH = 500  # rows of one transaction
INDEXED: tuple[type[Person] | type[Suspect], ...] = (Person, Suspect)
TOKENS = ("name_tokens", "sound_tokens", "phone_tokens", "document_tokens")
FIRST = uuid.UUID(int=0)


def outdated(model: type[Person] | type[Suspect]) -> QuerySet:
    """Return the rows whose index is missing, or was made by other rules or under another key."""
    return model._default_manager.filter(not_up_to_date(model))


def reindex(*, everybody: bool = False) -> Iterator[int]:
    """Index again what is outdated, or everybody, and yield the rows of each transaction.

    May be stopped and started again at any time: what is done is not done twice. A row that
    somebody is editing is waited for. No version is counted up: nothing that people see changes.
    """
    for model in INDEXED:
        last = FIRST
        while (done := _batch(model, last, everybody=everybody)) is not None:
            last, rows = done
            yield rows


@transaction.atomic
def _batch(
    model: type[Person] | type[Suspect], last: uuid.UUID, *, everybody: bool
) -> tuple[uuid.UUID, int] | None:
    """Index the rows after `last`; return the last of them and their number, None at the end."""
    chosen = model._default_manager.all() if everybody else outdated(model)
    rows = list(
        chosen.filter(pk__gt=last).order_by("pk").select_for_update(of=("self",))[:BATCH]
    )  # fmt: skip
    if not rows:
        return None
    for row in rows:
        row.index_identity()
    fields = [name for name in TOKENS if hasattr(rows[0], name)]
    model._default_manager.bulk_update(rows, fields)
    return rows[-1].pk, len(rows)
