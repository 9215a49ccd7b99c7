"""For migrations: a plain column becomes a sealed one, and goes back."""

from collections.abc import Callable
from typing import Any

from tracekenya.vault.cipher import open_sealed, seal_with_ring

BATCH = 2000  # rows read at a time


def sealing(app: str, model: str, *, plain: str, sealed: str, label: str) -> Callable:
    """Return a step that seals the texts of column `plain` into column `sealed`.

    A migration knows no owners, so they are sealed as version 1; `rotate_keys` turns them into 2.
    """

    def step(apps: Any, _editor: Any) -> None:
        rows = apps.get_model(app, model)._base_manager
        for key, text in rows.exclude(**{plain: ""}).values_list("pk", plain).iterator(BATCH):
            value = seal_with_ring(text.encode(), label=label, row=key)
            rows.filter(pk=key).update(**{sealed: value})

    return step


def opening(app: str, model: str, *, plain: str, sealed: str, label: str) -> Callable:
    """Return the step back."""

    def step(apps: Any, _editor: Any) -> None:
        rows = apps.get_model(app, model)._base_manager
        for key, value in rows.exclude(**{sealed: b""}).values_list("pk", sealed).iterator(BATCH):
            rows.filter(pk=key).update(**{plain: open_sealed(bytes(value), label=label, row=key)})

    return step
