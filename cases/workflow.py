"""The steps of a case's status: from where to where, by whose right, and what must hold."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.enums import CaseStatus, StatusReason
from cases.models import Case
from tracekenya.roles.permissions import Permission

_S = CaseStatus
BASES_WITHOUT_CONSENT = ("child_protection", "vital_interest")


def _consent_or_basis(case: Case) -> str:
    consents = case.consents.filter(scope="case_management")
    agreed = any(consent.is_live_on(timezone.localdate()) for consent in consents)
    if agreed or case.legal_basis in BASES_WITHOUT_CONSENT:
        return ""
    return _(
        "First record the consent to work on this case, or set the legal basis to child protection"
        " or vital interest."
    )


def _risk_is_known(case: Case) -> str:
    return "" if case.risk_level else _("First set the risk of this case.")


def _has_gone_home(case: Case) -> str:
    return "" if case.reintegrations.exists() else _("First record the reintegration.")


def _always(case: Case) -> str:
    return ""


@dataclass(frozen=True)
class Step:
    """One allowed change. `objection(case)` is "" or what must be done first.

    `reasons`: codes of which one must be given; empty when no reason is asked.
    """

    from_status: CaseStatus
    to_status: CaseStatus
    permission: Permission
    objection: Callable[[Case], str] = _always
    reasons: tuple[StatusReason, ...] = ()


HOLD_REASONS = (
    StatusReason.CONTACT_LOST,
    StatusReason.PERSON_ASKED_TO_WAIT,
    StatusReason.WAITING_FOR_DECISION,
)
REFUSAL_REASONS = (
    StatusReason.OUTSIDE_MANDATE,
    StatusReason.HELPED_ELSEWHERE,
    StatusReason.ENTERED_BY_MISTAKE,
)
REOPEN_REASONS = (
    StatusReason.PERSON_RETURNED,
    StatusReason.NEW_INFORMATION,
    StatusReason.CLOSED_BY_MISTAKE,
)

STEPS = (
    Step(_S.INTAKE, _S.ASSESSMENT, Permission.CASE_EDIT, _consent_or_basis),
    Step(_S.INTAKE, _S.NOT_ACCEPTED, Permission.CASE_CLOSE, reasons=REFUSAL_REASONS),
    Step(_S.ASSESSMENT, _S.ACTIVE, Permission.CASE_CLOSE, _risk_is_known),
    Step(_S.ACTIVE, _S.ON_HOLD, Permission.CASE_EDIT, reasons=HOLD_REASONS),
    Step(_S.ON_HOLD, _S.ACTIVE, Permission.CASE_EDIT),
    Step(_S.ACTIVE, _S.FOLLOW_UP, Permission.CASE_EDIT, _has_gone_home),
)
MAY_CLOSE = (_S.ACTIVE, _S.FOLLOW_UP)
MAY_CLOSE_BY_TRANSFER = (_S.INTAKE, _S.ASSESSMENT, _S.ACTIVE)
MAY_REOPEN = (_S.CLOSED, _S.CLOSED_REFERRED)


def steps_for(case: Case, user) -> list[Step]:
    """Return the steps that the status of `case` and the rights of `user` allow."""
    return [step for step in STEPS if step.from_status == case.status and user.can(step.permission)]
