"""What each part of the shelter adds to the pages of stays and houses, and to the board.

Every module here has a `register()` that fills the lists of `shelter.registries`.
"""

from importlib import import_module
from pkgutil import iter_modules


def register_all() -> None:
    """Let every part register itself, in the order of their names; called once."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}").register()
