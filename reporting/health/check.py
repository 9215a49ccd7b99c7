"""One check of the data: what is wrong, why it matters, who owns it, and where it is mended."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.health.subjects import Subject
from tracekenya.accounts.models import User
from tracekenya.lib.addresses import address
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import ROLE_TEXTS, Role


class Area(TextChoices):
    CASES = "cases", _("Cases")
    COURT = "court", _("Court")
    SHELTER = "shelter", _("Shelter")
    INTERCEPTS = "intercepts", _("Intercepts")
    REFERRALS = "referrals", _("Referrals")
    PROGRAMMES = "programmes", _("Programmes and registers")
    INDICATORS = "indicators", _("Indicators")


@dataclass(frozen=True)
class Mend:
    """The form that mends a row: its route, the right to it, and what in the row is its key."""

    route: str
    permission: Permission
    key: str = "pk"


@dataclass(frozen=True)
class Check:
    """One kind of missing or contradictory data; `slug` is its address.

    condition: takes today. owner: the role that answers for it. indicators: codes that it distorts.
    mend: None where the row's own page is the place to mend it.
    """

    slug: str
    area: Area
    title: str | Promise
    why: str | Promise
    owner: Role
    subject: Subject
    condition: Callable[[dt.date], Q]
    mend: Mend | None = None
    indicators: Sequence[str] = ()

    @property
    def owner_title(self) -> str | Promise:
        return ROLE_TEXTS[self.owner].title

    def rows(self, user: User, today: dt.date) -> QuerySet:
        """Return the rows at fault that the person may see, each with `owner_code`."""
        return self.subject.rows(user).filter(self.condition(today))

    def link(self, row: Any, user: User) -> str:
        """Return where the row is mended: straight to the form for those who may use it."""
        if self.mend is not None and user.can(self.mend.permission):
            return address(self.mend.route, attrgetter(self.mend.key)(row))
        return self.subject.page(row)

    def day(self, row: Any) -> Any:
        """Return the day (or moment) by which the row is sorted."""
        return attrgetter(self.subject.day_path.replace("__", "."))(row)
