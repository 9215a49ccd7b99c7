"""Erasure: without its data key nothing about an owner opens again, in no copy of the database."""

import uuid

from django.db import transaction
from django.utils import timezone

from tracekenya.vault.actions.resealing import reseal_owner
from tracekenya.vault.keys import forget
from tracekenya.vault.models import DataKey


@transaction.atomic
def erase(*, owner: uuid.UUID) -> bool:
    """Destroy the data key of `owner`; returns whether there was one that still lived.

    Whatever older releases sealed without a data key is brought under it first. Afterwards each
    value reads "erased", and sealing for this owner raises Erased. The caller writes to the trail.
    """
    reseal_owner(owner)
    key, _ = DataKey.objects.select_for_update().get_or_create(
        owner=owner, defaults={"erased_at": timezone.now()}
    )
    forget()
    if not key.kek:
        return False
    key.kek, key.wrapped, key.erased_at = "", b"", timezone.now()
    key.save(update_fields=["kek", "wrapped", "erased_at"])
    return True
