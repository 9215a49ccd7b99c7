"""What health adds: checks, their alarm and medicines on the page of a stay; the round of a house."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from shelter import care_due, health, medicines, registries
from shelter.actions import health as acts
from shelter.actions.medicines import tell_missed
from shelter.enums import NEVER_CAME
from shelter.models import Admission, Shelter
from tracekenya.lib.addresses import address
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

ORDER = 20


def register() -> None:
    registries.stay_parts.append(registries.StayPart(ORDER, acts_of, tags_of, panels_of))
    registries.house_acts.append(acts_of_house)
    registries.row_loaders.append(care_due.with_care)
    registries.row_sources.extend((care_due.alarm_due, care_due.dose_due))
    registries.clocks.extend((acts.tell_windows, tell_missed))


def acts_of(stay: Admission, user) -> Iterator[Act]:
    if stay.status not in NEVER_CAME:
        check = address("shelter:health_add", stay.pk)
        yield Act(_("Health check"), check, "plus", Permission.MEDICAL_RECORD)
    if stay.is_in_house:
        add = address("shelter:medicine_add", stay.pk)
        yield Act(_("Add a medicine"), add, "plus", Permission.MEDICINE_LIST)


def tags_of(stay: Admission, user) -> Iterator[Tag]:
    if stay.is_in_house and any(map(user.can, care_due.HEARS_ALARM)):
        yield from health.alarms_of(health.checks_of(stay))


def panels_of(stay: Admission, user) -> Iterator[Panel]:
    if user.can(Permission.MEDICAL_VIEW) and (checks := health.checks_of(stay)):
        yield Panel("health", _("Health"), "shelter/_health_checks.html", {"checks": checks})
    if user.can(Permission.MEDICINE_LIST) and (rows := medicines.medicines_of(stay)):
        now = timezone.now()
        shown = [(row, medicines.tags_of(row, now)[0]) for row in rows]
        yield Panel("medicines", _("Medicines"), "shelter/_medicines.html", {"rows": shown})


def acts_of_house(shelter: Shelter, user) -> Iterator[Act]:
    url = address("shelter:medicine_round", shelter.pk)
    yield Act(_("Medicine round"), url, "clock", Permission.MEDICINE_GIVE)
