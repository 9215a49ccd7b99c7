"""The clock of a stay: how far its planned end is, what is said of it on its page, and whom it asks."""

import datetime as dt
from enum import StrEnum

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shelter.models import Admission
from tracekenya.pages.cells import Tag


class Standing(StrEnum):
    """Where a stay is before or after its planned end."""

    OPEN = "open"  # nobody said how long it takes
    AHEAD = "ahead"
    NEAR = "near"  # within the days of warning
    TODAY = "today"
    OVER = "over"


TONES = {Standing.NEAR: "warning", Standing.TODAY: "warning", Standing.OVER: "danger"}


def standing_of(planned_on: dt.date | None, today: dt.date) -> Standing:
    """Return how `today` lies to the planned end; the first day of warning is a day of warning."""
    if planned_on is None:
        return Standing.OPEN
    left = (planned_on - today).days
    if left < 0:
        return Standing.OVER
    if left == 0:
        return Standing.TODAY
    return Standing.NEAR if left <= settings.EXIT_WARNING_DAYS else Standing.AHEAD


def tag_of(stay: Admission, today: dt.date | None = None) -> Tag | None:
    """Return what stands beside the title of a stay whose end is near or over."""
    today = today or timezone.localdate()
    standing = standing_of(stay.planned_exit_on, today)
    if stay.planned_exit_on is None or standing not in TONES or not stay.is_in_house:
        return None
    if standing is Standing.TODAY:
        return Tag(_("Planned exit today"), TONES[standing])
    days = abs((stay.planned_exit_on - today).days)
    if standing is Standing.OVER:
        words = ngettext(
            "%(days)d day over the planned exit", "%(days)d days over the planned exit", days
        )
    else:
        words = ngettext("Planned exit in %(days)d day", "Planned exit in %(days)d days", days)
    return Tag(words % {"days": days}, TONES[standing])


def words_of(stay: Admission) -> str:
    """Return the planned end in words."""
    if stay.planned_exit_on is None:
        return _("Nobody wrote how long the stay should last.")
    return _("Planned exit: %(day)s") % {"day": date_format(stay.planned_exit_on)}
