"""The clock of a stay: how far its planned end is, what is said of it on its page, and whom it asks."""

import datetime as dt
from enum import StrEnum

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Hearing
from shelter.models import Admission
from shelter.registries import Due
from tracekenya.pages.cells import Tag
from tracekenya.roles.permissions import Permission


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
    return _("Planned exit: %(day)s.") % {"day": date_format(stay.planned_exit_on)}


def with_hearing(stays: QuerySet[Admission]) -> QuerySet[Admission]:
    """Return the stays with `hearing_on`, the next sitting of a court case of the person."""
    sittings = Hearing.objects.filter(
        outcome="",
        held_on__gte=timezone.localdate(),
        court_case__victim_links__case=OuterRef("case"),
    )
    return stays.annotate(hearing_on=Subquery(sittings.order_by("held_on").values("held_on")[:1]))


def exit_due(stay: Admission, now: dt.datetime) -> Due | None:
    """Return that the planned exit is near or over; late from the day after it."""
    standing = standing_of(stay.planned_exit_on, timezone.localdate(now))
    if stay.planned_exit_on is None or standing not in TONES or not stay.is_in_house:
        return None
    return Due(_end_of(stay.planned_exit_on), _("Planned exit"), stay.get_absolute_url())


def hearing_due(stay: Admission, now: dt.datetime) -> Due | None:
    """Return the hearing of the next days, of a stay that `with_hearing` loaded."""
    day: dt.date | None = getattr(stay, "hearing_on", None)
    if day is None or not stay.is_in_house:
        return None
    if (day - timezone.localdate(now)).days > max(settings.HEARING_WARNING_DAYS):
        return None
    return Due(
        _end_of(day), _("Hearing"), stay.get_absolute_url(),
        read=(Permission.COURT_VIEW,), instead=_("Appointment"),
    )  # fmt: skip


def _end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(
        day + dt.timedelta(days=1), dt.time(), timezone.get_default_timezone()
    )
