"""Making a table say what a file says, row by row, without touching what people have edited."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


@dataclass
class Tally:
    """How many rows were created, updated, linked, removed, unchanged, or kept as edited."""

    counts: Counter[str] = field(default_factory=Counter)

    def __getitem__(self, word: str) -> int:
        return self.counts[word]

    def add(self, word: str, number: int = 1) -> None:
        self.counts[word] += number

    @property
    def changes(self) -> dict[str, int]:
        """Return what was written, by word; empty when the tables said it all already."""
        words = ("created", "updated", "linked", "removed")
        return {word: self.counts[word] for word in words if self.counts[word]}


def match_rows(
    model: type[Row], wanted: Iterable[dict[str, Any]], *, key: tuple[str, ...], tally: Tally
) -> list[Row]:
    """Create or update one row of `model` per entry of `wanted`; return the rows in that order.

    wanted: values by field name (foreign keys by their `_id`). key: the names that identify a row.
    A row with a version above 1 was edited by people and stays as it is.
    """
    existing = {_key_of(row, key): row for row in model._default_manager.all()}
    rows = [
        _matched(existing.get(tuple(values[name] for name in key)), values, tally)
        or model(**values)
        for values in wanted
    ]
    missing = [row for row in rows if row._state.adding]
    model._default_manager.bulk_create(missing)
    tally.add("created", len(missing))
    return rows


def remove_others(model: type[Row], kept: Iterable[Row], *, tally: Tally) -> None:
    """Delete the rows of `model` that are not among `kept`."""
    number, _by_model = model._default_manager.exclude(pk__in=[row.pk for row in kept]).delete()
    tally.add("removed", number)


def is_edited(row: models.Model) -> bool:
    """Say whether people edited the row since it was loaded."""
    return getattr(row, "version", 1) > 1


def _matched(row: Row | None, values: dict[str, Any], tally: Tally) -> Row | None:
    if row is None:
        return None
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        tally.add("unchanged")
    elif is_edited(row):
        tally.add("kept")
    else:
        _write(row, {name: values[name] for name in changed})
        tally.add("updated")
    return row


def _write(row: models.Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _key_of(row: models.Model, key: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in key)
