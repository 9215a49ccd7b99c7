"""The way to a page of the administration, as the breadcrumbs show it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

ADMINISTRATION = (_("Administration"), "administration:administration_home")


def above(*steps: Any) -> list[tuple[str, str]]:
    """Return (label, url) of each step: (label, route) or a record with an address."""
    return [_step(step) for step in steps]


def _step(step: Any) -> tuple[str, str]:
    if isinstance(step, tuple):
        label, route = step
        return str(label), reverse(route)
    return str(step), step.get_absolute_url()
