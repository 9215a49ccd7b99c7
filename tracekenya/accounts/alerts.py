"""Who hears that somebody's way of signing in was changed: later rooms register, and tell the person."""

from typing import Protocol

from tracekenya.accounts.models import User


class Hearer(Protocol):
    def __call__(self, *, user: User) -> object:
        """Tell `user`, in the transaction of the change."""


HEARERS: list[Hearer] = []


def hear(hearer: Hearer) -> None:
    """Call `hearer` at each change of how somebody signs in, but for the very first factor."""
    HEARERS.append(hearer)


def sign_in_changed(user: User) -> None:
    for tell in HEARERS:
        tell(user=user)
