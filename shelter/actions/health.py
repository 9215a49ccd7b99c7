"""Health checks: kept once, mended without being read, with the alarm and the incident they raise."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter import health
from shelter.actions import incidents, tasks
from shelter.assault_window import Window, window_of
from shelter.enums import Answer, TaskKind
from shelter.house_staff import told_of
from shelter.incident_clock import SERIOUS
from shelter.models import Admission, HealthCheck
from shelter.moments import refuse_before, refuse_future
from tracekenya.accounts.models import User
from tracekenya.lib import rules
from tracekenya.lib.errors import DomainError
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.pages.actions import rows

# What is sealed: that one of these was filled or changed would tell of an illness or an assault.
QUIET = frozenset(("admission", "hiv_note", *health.FINDINGS, *health.CARE))
RISK = "self_harm"
REFUSED = "refused"  # a check that the person did not want


@transaction.atomic
def add(
    *, admission: Admission, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> HealthCheck:
    """Keep a check, settle its task and tell who must act. Raises DomainError naming the field.

    A refused check settles nothing: the person is asked again.
    """
    if admission.admitted_at is None:
        raise DomainError(_("This person has not arrived yet."))
    facts |= {"admission": admission, "submission": submission}
    made = rows.add(HealthCheck, by=by, check=_check, quiet=QUIET, **facts)
    if made.consent != REFUSED:
        tasks.proved(admission=admission, kind=TaskKind.HEALTH, by=by)
    _follow(made, by)
    return made


@transaction.atomic
def edit(*, row: HealthCheck, version: int, by: User, **facts: Any) -> HealthCheck:
    """Mend a check; what is left empty of the sealed part stays. Raises StaleVersion, DomainError."""
    kept = {
        name: value
        for name, value in facts.items()
        if name in ("checked_at", "follow_up_on") or value not in (None, "", [])
    }
    changed = rows.edit(row, version=version, by=by, check=_check, quiet=QUIET, **kept)
    _follow(changed, by)
    return changed


def tell_windows(now: dt.datetime) -> int:
    """Tell of each window that is open, once more in its last hours; return how many there are.

    May be repeated at any time: nobody is told the same twice.
    """
    checks = health.with_open_window(now).select_related(
        "admission__case__person", "admission__shelter__office"
    )
    for check in checks:
        _alarm(check, now)
    return len(checks)


def _follow(check: HealthCheck, by: User) -> None:
    if window_of(check, timezone.now()) in (Window.OPEN, Window.LAST):
        _alarm(check, timezone.now())
    if check.suicide_risk == Answer.YES and check.admission.is_in_house:
        _raise_risk(check, by)


def _raise_risk(check: HealthCheck, by: User) -> None:
    """Open an incident, so that the house watches over the person; one that is open is enough."""
    stay = check.admission
    parts = stay.incident_parts.filter(incident__kind=RISK, incident__closed_at=None)
    if not parts.exists():
        incidents.raise_(
            shelter=stay.shelter, kind=RISK, severity=SERIOUS, admissions=[stay], by=by,
            what=_("A risk was found at a health check. Do not leave the person alone."),
        )  # fmt: skip


@transaction.atomic
def _alarm(check: HealthCheck, now: dt.datetime) -> None:
    stay = check.admission
    tell(
        to=told_of(stay.case, stay.shelter), kind=NoticeKind.ASSAULT_WINDOW, target=stay.case,
        link=stay.get_absolute_url(), once=f"care {check.pk} {window_of(check, now)}",
    )  # fmt: skip


def _check(check: HealthCheck) -> None:
    """Refuse times that cannot be, each naming both."""
    for name in ("checked_at", "assault_at", "pep_started_at"):
        refuse_future(getattr(check, name), name)
    refuse_before(
        check.checked_at, check.assault_at, field="assault_at",
        sentence=_("The check (%(time)s) cannot be before the assault (%(earliest)s)."),
    )  # fmt: skip
    refuse_before(
        check.pep_started_at, check.assault_at, field="pep_started_at",
        sentence=_("PEP cannot begin (%(time)s) before the assault (%(earliest)s)."),
    )  # fmt: skip
    rules.refuse_before(
        check.follow_up_on, timezone.localdate(check.checked_at), field="follow_up_on",
        sentence=_("The next visit (%(day)s) cannot be before the check (%(earliest)s)."),
    )  # fmt: skip
