"""The list of those who work alone, and what the page of one says."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercepts.models import CheckIn
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.access import OutOfScope
from tracekenya.ui.tables import Link
from tracekenya.ui.widgets import DayInput

ALONE, LATE, ENDED, HELP = "alone", "late", "ended", "help"
STATES = [
    (HELP, _("Calls for help")), (ALONE, _("Works alone")), (LATE, _("Late")), (ENDED, _("Ended")),
]  # fmt: skip


class CheckInFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("Any"), method="by_state"
    )
    from_day = filters.DateFilter("started_at__date", "gte", label=_("From"), widget=DayInput)
    to_day = filters.DateFilter("started_at__date", "lte", label=_("Until"), widget=DayInput)

    class Meta:
        model = CheckIn
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        now = timezone.now()
        return {
            HELP: rows.calling(),
            ALONE: rows.filter(ended_at=None, due_at__gte=now),
            LATE: rows.filter(ended_at=None, due_at__lt=now),
            ENDED: rows.filter(ended_at__isnull=False),
        }[value]


def rows_for(user) -> QuerySet:
    return CheckIn.objects.visible_to(user).select_related("monitor", "station__county")


def get_check_in_for(user, pk) -> CheckIn:
    """Return the check-in. Raises OutOfScope (a 404) unless the person may see it."""
    row = rows_for(user).filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    return row


def state_of(row: CheckIn) -> Tag:
    if row.is_calling:
        return Tag(_("Calls for help"), "danger")
    if row.ended_at:
        return Tag(_("Ended"))
    return Tag(_("Late"), "danger") if row.is_late else Tag(_("Works alone"), "success")


CHECK_INS = ListPage(
    name="check-ins",
    title=_("Working alone"),
    lead=_("Who works alone says from time to time that all is well. Whoever is late is called."),
    columns=(
        Column(
            "started", _("Started"), lambda row: Link(row.started_at, row.get_absolute_url()),
            "started_at",
        ),
        Column("monitor", _("Monitor"), lambda row: row.monitor.staff_code, "monitor__staff_code"),
        Column("station", _("Station"), lambda row: row.station.name, "station__name"),
        Column("due", _("Due"), lambda row: None if row.ended_at else row.due_at, "due_at"),
        Column("state", _("State"), state_of),
    ),
    filters=CheckInFilter,
    sort="-started",
    empty_title=_("Nobody has checked in"),
    empty_text=_("Check in before you start to work alone, and say in between that all is well."),
)  # fmt: skip
