"""The data keys: one for each owner of sealed values, readable only with a key of the ring."""

import uuid

from django.db import models
from django.db.models import Q


class DataKey(models.Model):
    """The key under which everything sealed about one owner lies. Nobody sees it on a page.

    `owner` is a person of the registry, or the row itself where no person stands behind it.
    `wrapped` is the key, encrypted by the key of VAULT_KEYS whose id is `kek`. After erasure the row
    stays without it, so that a value says "erased" and nobody makes a second key for the owner.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.UUIDField(unique=True, editable=False)
    kek = models.CharField(max_length=16, blank=True, editable=False)
    wrapped = models.BinaryField(default=b"", editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Privacy:
        open = {"id", "owner", "kek", "wrapped", "erased_at"}

    class Meta:
        indexes = [models.Index(fields=["kek"], name="data_key_kek")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(erased_at__isnull=True) & ~Q(kek="") & ~Q(wrapped=b""))
                | Q(erased_at__isnull=False, kek="", wrapped=b""),
                name="data_key_wrapped_or_erased",
            )
        ]
