"""Hotlines that anybody may call, and when somebody last tried them."""

import datetime as dt
from typing import Any

import django_filters as filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracekenya.directory.models import Hotline
from tracekenya.lib.rules import refuse_future
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register, all_rows
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

GOOD_FOR = 180  # days; then a number is to be tried again
STALE, FRESH = "stale", "fresh"


class HotlineFilter(filters.FilterSet):
    checked = filters.ChoiceFilter(
        label=_("Checked"),
        choices=[(STALE, _("Not for half a year")), (FRESH, _("Within half a year"))],
        empty_label=_("Any"),
        method="by_check",
    )

    class Meta:
        model = Hotline
        fields: list[str] = []

    def by_check(self, rows, name: str, value: str):
        stale = Q(verified_on__isnull=True) | Q(verified_on__lt=oldest_good())
        return rows.filter(stale) if value == STALE else rows.exclude(stale)


def oldest_good() -> dt.date:
    return timezone.localdate() - dt.timedelta(days=GOOD_FOR)


def state_of(hotline: Hotline) -> Tag:
    if hotline.verified_on is None:
        return Tag(_("Never checked"), "danger")
    if hotline.verified_on < oldest_good():
        return Tag(_("Check it again"), "warning")
    return Tag(_("Checked"), "success")


def panels(hotline: Hotline, user: Any) -> list[Panel]:
    """Return the button for whoever just called the number."""
    is_due = hotline.verified_on != timezone.localdate()
    if not (is_due and user.can(Permission.DIRECTORY_EDIT)):
        return []
    return [Panel("check", str(_("Does it work?")), "referrals/_check.html", {"hotline": hotline})]


def check(hotline: Hotline) -> None:
    """Refuse a check in the future. Raises DomainError at the field."""
    refuse_future(hotline.verified_on, "verified_on")


HOTLINES = Register(
    app="referrals",
    name="hotline",
    folder="hotlines",
    model=Hotline,
    listing=ListPage(
        name="hotlines",
        title=_("Hotlines"),
        lead=_(
            "Numbers for people in need. Call each one from time to time, and say that it works."
        ),
        columns=(
            Column(
                "number",
                _("Number to call"),
                lambda row: Link(row.number, row.get_absolute_url()),
                "number",
            ),
            Column("purpose", _("What it is for"), lambda row: row.words, "purpose"),
            Column("verified", _("Last checked on"), lambda row: row.verified_on, "verified_on"),
            Column("state", _("State"), state_of),
        ),
        filters=HotlineFilter,
        sort="number",
        empty_title=_("No hotline yet"),
        empty_text=_("Add the numbers that stand on the cards we give out."),
    ),
    add_label=_("Add a hotline"),
    view=Permission.DIRECTORY_VIEW,
    edit=Permission.DIRECTORY_EDIT,
    fields=("number", "purpose", "purpose_sw", "source", "verified_on"),
    hints={
        "number": _("As people dial it, for example 116."),
        "purpose_sw": _("Phones and readers who use Swahili see it; empty: the English words."),
        "source": _("Who told us, or where it is published."),
        "verified_on": _("The day on which somebody of us called it."),
    },
    rows=all_rows(Hotline),
    check=check,
    tags=lambda row: [state_of(row)],
    panels=panels,
)
