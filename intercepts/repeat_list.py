"""The list and page of what was met again: the new record and what matches, never the other case."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from intercepts.enums import MetAgain
from intercepts.models import RepeatAlert
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

WAITS, TAKEN = "waits", "taken"


class RepeatFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(
        label=_("What matches"), choices=MetAgain.choices, empty_label=_("Any")
    )
    state = filters.ChoiceFilter(
        label=_("State"), choices=[(WAITS, _("Open")), (TAKEN, _("Looked into"))],
        empty_label=_("Any"), method="by_state",
    )  # fmt: skip

    class Meta:
        model = RepeatAlert
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(taken_at__isnull=value == WAITS)


def rows_for(user) -> QuerySet:
    rows = RepeatAlert.objects.visible_to(user)
    return rows.select_related("intercept", "suspect", "case", "taken_by")


def get_repeat_for(user, pk) -> RepeatAlert:
    """Return the alert. Raises OutOfScope (a 404) unless the person may see it."""
    row = rows_for(user).filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    return row


def state_of(alert: RepeatAlert) -> Tag:
    return Tag(_("Looked into"), "success") if alert.taken_at else Tag(_("Open"), "warning")


def facts(alert: RepeatAlert, user) -> list[Fact]:
    """Return what matches and the new record, as a link to whom it is open."""
    url = alert.record.get_absolute_url() if _may_open(alert, user) else ""
    return [
        *facts_of(alert, ("kind", "matches", "raised_at")),
        fact(_now("New record"), alert.record, url=url),
        *_whom(alert, user),
        *[each for each in facts_of(alert, ("taken_by", "taken_at")) if each["value"]],
    ]


def _may_open(alert: RepeatAlert, user) -> bool:
    if alert.intercept:
        return user.can(Permission.INTERCEPT_VIEW)
    if alert.suspect:
        return user.can(Permission.SUSPECT_VIEW)
    return Case.objects.visible_to(user).filter(pk=alert.case_id).exists()


def _whom(alert: RepeatAlert, user) -> list[Fact]:
    """Return who it is by code where an intercept names the person."""
    if not (alert.intercept and alert.suspect):
        return []
    url = alert.suspect.get_absolute_url() if user.can(Permission.SUSPECT_VIEW) else ""
    return [fact(_now("Person suspected"), alert.suspect, url=url)]


REPEATS = ListPage(
    name="repeats",
    title=_("Matches our register"),
    lead=_(
        "Something of a new record was met before. It says nothing about anybody's guilt: look"
        " into it before you act."
    ),
    columns=(
        Column(
            "raised", _("Found on"), lambda row: Link(row.raised_at, row.get_absolute_url()), "raised_at",
        ),
        Column("record", _("New record"), lambda row: row.code, is_whole=True),
        Column("kind", _("What matches"), lambda row: row.get_kind_display(), "kind"),
        Column("matches", _("How often before"), lambda row: row.matches, "matches", is_numeric=True),
        Column("state", _("State"), state_of, "taken_at"),
    ),
    filters=RepeatFilter,
    sort="-raised",
    empty_title=_("Nothing was met again"),
    empty_text=_("They come by themselves when a vehicle, a phone or a person suspected is met again."),
)  # fmt: skip
