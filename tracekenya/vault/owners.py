"""Whose data key seals what a row says: the person behind it, or the row itself."""

import uuid
from typing import Any

from django.db import models
from django.db.models.constants import LOOKUP_SEP


class SealedFor:
    """Says on a model who owns its sealed texts: `seal_owner = SealedFor("case__person_id")`.

    On a row it reads as the owner's UUID; on the model it tells `path`, which queries understand.
    """

    def __init__(self, path: str) -> None:
        self.path = path

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value: Any = instance
        for name in self.path.split(LOOKUP_SEP):
            value = getattr(value, name, None)  # a row that may stand without a case owns itself
        return value

    @property
    def joins(self) -> str:
        """Return what to select_related so that the owner is known without a question ("" for none)."""
        return LOOKUP_SEP.join(self.path.split(LOOKUP_SEP)[:-1])


def owner_of(row: models.Model) -> uuid.UUID:
    """Return whose key seals the row's texts; its own UUID where nothing else is said."""
    return getattr(row, "seal_owner", None) or row.pk


def path_to_owner(model: type[models.Model]) -> str:
    """Return how a query reaches the owner from `model`."""
    return model.seal_owner.path if hasattr(model, "seal_owner") else "pk"  # type: ignore[attr-defined]
