"""The trail for the data protection officer, and each person's own acts."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracekenya.accounts.models import User
from tracekenya.audit import heads
from tracekenya.audit.models import AuditCheck, AuditEvent, AuditPending
from tracekenya.audit.trail import APART
from tracekenya.pages.facts import Fact, fact
from tracekenya.pages.listing import ListPage
from tracekenya.pages.trail_list import (
    CODE,
    DETAILS,
    ON_WHAT,
    WHAT,
    WHEN,
    WHO,
    ActFilter,
    TrailFilter,
)

TRAIL = ListPage(
    name="audit-trail",
    title=_("Audit trail"),
    lead=_("Who did and who looked at what. Rows can be added, never changed."),
    columns=(WHEN, WHO, WHAT, ON_WHAT, CODE, DETAILS),
    filters=TrailFilter,
    sort="-at",
    empty_title=_("No act here"),
    empty_text=_("Widen the days, or clear a filter."),
)
OWN_ACTS = ListPage(
    name="own-acts",
    title=_("What I did"),
    lead=_("Your own rows of the audit trail: what you opened, searched, changed and printed."),
    columns=(WHEN, WHAT, ON_WHAT, CODE, DETAILS),
    filters=ActFilter,
    sort="-at",
    empty_title=_("No act here"),
    empty_text=_("Widen the days, or clear a filter."),
)


def all_acts() -> QuerySet[AuditEvent]:
    """Return the trail, without what few may know of; the chain binds those rows too."""
    return AuditEvent.objects.exclude(fields__has_key=APART)


def acts_of(user: User) -> QuerySet[AuditEvent]:
    return all_acts().filter(by=user.staff_code)


@dataclass(frozen=True)
class Standing:
    """How the trail stands: in words, whether all is well, and what is wrong ("" for nothing)."""

    facts: list[Fact]
    trouble: str


def standing() -> Standing:
    """Return when the trail was last sealed and checked, and what waits."""
    check = AuditCheck.objects.first()
    last = heads.last_sealed()
    waiting = AuditPending.objects.count()
    sealed = _now("Never") if last is None else _("%(moment)s, up to row %(row)s") % {
        "moment": _moment(last.at), "row": number_format(last.position, force_grouping=True),
    }  # fmt: skip
    words = ngettext("%(count)s row", "%(count)s rows", waiting)
    return Standing(
        [
            fact(_now("Last seal"), sealed),
            fact(_now("Waiting for the next seal"), words % {"count": number_format(waiting)}),
            fact(_now("Last check"), _check_words(check)),
        ],
        _trouble(check),
    )


def _check_words(check: AuditCheck | None) -> str:
    if check is None:
        return _now("Never")
    words = ngettext(
        "%(moment)s: %(count)s row read, all fit",
        "%(moment)s: %(count)s rows read, all fit",
        check.rows,
    )
    if check.misfit:
        words = _now("%(moment)s: a row does not fit")
    return words % {
        "moment": _moment(check.at),
        "count": number_format(check.rows, force_grouping=True),
    }


def _trouble(check: AuditCheck | None) -> str:
    if check is None or not check.misfit:
        return ""
    place = check.position if check.position is not None else check.event_id
    return _now("Row %(row)s: %(why)s. Change nothing, and call whoever keeps the servers.") % {
        "row": "–" if place is None else number_format(place, force_grouping=True),
        "why": check.get_misfit_display(),
    }


def _moment(at) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
