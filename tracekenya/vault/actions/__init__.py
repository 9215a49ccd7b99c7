"""What is done to keys: erasing an owner's, turning the ring."""

from tracekenya.vault.actions.erasing import erase
from tracekenya.vault.actions.rotating import Rotation, rotate

__all__ = ["Rotation", "erase", "rotate"]
