"""Accounts as a list and in words: by staff code; a name stands on the account's own page alone."""

import datetime as dt
from collections.abc import Callable

import django_filters as filters
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracekenya.accounts.models import User
from tracekenya.accounts.proofs import has_second_factor
from tracekenya.pages.cells import Cell, Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Column, ListPage
from tracekenya.places.models import Office
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.roles import ROLE_CHOICES
from tracekenya.ui.tables import Link

SOON = 30  # days ahead within which a last day is shown as near

# state -> label and tone, the one that counts first on top
STATES = {
    "off": (_("Switched off"), ""),
    "ended": (_("Ended"), ""),
    "asleep": (_("Asleep"), "warning"),
    "waiting": (_("Waits for approval"), "warning"),
    "invited": (_("Invited"), "info"),
    "ends_soon": (_("Ends soon"), "warning"),
    "active": (_("May sign in"), "success"),
}


def _conditions(today: dt.date) -> dict[str, Q]:
    """Return what each state asks of an account, besides not being in one above it."""
    return {
        "off": Q(is_active=False),
        "ended": Q(ends_on__lt=today),
        "asleep": Q(dormant_at__isnull=False),
        "waiting": ~Q(pending_role=""),
        "invited": Q(password__startswith=UNUSABLE_PASSWORD_PREFIX),
        "ends_soon": Q(ends_on__lte=today + dt.timedelta(days=SOON)),
        "active": Q(),
    }


def in_state(users: QuerySet, state: str) -> QuerySet:
    """Return the accounts in `state`, the same as `state_of` says of each."""
    for name, condition in _conditions(timezone.localdate()).items():
        if name == state:
            return users.filter(condition)
        users = users.exclude(condition)
    return users


def state_of(user: User) -> str:
    """Return the code of the account's state."""
    today = timezone.localdate()
    holds = {
        "off": not user.is_active,
        "ended": user.ends_on is not None and user.ends_on < today,
        "asleep": user.dormant_at is not None,
        "waiting": bool(user.pending_role),
        "invited": not user.has_usable_password(),
        "ends_soon": user.ends_on is not None and user.ends_on <= today + dt.timedelta(days=SOON),
        "active": True,
    }
    return next(state for state, is_so in holds.items() if is_so)


def state_tag(user: User) -> Tag:
    return Tag(*STATES[state_of(user)])


class UserFilter(filters.FilterSet):
    role = filters.ChoiceFilter(label=_("Role"), choices=ROLE_CHOICES, empty_label=_("Any"))
    office = filters.ModelChoiceFilter(
        label=_("Office"), queryset=Office.objects.all(), empty_label=_("Any")
    )
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(code, label) for code, (label, _tone) in STATES.items()],
        empty_label=_("Any"),
        method="by_state",
    )

    class Meta:
        model = User
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return in_state(rows, value)


def all_users() -> QuerySet:
    """Return every account without what a list does not show."""
    return User.objects.select_related("office").defer("email", "full_name")


def waiting_users() -> QuerySet:
    """Return the accounts whose role waits for a second person."""
    waiting = all_users().select_related("role_asked_by").exclude(pending_role="")
    return waiting.filter(is_active=True)


def user_for(pk, users: QuerySet | None = None) -> User:
    """Return the account. Raises OutOfScope (a 404) for an unknown one."""
    found = (User.objects.select_related("office") if users is None else users).filter(pk=pk)
    if (user := found.first()) is None:
        raise OutOfScope(str(pk))
    return user


def _link(route: Callable[[User], str]) -> Callable[[User], Cell]:
    return lambda user: Link(user.staff_code, route(user))


USERS = ListPage(
    name="accounts",
    title=_("Accounts"),
    columns=(
        Column("code", _("Staff code"), _link(User.get_absolute_url), "staff_code"),
        Column("role", _("Role"), lambda user: user.role_title, "role"),
        Column("office", _("Office"), lambda user: user.office, "office__name"),
        Column("state", _("State"), state_tag),
        Column("signed_in", _("Last sign-in"), lambda user: user.last_login, "last_login"),
    ),
    filters=UserFilter,
    sort="code",
    empty_title=_("No account yet"),
    empty_text=_("Invite each person with the own e-mail: nobody shares an account."),
)


def facts_about(user: User, reader: User) -> list[Fact]:
    """Return what the page of an account shows; the only place with name and e-mail."""
    names = ["staff_code", "full_name", "email"]
    facts = [*facts_of(user, names, reader=reader), fact(_now("Role"), user.role_title)]
    if user.pending_role:
        facts.append(fact(_now("Role that waits for approval"), user.get_pending_role_display()))
    if user.is_board_secretary:
        facts += facts_of(user, ["is_board_secretary"])
    if user.is_board_chair:
        facts += facts_of(user, ["is_board_chair"])
    factor = _now("Set up") if has_second_factor(user) else _now("Not set up")
    return [
        *facts,
        fact(
            _now("Office"), user.office, url=user.office.get_absolute_url() if user.office else ""
        ),
        *facts_of(user, ["is_temporary", "ends_on", "language", "joined_at"]),
        fact(_now("Last sign-in"), facts_of(user, ["last_login"])[0]["value"]),
        fact(_now("Second factor"), factor),
        *_link_facts(user),
    ]


def _link_facts(user: User) -> list[Fact]:
    if not user.invitation_key or user.invited_at is None:
        return []
    ends = user.invited_at + dt.timedelta(days=settings.INVITATION_DAYS)
    label = _now("Link to choose a password")
    if ends < timezone.now():
        return [fact(label, _now("Too old; send a new one"))]
    day = timezone.localtime(ends).date()
    return [fact(label, _now("Sent; it can be used until %(day)s") % {"day": date_format(day)})]
