"""What else ends when somebody leaves: later rooms register here what they gave to people."""

from typing import Protocol

from tracekenya.accounts.models import User


class Ending(Protocol):
    def __call__(self, *, user: User, by: User | None) -> int:
        """End it, in the transaction of the leaving, and return how many there were."""


ENDINGS: dict[str, Ending] = {}


def on_leaving(name: str, end: Ending) -> None:
    """Run `end` whenever an account is switched off; `name` says in the trail what was ended."""
    ENDINGS[name] = end
