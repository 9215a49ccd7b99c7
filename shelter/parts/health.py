"""What health adds: checks and their alarm on the page of a stay."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shelter import health, registries
from shelter.actions import health as acts
from shelter.enums import NEVER_CAME
from shelter.models import Admission
from tracekenya.lib.addresses import address
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

ORDER = 20
# Who reads of care at all, and whoever is awake in the house when it cannot wait.
HEARS_ALARM = (Permission.MEDICAL_VIEW, Permission.MEDICINE_GIVE)


def register() -> None:
    registries.stay_parts.append(registries.StayPart(ORDER, acts_of, tags_of, panels_of))
    registries.clocks.append(acts.tell_windows)


def acts_of(stay: Admission, user) -> Iterator[Act]:
    if stay.status not in NEVER_CAME:
        check = address("shelter:health_add", stay.pk)
        yield Act(_("Health check"), check, "plus", Permission.MEDICAL_RECORD)


def tags_of(stay: Admission, user) -> Iterator[Tag]:
    if stay.is_in_house and any(map(user.can, HEARS_ALARM)):
        yield from health.alarms_of(health.checks_of(stay))


def panels_of(stay: Admission, user) -> Iterator[Panel]:
    if user.can(Permission.MEDICAL_VIEW) and (checks := health.checks_of(stay)):
        yield Panel("health", _("Health"), "shelter/_health_checks.html", {"checks": checks})
