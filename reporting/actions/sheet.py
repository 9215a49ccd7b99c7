"""The sheet of earlier years: all changed cells are saved together or none."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from reporting.actions.earlier import undecided
from reporting.forms.sheet import Typed
from reporting.models import ManualValue
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError, StaleVersion
from tracekenya.pages.actions import rows


class CellTaken(DomainError):
    """Somebody else saved a cell between the check and the saving."""


@transaction.atomic
def save_sheet(*, cells: Sequence[Typed], source: str, by: User) -> int:
    """Keep the changed cells with one source and return how many; one row in the trail for each.

    Values that were approved or sent back are undecided again. Raises CellTaken at the cell.
    """
    for cell in cells:
        try:
            with transaction.atomic():
                _save(cell, source, by)
        except (StaleVersion, IntegrityError, ManualValue.DoesNotExist):
            raise CellTaken(
                _("Somebody saved this cell meanwhile. Open the page again."), field=cell.name
            ) from None
        except DomainError as refusal:
            raise DomainError(refusal.message, field=cell.name) from None
    return len(cells)


def _save(cell: Typed, source: str, by: User) -> None:
    facts: dict[str, Any] = {"value": cell.value, "source": source}
    if not cell.version:
        rows.add(ManualValue, by=by, indicator=cell.indicator, year=cell.year, **facts)
        return
    row = ManualValue.objects.get(indicator=cell.indicator, year=cell.year)
    rows.edit(row, version=cell.version, by=by, **facts, **undecided(by))
