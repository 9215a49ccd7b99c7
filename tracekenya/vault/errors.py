"""Why a sealed value does not open, or cannot be sealed."""

from django.utils.translation import gettext_lazy as _

from tracekenya.lib.errors import DomainError


class CannotOpen(Exception):
    """The value was sealed with a key that is not here, or for another row or column."""


class Erased(DomainError):
    """The owner's data key was destroyed: nothing opens any more, and nothing new is sealed."""

    def __init__(self) -> None:
        super().__init__(_("These details were erased. Nothing can be added to them."))
