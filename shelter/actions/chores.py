"""Tasks of a house: added, given to somebody, ticked, and shared out in turn."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter import chores
from shelter.models import Admission, Chore, Shelter
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions import rows


@transaction.atomic
def add(*, shelter: Shelter, by: User, submission: uuid.UUID | None = None, **facts: Any) -> Chore:
    """Keep one task of the house for today."""
    return rows.add(Chore, by=by, submission=submission, shelter=shelter, **facts)


def edit(*, row: Chore, version: int, by: User, **facts: Any) -> Chore:
    """Correct a task, or give it to another. Raises StaleVersion, DomainError."""
    return rows.edit(row, version=version, by=by, **facts)


@transaction.atomic
def done(*, row: Chore, by: User) -> None:
    """Tick a task of the house; twice changes nothing."""
    chore = Chore.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if chore.done_at is None:
        rows.edit(chore, version=chore.version, by=by, done_at=timezone.now())


@transaction.atomic
def share(*, shelter: Shelter, by: User) -> list[Chore]:
    """Make today's tasks from those of the last day, each for who comes next; nobody's stays nobody's.

    Pressing twice makes them once. Raises DomainError where nothing is left to share out.
    """
    Shelter.objects.select_for_update(of=("self",)).get(pk=shelter.pk)
    earlier = chores.to_share(shelter, timezone.localdate())
    if not earlier:
        raise DomainError(_("All tasks of the last day are on today's list already."))
    turns = chores.turns_of(shelter, by, timezone.now())
    return [
        rows.add(
            Chore, by=by, shelter=shelter, chore=each.chore,
            admission=next_turn(each.admission, turns),
        )
        for each in earlier
    ]  # fmt: skip


def next_turn(had_it: Admission | None, turns: Sequence[Admission]) -> Admission | None:
    """Return whose turn follows that of `had_it` among `turns`, which stand by case code; None for none."""
    if had_it is None or not turns:
        return None
    later = [stay for stay in turns if stay.case.code > had_it.case.code]
    return (later or turns)[0]
