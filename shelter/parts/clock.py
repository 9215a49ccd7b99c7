"""The clock of a stay on its page: the planned exit, and questions to stay longer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shelter import clock, longer_stays
from shelter.models import Admission, Shelter
from shelter.registries import StayPart, house_acts, row_loaders, row_sources, stay_parts
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

ORDER = 25
MOST_ROWS = 10


def acts(stay: Admission, user) -> Iterator[Act]:
    if stay.is_in_house and all(row.verdict for row in longer_stays.of_stay(stay)):
        ask = address("shelter:extension_ask", stay.pk)
        yield Act(_("Ask to stay longer"), ask, "calendar", Permission.STAY_EXTEND)


def tags(stay: Admission, user) -> Iterator[Tag]:
    tag = clock.tag_of(stay)
    if tag is not None:
        yield tag


def panels(stay: Admission, user) -> Iterator[Panel]:
    rows = longer_stays.of_stay(stay)[:MOST_ROWS]
    if rows or (stay.is_in_house and stay.planned_exit_on):
        shown = [(row, longer_stays.state_of(row)) for row in rows]
        context = {"words": clock.words_of(stay), "rows": shown}
        yield Panel("clock", _("How long"), "shelter/_stay_clock.html", context)


def acts_of_house(shelter: Shelter, user) -> Iterator[Act]:
    url = f"{plain_address('shelter:extension_list')}?shelter={shelter.pk}"
    yield Act(_("Longer stays"), url, "calendar", Permission.STAY_VIEW)
    clients = f"{plain_address('shelter:day_visit_list')}?shelter={shelter.pk}"
    yield Act(_("Day clients"), clients, "people", Permission.DAY_VISIT_RECORD)


def register() -> None:
    stay_parts.append(StayPart(ORDER, acts, tags, panels))
    house_acts.append(acts_of_house)
    row_loaders.append(clock.with_hearing)
    row_sources.extend((clock.exit_due, clock.hearing_due))
