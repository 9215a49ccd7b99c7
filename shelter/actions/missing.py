"""A resident who is missing: written at once, then whom one tells, then how it ended."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter.actions import absences
from shelter.actions.requests import lock_stay
from shelter.enums import MissingOutcome, TellAnswer
from shelter.house_staff import told_of
from shelter.models import Absence, Admission, MissingReport
from shelter.moments import refuse_before, refuse_future
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.pages.actions import rows


@transaction.atomic
def report(
    *, admission: Admission, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> MissingReport:
    """Write that a resident is missing and tell who answers for the case; it waits for no call.

    Whoever may be a child is treated as one. Raises DomainError naming the field at fault.
    """
    stay = lock_stay(admission)
    already = stay.missing_reports.filter(outcome="").first()
    if already is not None:
        return already
    if not stay.is_in_house:
        raise DomainError(_("This stay has ended already."))
    facts["is_child"] = stay.case.person.presumed_child_on(timezone.localdate())
    facts |= {"admission": stay, "submission": submission}
    made = rows.add(MissingReport, by=by, check=_check, **facts)
    tell(
        to=told_of(stay.case, stay.shelter), kind=NoticeKind.PERSON_MISSING, target=made, by=by,
        once=f"missing {made.pk}",
    )  # fmt: skip
    return made


@transaction.atomic
def write_told(*, row: MissingReport, version: int, by: User, **facts: Any) -> MissingReport:
    """Write who was told and when. Raises StaleVersion, DomainError naming the field."""
    _refuse_closed(row)
    return rows.edit(row, version=version, by=by, check=_check, **facts)


@transaction.atomic
def close(
    *, row: MissingReport, version: int, outcome: str, by: User, found_at: dt.datetime | None = None
) -> MissingReport:
    """End the search. Raises StaleVersion, DomainError naming the field.

    Somebody who is back is in the house again, also when the person was out before.
    """
    _refuse_closed(row)
    stay = lock_stay(row.admission)
    facts: dict[str, Any] = {"outcome": outcome, "found_at": found_at}
    closed = rows.edit(row, version=version, by=by, check=_check_end, **facts)
    if found_at is not None:
        for out in Absence.objects.filter(admission=stay, back_at=None, out_at__lte=found_at):
            absences.come_back(row=out, version=out.version, back_at=found_at, by=by)
    return closed


def _refuse_closed(row: MissingReport) -> None:
    if MissingReport.objects.exclude(outcome="").filter(pk=row.pk).exists():
        raise DomainError(_("This search is over."))


def _check(report: MissingReport) -> None:
    """Refuse times that cannot be, and telling whom one may not tell."""
    for name in ("noticed_at", "last_seen_at", "police_at", "officer_at", "contact_at", "found_at"):
        refuse_future(getattr(report, name), name)
    stay = report.admission
    refuse_before(
        report.last_seen_at, stay.admitted_at, field="last_seen_at",
        sentence=_("The person cannot be seen last (%(time)s) before arriving (%(earliest)s)."),
    )  # fmt: skip
    refuse_before(
        report.noticed_at, report.last_seen_at, field="noticed_at",
        sentence=_("It cannot be noticed (%(time)s) before the person was last seen (%(earliest)s)."),
    )  # fmt: skip
    for name in ("police_at", "officer_at", "contact_at"):
        refuse_before(
            getattr(report, name), report.last_seen_at, field=name,
            sentence=_("Nobody can be told (%(time)s) before the person was last seen (%(earliest)s)."),
        )  # fmt: skip
    if report.ob_number and report.police_at is None:
        raise DomainError(_("Write when the police were told."), field="police_at")
    _check_freedom(report)


def _check_freedom(report: MissingReport) -> None:
    """Refuse the police for an adult in no danger, and a contact whom the person did not name."""
    if not report.is_child and report.police_at and not report.vital_interest:
        raise DomainError(
            _(
                "An adult is free to go. The police are told only when life or health is in danger:"
                " choose why."
            ),
            field="vital_interest",
        )
    if report.contact_at and report.admission.may_tell_answer != TellAnswer.NAMED:
        raise DomainError(_("The person named nobody whom we may tell."), field="contact_at")


def _check_end(report: MissingReport) -> None:
    _check(report)
    refuse_before(
        report.found_at, report.last_seen_at, field="found_at",
        sentence=_("The person cannot be found (%(time)s) before being last seen (%(earliest)s)."),
    )  # fmt: skip
    is_back = report.outcome != MissingOutcome.NOT_RETURNED
    if is_back and report.found_at is None:
        raise DomainError(_("Write when the person came back or was found."), field="found_at")
    if not is_back and report.found_at is not None:
        raise DomainError(
            _("Somebody who did not return has no such time: clear it."), field="found_at"
        )
    if not is_back and report.is_child and (report.police_at is None or not report.ob_number):
        raise DomainError(
            _(
                "The search for a child ends so only with the police told and their OB number written."
            ),
            field="outcome",
        )
