"""Who is kept apart, on the page of the stay, for those who keep it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shelter import keep_apart_list as listed
from shelter.models import Admission, Shelter
from shelter.registries import StayPart, house_acts, stay_parts
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

ORDER = 70


def acts(stay: Admission, user) -> Iterator[Act]:
    if stay.ended_at is None:
        url = address("shelter:keep_apart_add", stay.case_id)
        yield Act(_("Keep apart"), url, "shield", Permission.KEEP_APART_EDIT)


def panels(stay: Admission, user) -> Iterator[Panel]:
    if not user.can(Permission.KEEP_APART_EDIT):
        return
    rows = list(listed.visible_rows(user).filter(case=stay.case_id))
    if rows:
        shown = [(row, listed.other_of(row), listed.state_of(row)) for row in rows]
        yield Panel("apart", _("Kept apart from"), "shelter/_kept_apart.html", {"rows": shown})


def acts_of_house(shelter: Shelter, user) -> Iterator[Act]:
    url = plain_address("shelter:keep_apart_list")
    yield Act(_("Kept apart"), url, "shield", Permission.KEEP_APART_EDIT)


def register() -> None:
    stay_parts.append(StayPart(ORDER, acts, panels=panels))
    house_acts.append(acts_of_house)
