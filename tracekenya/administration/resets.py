"""Resets that wait for the second person, as a list and in words."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracekenya.accounts.actions.recovery import opens_at
from tracekenya.accounts.models import User
from tracekenya.administration.users import all_users
from tracekenya.lib.addresses import address
from tracekenya.pages.facts import Fact, fact
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.roles import ROLE_CHOICES
from tracekenya.ui.tables import Link


class ResetFilter(filters.FilterSet):
    role = filters.ChoiceFilter(label=_("Role"), choices=ROLE_CHOICES, empty_label=_("Any"))

    class Meta:
        model = User
        fields: list[str] = []


def waiting_resets() -> QuerySet:
    """Return the accounts for which a reset was asked."""
    waiting = all_users().select_related("reset_asked_by", "office")
    return waiting.filter(reset_asked_at__isnull=False, is_active=True)


def _decide(user: User) -> Link:
    return Link(user.staff_code, address("administration:reset_decide", user.pk))


RESETS = ListPage(
    name="resets-to-approve",
    title=_("Lost second factors"),
    lead=_("Before you agree: meet the person or call them back on a number you know."),
    columns=(
        Column("code", _("Staff code"), _decide, "staff_code"),
        Column("role", _("Role"), lambda user: user.role_title, "role"),
        Column("by", _("Asked by"), lambda user: user.reset_asked_by, "reset_asked_by__staff_code"),
        Column("asked", _("Asked on"), lambda user: user.reset_asked_at, "reset_asked_at"),
    ),
    filters=ResetFilter,
    sort="asked",
    empty_title=_("No reset waits"),
    empty_text=_("When somebody lost phone and codes, a system administrator asks here for them."),
)


def facts_for_reset(user: User) -> list[Fact]:
    """Return what the second person needs to know; the e-mail is not among it."""
    from_on: Any = date_format(timezone.localtime(opens_at(user)), "DATETIME_FORMAT")
    return [
        fact(_now("Staff code"), user.staff_code),
        fact(_now("Name"), user.full_name),
        fact(_now("Role"), user.role_title),
        fact(_now("Asked by"), user.reset_asked_by),
        fact(_now("Can be agreed to from"), from_on),
    ]
