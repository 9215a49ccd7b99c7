"""Roles that wait for the second person, as a list and in words."""

import django_filters as filters
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracekenya.accounts.models import User
from tracekenya.lib.addresses import address
from tracekenya.pages.facts import Fact, fact
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.roles import ROLE_CHOICES, ROLE_TEXTS, Role
from tracekenya.ui.tables import Link


class ApprovalFilter(filters.FilterSet):
    pending_role = filters.ChoiceFilter(label=_("Role"), choices=ROLE_CHOICES, empty_label=_("Any"))

    class Meta:
        model = User
        fields: list[str] = []


def _decide(user: User) -> Link:
    return Link(user.staff_code, address("administration:approval_decide", user.pk))


APPROVALS = ListPage(
    name="roles-to-approve",
    title=_("Roles to approve"),
    lead=_("Nobody gives a role that reaches people's files alone: you are the second person."),
    columns=(
        Column("code", _("Staff code"), _decide, "staff_code"),
        Column("role", _("Role asked for"), User.get_pending_role_display, "pending_role"),
        Column("office", _("Office"), lambda user: user.office, "office__name"),
        Column("by", _("Asked by"), lambda user: user.role_asked_by, "role_asked_by__staff_code"),
    ),
    filters=ApprovalFilter,
    sort="code",
    empty_title=_("No role waits"),
    empty_text=_("When somebody is invited to a role that reaches people's files, it waits here."),
)


def facts_for_decision(user: User) -> list[Fact]:
    """Return what the second person needs to know; the e-mail is not among it."""
    held = _now("None yet") if user.waits_for_role else user.role_title
    return [
        fact(_now("Staff code"), user.staff_code),
        fact(_now("Name"), user.full_name),
        fact(_now("Role now"), held),
        fact(_now("Role asked for"), user.get_pending_role_display()),
        fact(_now("What the role is for"), ROLE_TEXTS[Role(user.pending_role)].sentence),
        fact(_now("Office"), user.office),
        fact(_now("Asked by"), user.role_asked_by),
    ]
