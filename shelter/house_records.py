"""Records of a stay or of a house, for whom an act reaches them; a 404 for everybody else."""

import uuid
from typing import Any, TypeVar

from django.db.models import Model

from shelter.access import get_admission_for
from shelter.models import Dose
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission

Row = TypeVar("Row", bound=Model)
# Texts of the stay and its case that a list of rows of stays never shows, so that none is read for it.
TEXTS_OF_STAY = (
    "admission__urgent_needs", "admission__dietary", "admission__house_name", "admission__may_tell",
    "admission__case__summary", "admission__case__closing_note",
)  # fmt: skip


def get_of_stay(model: type[Row], user: Any, pk: uuid.UUID, permission: Permission) -> Row:
    """Return a row that belongs to a stay, with that stay, under the rules of the stay.

    Raises OutOfScope (a 404) unless the person may see the stay, PermissionDenied (a 403) when
    `permission` does not reach it.
    """
    row: Any = model._default_manager.filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    row.admission = get_admission_for(user, row.admission_id, permission)
    return row


def get_of_house(model: type[Row], user: Any, pk: uuid.UUID, permission: Permission) -> Row:
    """Return the row with its house. Raises OutOfScope unless `permission` reaches it."""
    rows = model._default_manager.visible_to(user, permission)  # type: ignore[attr-defined]  # each of a house has it
    row = rows.select_related("shelter__office").filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    return row


def get_dose(user: Any, pk: uuid.UUID, permission: Permission) -> Dose:
    """Return the dose with its medicine, stay and case, under the rules of the stay."""
    row = Dose.objects.select_related("medicine").filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    row.medicine.admission = get_admission_for(user, row.medicine.admission_id, permission)
    return row
