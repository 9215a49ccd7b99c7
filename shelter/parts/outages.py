"""The clock that puts beds back into use whose time out of use is over."""

from shelter import registries
from shelter.actions import outages


def register() -> None:
    registries.clocks.append(outages.put_back)
