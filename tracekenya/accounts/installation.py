"""Practice or live: read it, set practice on an empty database, refuse an unsafe start."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from tracekenya.accounts.models import Installation, User
from tracekenya.audit.guard import current_role, trouble_with
from tracekenya.lib.errors import DomainError
from tracekenya.vault.errors import CannotOpen
from tracekenya.vault.keys import keks_in_use


def is_practice() -> bool:
    return Installation.objects.filter(is_practice=True).exists()


@transaction.atomic
def make_practice() -> None:
    """Mark this database as practice. Raises DomainError when anybody has an account already."""
    if User.objects.exists() or Installation.objects.filter(is_practice=False).exists():
        raise DomainError("Practice data goes only into an empty database")
    Installation.objects.get_or_create(
        defaults={"is_practice": True, "canary": Installation.CANARY}
    )


def refuse_unsafe_start() -> None:
    """Stop the start of a live system with a wrong key, without second factor, or as the owner.

    Raises ImproperlyConfigured with one line that says what to do.
    """
    _refuse_other_keys()
    installation = Installation.objects.get_or_create(defaults={"canary": Installation.CANARY})[0]
    try:
        opened = installation.canary
    except CannotOpen:
        opened = ""
    if opened != Installation.CANARY:
        raise ImproperlyConfigured("The vault key does not fit this database: check VAULT_KEYS")
    if not installation.is_practice and not settings.SECOND_FACTOR:
        raise ImproperlyConfigured("Live mode needs the second factor: set SECOND_FACTOR=on")
    if not installation.is_practice:
        _refuse_a_mighty_role()


def _refuse_other_keys() -> None:
    """Refuse a ring that lacks a key which data keys still need, or holds another under its name."""
    for kek, fits in keks_in_use():
        if kek not in settings.VAULT_KEYS:
            raise ImproperlyConfigured(
                f"VAULT_KEYS lacks the key {kek}, which this database still needs: put it back,"
                " then run manage.py rotate_keys"
            )
        if not fits:
            raise ImproperlyConfigured(
                f"The vault key {kek} does not fit this database: check VAULT_KEYS"
            )


def _refuse_a_mighty_role() -> None:
    trouble = trouble_with(current_role())
    if trouble:
        raise ImproperlyConfigured(
            f"Live mode needs a bounded role of PostgreSQL in DATABASE_URL: {trouble}."
            " See docs/deploy.md, Two roles of PostgreSQL"
        )
