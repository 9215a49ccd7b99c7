"""What leaving adds: the checklist of the way out, and what is sealed of an exit.

Nobody records the return home of a child who still lives in a house.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cases import registries as of_cases
from cases.models import Reintegration
from shelter import registries
from shelter.models import Admission
from shelter.sealed import EXIT_HEALTH
from shelter.stay_rows import exit_of
from tracekenya.lib.addresses import address
from tracekenya.pages.listing import Act
from tracekenya.roles.permissions import Permission


def register() -> None:
    registries.stay_parts.append(registries.StayPart(order=20, acts=acts_of))
    of_cases.going_home_guards.append(still_in_house)


def acts_of(stay: Admission, user) -> list[Act]:
    """Return the way to the checklist of who lives in the house, and what opens of who left."""
    if not stay.is_in_house:
        exit_ = exit_of(stay)
        return EXIT_HEALTH.act_on(exit_, user) if exit_ is not None else []
    return [
        Act(
            _("The way out"),
            address("shelter:exit_gate", stay.pk),
            "leave",
            Permission.RELEASE_CHECK,
        )
    ]


def still_in_house(row: Reintegration) -> Iterator[str]:
    """Say why a return may not be kept: the way home leads through the gate of the house."""
    person = row.case.person
    if not person.presumed_child_on(row.happened_on):
        return
    stays = Admission.objects.in_house().filter(case__person__master_id=person.master_id)
    if stays.exists():
        yield _(
            "This child still lives in one of our houses. The shelter manager ends the stay there:"
            " the return home is written down with it."
        )
