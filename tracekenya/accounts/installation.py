"""Practice or live: read it, set practice on an empty database, refuse an unsafe start."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from tracekenya.accounts.models import Installation, User
from tracekenya.audit.guard import current_role, trouble_with
from tracekenya.lib.errors import DomainError
from tracekenya.vault.cipher import CannotOpen


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
    installation = Installation.objects.first()
    if installation is None:
        installation = Installation.objects.create(canary=Installation.CANARY)
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


def _refuse_a_mighty_role() -> None:
    trouble = trouble_with(current_role())
    if trouble:
        raise ImproperlyConfigured(
            f"Live mode needs a bounded role of PostgreSQL in DATABASE_URL: {trouble}."
            " See docs/deploy.md, Two roles of PostgreSQL"
        )
