"""The figures of a house, on its page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shelter.models import Shelter
from shelter.registries import house_acts
from tracekenya.lib.addresses import address
from tracekenya.pages.listing import Act
from tracekenya.roles.permissions import Permission


def acts_of_house(shelter: Shelter, user) -> Iterator[Act]:
    figures = address("shelter:shelter_numbers", shelter.pk)
    yield Act(_("Figures"), figures, "chart", Permission.HOUSE_NUMBERS)


def register() -> None:
    house_acts.append(acts_of_house)
