"""Residents from a sheet, on the page of a house; what nobody applied is discarded by the clock."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shelter.actions import move_in
from shelter.models import Shelter
from shelter.registries import clocks, house_acts
from tracekenya.lib.addresses import address
from tracekenya.pages.listing import Act
from tracekenya.roles.permissions import Permission
from tracekenya.vault.files import folders


def acts_of_house(shelter: Shelter, user) -> Iterator[Act]:
    if shelter.closed_on is None:
        url = address("shelter:move_in_upload", shelter.pk)
        yield Act(_("Residents from a sheet"), url, "plus", Permission.STAY_MOVE_IN)


def register() -> None:
    house_acts.append(acts_of_house)
    clocks.append(move_in.discard_old)
    folders.append(move_in.SHEETS)
