"""The log of each shift: its list, its page, and shifts that ended without a handover."""

import datetime as dt

import django_filters as filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shelter import chores
from shelter.filters import of_house
from shelter.models import Chore, Shelter, ShiftLog
from shelter.rollcall import shift_at, shift_day
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

FIELDS = ("day", "shift", "meals", "security_checked", "calls", "handover", "handed_over_at")


def log_now(shelter: Shelter) -> ShiftLog | None:
    """Return the log of the shift that works now, None before anybody wrote one."""
    now = timezone.now()
    return shelter.shifts.filter(day=shift_day(now), shift=shift_at(now)).first()


def missed(shelter: Shelter, now: dt.datetime) -> bool:
    """Return whether the shift before the present one ended without a handover."""
    day, starts = shift_day(now), settings.SHIFT_STARTS
    last = (day, "day") if shift_at(now) == "night" else (day - dt.timedelta(days=1), "night")
    begun = dt.datetime.combine(last[0], dt.time(starts[last[1]]), timezone.get_current_timezone())
    if begun < dt.datetime.combine(shelter.opened_on, dt.time(), timezone.get_current_timezone()):
        return False
    logs = shelter.shifts.filter(day=last[0], shift=last[1], handed_over_at__isnull=False)
    return not logs.exists()


def visible_logs(user) -> QuerySet[ShiftLog]:
    rows = ShiftLog.objects.visible_to(user, Permission.HOUSE_READ)
    return rows.select_related("shelter__office", "handed_over_by").defer("calls", "handover")


def state_of(log: ShiftLog) -> Tag:
    is_over = log.handed_over_at is not None
    return Tag(_("Handed over"), "success") if is_over else Tag(_("Not handed over"), "warning")


def acts_on(log: ShiftLog, user) -> list[Act]:
    """Return what the writer, and then the reader of the next shift, may do."""
    keep = Permission.HOUSE_KEEP
    urls = {
        name: address(f"shelter:shift_{name}", log.pk) for name in ("edit", "hand_over", "read")
    }
    chore = Act(_now("Chores"), chores.list_of(log.shelter), "check", Permission.HOUSE_READ)
    if log.handed_over_at is None:
        return [
            Act(_now("Hand over"), urls["hand_over"], "check", keep, is_post=True),
            Act(_now("Change"), urls["edit"], "edit", keep), chore,
        ]  # fmt: skip
    if log.handed_over_by_id == user.pk or log.reads.filter(user=user).exists():
        return [chore]
    return [
        Act(_now("I have read it"), urls["read"], "check", Permission.HOUSE_READ, is_post=True),
        chore,
    ]


def reads_of(log: ShiftLog) -> list:
    return list(log.reads.select_related("user"))


def chores_of(log: ShiftLog, user) -> list[tuple[Chore, str]]:
    """Return the chores of the log's day, each with the case code of whose turn it is, where seen."""
    rows = chores.visible_chores(user).filter(shelter=log.shelter_id, day=log.day)
    return [(row, chores.whose(row)) for row in rows]


class ShiftFilter(filters.FilterSet):
    shelter = of_house()
    shift = filters.ChoiceFilter(
        label=_("Shift"), choices=lambda: choices("shift"), empty_label=_("Any")
    )
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=(("over", _("Handed over")), ("open", _("Not handed over"))),
        empty_label=_("Any"),
        method="by_state",
    )

    class Meta:
        model = ShiftLog
        fields: list[str] = []

    def by_state(self, rows, name: str, value: str):
        return rows.filter(handed_over_at__isnull=value == "open")


SHIFTS = ListPage(
    name="shifts",
    title=_("Shifts"),
    lead=_("What happened in each shift, and what the next one must know."),
    columns=(
        Column("day", _("Day"), lambda row: Link(row.day, row.get_absolute_url()), "recorded_at"),
        Column("shift", _("Shift"), lambda row: row.get_shift_display(), "shift"),
        Column("house", _("Shelter"), lambda row: row.shelter, "shelter__office__name"),
        Column("state", _("State"), state_of),
        Column("at", _("Handed over at"), lambda row: row.handed_over_at, "handed_over_at"),
        Column("by", _("By"), lambda row: row.handed_over_by.staff_code if row.handed_over_by else ""),
    ),
    filters=ShiftFilter,
    sort="-day",
    empty_title=_("No shift written down yet"),
    empty_text=_("Open a shelter and press “This shift”."),
)  # fmt: skip
