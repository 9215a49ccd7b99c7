"""Sixteen roles, each with a sentence that a manager can read. A change of rights is a commit."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    FIELD_MONITOR = "field_monitor"
    SHELTER_MANAGER = "shelter_manager"
    SHELTER_STAFF = "shelter_staff"
    CASE_WORKER = "case_worker"
    CASE_MANAGER = "case_manager"
    LEGAL_OFFICER = "legal_officer"
    PROGRAMME_OFFICER = "programme_officer"
    PROGRAMME_MANAGER = "programme_manager"
    ME_OFFICER = "me_officer"
    FINANCE_OFFICER = "finance_officer"
    EXECUTIVE_DIRECTOR = "executive_director"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    BOARD_MEMBER = "board_member"
    DONOR_VIEWER = "donor_viewer"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    DATA_PROTECTION_OFFICER = "data_protection_officer"


@dataclass(frozen=True)
class RoleText:
    """What people read about a role. `outsider`: meets 404, not 403, on anything it may not see."""

    title: str | Promise
    sentence: str | Promise
    outsider: bool = False


ROLE_TEXTS: dict[Role, RoleText] = {
    Role.FIELD_MONITOR: RoleText(
        _("Field monitor"), _("Records intercepts on the road and sees only that they arrived.")
    ),
    Role.SHELTER_MANAGER: RoleText(
        _("Shelter manager"),
        _("Runs one shelter: beds, admissions, exits and the residents' files."),
    ),
    Role.SHELTER_STAFF: RoleText(
        _("Shelter staff"),
        _("Keeps day and night in one shelter; opens no identity and lets nobody out."),
    ),
    Role.CASE_WORKER: RoleText(
        _("Case worker"),
        _("Works on the cases assigned to them, as counsellor or child protection officer."),
    ),
    Role.CASE_MANAGER: RoleText(
        _("Case manager"), _("Oversees all cases, assigns, approves and closes them.")
    ),
    Role.LEGAL_OFFICER: RoleText(
        _("Legal officer"), _("Follows court cases, suspects and hearings.")
    ),
    Role.PROGRAMME_OFFICER: RoleText(
        _("Programme officer"),
        _("Records activities, trainings, attendance and programme registers."),
    ),
    Role.PROGRAMME_MANAGER: RoleText(
        _("Programme manager"),
        _("Steers the programmes, classes intercepts and approves referrals."),
    ),
    Role.ME_OFFICER: RoleText(
        _("M&E officer"), _("Answers for the indicators, reads case codes and makes the reports.")
    ),
    Role.FINANCE_OFFICER: RoleText(
        _("Finance officer"), _("Keeps money, grants and institutional registers, by code only.")
    ),
    Role.EXECUTIVE_DIRECTOR: RoleText(
        _("Executive director"),
        _("Approves and publishes; sees cases by code, identities only in an emergency."),
    ),
    Role.SAFEGUARDING_LEAD: RoleText(
        _("Safeguarding lead"), _("Handles allegations against staff.")
    ),
    Role.BOARD_MEMBER: RoleText(
        _("Board member"),
        _("Sees aggregates only; the secretary keeps the board's own register."),
        outsider=True,
    ),
    Role.DONOR_VIEWER: RoleText(
        _("Donor viewer"), _("Reads published reports only."), outsider=True
    ),
    Role.SYSTEM_ADMINISTRATOR: RoleText(
        _("System administrator"), _("Keeps accounts and the system running; sees nobody's file.")
    ),
    Role.DATA_PROTECTION_OFFICER: RoleText(
        _("Data protection officer"), _("Reads the audit trail and who looked at what.")
    ),
}

ROLE_CHOICES = [(role.value, text.title) for role, text in ROLE_TEXTS.items()]
