"""The way of a referral: drafted, sent on consent or by duty, answered."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import numbers
from cases.actions.rules import lock_open_case
from cases.models import Case
from referrals.authorities import nearest_authority
from referrals.basis import bases_for, consent_for
from referrals.enums import NEXT_STEPS, ReferralStatus
from referrals.models import Referral, ReferralStep
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.directory.models import Organisation
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.pages.actions import rows

URGENT_RISKS = ("high", "critical")
DAY_OF = {ReferralStatus.ACCEPTED: "accepted_on", ReferralStatus.COMPLETED: "completed_on"}


class NoBasis(DomainError):
    """There is neither a live consent for this organisation nor a legal basis that fits."""


@transaction.atomic
def draft(
    *,
    case: Case,
    organisation: Organisation,
    reason: str,
    by: User,
    kind: str = "referral",
    urgency: str = "routine",
    message: str = "",
    legal_basis: str = "",
    submission: uuid.UUID | None = None,
) -> Referral:
    """Prepare a referral; nothing leaves the house. Raises CaseClosed."""
    if (made := sent_before(Referral, submission, by)) is not None:
        return made
    case = lock_open_case(case)
    referral = Referral.objects.create(
        id=new_id(submission), code=numbers.referral_code(timezone.localdate().year), case=case,
        kind=kind, organisation=organisation, reason=reason, urgency=urgency, message=message,
        legal_basis=legal_basis, recorded_by=by,
    )  # fmt: skip
    ReferralStep.objects.create(referral=referral, to_status=ReferralStatus.DRAFT, by=by.staff_code)
    record(AuditKind.CREATED, by=by, target=referral, fields={"reason": reason})
    return referral


@transaction.atomic
def draft_to_authority(*, case: Case, kind: str, by: User) -> Referral:
    """Prepare a referral to the police or the children officer of the county, with what the case says.

    Asked again while that draft waits, it is returned. Nothing is sent. Raises CaseClosed, and
    DomainError when the directory holds no such authority.
    """
    case = lock_open_case(case)
    waiting = case.referrals.filter(status=ReferralStatus.DRAFT, organisation__kind=kind)
    if (made := waiting.order_by("recorded_at").first()) is not None:
        return made
    organisation = nearest_authority(case, kind)
    if organisation is None:
        raise DomainError(_("The directory has none of that kind yet. Choose to whom."))
    is_urgent = (
        case.person.presumed_child_on(timezone.localdate()) or case.risk_level in URGENT_RISKS
    )
    return draft(
        case=case, organisation=organisation, reason="legal_mandate", by=by,
        urgency="urgent" if is_urgent else "routine",
    )  # fmt: skip


def edit_draft(*, referral: Referral, version: int, by: User, **facts: Any) -> Referral:
    """Change a draft; what was sent stays as it went out.

    Raises StaleVersion, CaseClosed, DomainError when it is no draft any more.
    """
    return rows.edit(referral, version=version, by=by, check=_refuse_unless_draft, **facts)


@transaction.atomic
def send(*, referral: Referral, by: User, legal_basis: str = "") -> Referral:
    """Mark a draft as sent, on the strength of a live consent or of `legal_basis`.

    Raises NoBasis, CaseClosed, DomainError when it is no draft.
    """
    referral = _lock(referral, ReferralStatus.SENT)
    today = timezone.localdate()
    referral.consent = consent_for(referral.case, referral.organisation, today, lock=True)
    if referral.consent is None:
        referral.legal_basis = legal_basis or referral.legal_basis
        _check_basis(referral, today)
    else:
        referral.legal_basis = ""
    referral.sent_at = timezone.now()
    _step(referral, ReferralStatus.SENT, by, "consent", "legal_basis", "sent_at")
    strength = {"basis": referral.legal_basis or "consent"}
    record(AuditKind.SENT, by=by, target=referral, fields=strength)
    return referral


@transaction.atomic
def answer(
    *,
    referral: Referral,
    to_status: str,
    by: User,
    decline_reason: str = "",
    on: dt.date | None = None,
) -> Referral:
    """Write down what came back, or that it is withdrawn; `on` is today unless told otherwise.

    Raises DomainError for a step that NEXT_STEPS does not know, for a day in the future, before
    sending or before acceptance, and for a refusal without reason.
    """
    if to_status == ReferralStatus.SENT:
        raise DomainError(_("A referral is sent by its own step."), field="to_status")
    referral = _lock(referral, to_status)
    _check_day(referral, on)
    if (to_status == ReferralStatus.DECLINED) is not bool(decline_reason):
        raise DomainError(_("Enter why it was declined, and only then."), field="decline_reason")
    names = ["decline_reason"]
    referral.decline_reason = decline_reason
    if name := DAY_OF.get(ReferralStatus(to_status)):
        setattr(referral, name, on or timezone.localdate())
        names.append(name)
    return _step(referral, ReferralStatus(to_status), by, *names)


def _refuse_unless_draft(referral: Referral) -> None:
    lock_open_case(referral.case)
    if referral.status != ReferralStatus.DRAFT:
        words = _("It is “%(status)s” by now. Only a draft can be changed.")
        raise DomainError(words % {"status": referral.get_status_display()})


def _lock(referral: Referral, to_status: str) -> Referral:
    """Return the locked row of an open case. Raises DomainError when the step is not allowed."""
    locked = Referral.objects.select_for_update(of=("self",)).select_related("organisation")
    referral = locked.get(pk=referral.pk)
    referral.case = lock_open_case(referral.case)
    if to_status not in NEXT_STEPS[ReferralStatus(referral.status)]:
        raise DomainError(
            _("From “%(status)s” this step is not possible.")
            % {"status": referral.get_status_display()},
            field="to_status",
        )
    return referral


def _check_basis(referral: Referral, today: dt.date) -> None:
    if referral.legal_basis in bases_for(referral.case, referral.organisation, today):
        return
    raise NoBasis(
        _(
            "There is no consent that holds for this organisation. Ask the person and record the"
            " consent, or choose a legal basis that fits."
        ),
        field="legal_basis",
    )


def _check_day(referral: Referral, on: dt.date | None) -> None:
    refuse_future(on, "on")
    sent_on = timezone.localdate(referral.sent_at) if referral.sent_at else None
    refuse_before(
        on,
        sent_on,
        field="on",
        sentence=_("%(day)s is before the referral was sent (%(earliest)s)."),
    )
    refuse_before(
        on,
        referral.accepted_on,
        field="on",
        sentence=_("%(day)s is before the referral was accepted (%(earliest)s)."),
    )


def _step(referral: Referral, to_status: ReferralStatus, by: User, *names: str) -> Referral:
    """Write the new state, its history row and its row in the trail."""
    before, referral.status = referral.status, to_status
    referral.version += 1
    referral.save(update_fields=[*names, "status", "version"])
    ReferralStep.objects.create(referral=referral, to_status=to_status, by=by.staff_code)
    steps = {"from": before, "to": str(to_status)}
    record(AuditKind.STATUS_CHANGED, by=by, target=referral, fields=steps)
    return referral
