"""What tests of the shelter's pages ask with: addresses of a record, and the minute that forms know."""

import datetime as dt

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone


def page(name: str, row: Model) -> str:
    """Return the address of the page `name` on `row`."""
    return reverse(f"shelter:{name}", args=[row.pk])


def now() -> dt.datetime:
    """Return the present minute: forms show no seconds."""
    return timezone.localtime().replace(second=0, microsecond=0)
