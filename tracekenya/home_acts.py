"""The acts with which the day of each role begins: two to four, the first one the main one."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracekenya.home_parts import FirstAct
from tracekenya.roles.roles import Role

Act = tuple[str | Promise, str, str]  # label, icon, route

RECORD: Act = (_("Record an intercept"), "bus", "intercepts:intercept_record")
COUNT: Act = (_("Count people without signs"), "people", "intercepts:tally_add")
INTERCEPTS: Act = (_("Intercepts"), "bus", "intercepts:intercept_list")
OPEN_CASE: Act = (_("Open a case"), "plus", "cases:case_open")
CASES: Act = (_("Cases"), "folder", "cases:case_list")
FIND: Act = (_("Find a person"), "search", "cases:people_search")
BEDS: Act = (_("Free beds"), "bed", "shelter:shelter_list")
STAYS: Act = (_("Stays"), "people", "shelter:stay_list")
HEARINGS: Act = (_("Hearings"), "calendar", "cases:hearing_list")
ACTIVITY: Act = (_("Add an activity"), "plus", "programmes:activity_add")
ACTIVITIES: Act = (_("Activities"), "programmes", "programmes:activity_list")
PARTNERS: Act = (_("Partnerships"), "people", "programmes:partnership_list")
GRANTS: Act = (_("Trust fund grants"), "report", "programmes:trust_fund_grant_list")
FUNDING: Act = (_("Money received"), "plus", "programmes:funding_list")
MEETINGS: Act = (_("Board meetings"), "calendar", "programmes:board_meeting_list")
DIRECTORY: Act = (_("Organisations"), "building", "referrals:organisation_list")
HOTLINES: Act = (_("Hotlines"), "info", "referrals:hotline_list")
COURT: Act = (_("Court cases"), "scales", "cases:court_case_list")
HEALTH: Act = (_("Health of the data"), "check", "reporting:data_health")
REGISTERS: Act = (_("Programmes and registers"), "programmes", "programmes:programmes_home")
POLICIES: Act = (_("Policies"), "report", "programmes:policy_list")
INDICATORS: Act = (_("Indicators"), "chart", "reporting:dashboard")
BUDGET: Act = (_("Budget"), "chart", "reporting:budget")
EARLIER: Act = (_("Values of earlier years"), "calendar", "reporting:earlier_years")
ORDER: Act = (_("Order the annual report"), "report", "reporting:report_order")
REPORTS: Act = (_("Reports"), "report", "reporting:report_list")
ACCOUNTS: Act = (_("Accounts"), "people", "administration:user_list")
INVITE: Act = (_("Invite somebody"), "plus", "administration:user_invite")
SYSTEM: Act = (_("Administration"), "settings", "administration:administration_home")
APPROVE_ROLES: Act = (_("Roles to approve"), "shield", "administration:approval_list")
TRAIL: Act = (_("Audit trail"), "lock", "administration:trail_list")

ACTS: dict[Role, tuple[Act, ...]] = {
    Role.FIELD_MONITOR: (RECORD, COUNT, INTERCEPTS),
    Role.SHELTER_MANAGER: (BEDS, OPEN_CASE, FIND, HEALTH),
    Role.SHELTER_STAFF: (BEDS, STAYS),
    Role.CASE_WORKER: (CASES, OPEN_CASE, FIND, HEALTH),
    Role.CASE_MANAGER: (CASES, OPEN_CASE, FIND, HEALTH),
    Role.LEGAL_OFFICER: (COURT, HEARINGS, FIND, HEALTH),
    Role.PROGRAMME_OFFICER: (ACTIVITY, ACTIVITIES, PARTNERS, HEALTH),
    Role.PROGRAMME_MANAGER: (INTERCEPTS, CASES, INDICATORS, HEALTH),
    Role.ME_OFFICER: (HEALTH, INDICATORS, EARLIER, ORDER),
    Role.FINANCE_OFFICER: (GRANTS, FUNDING, POLICIES, BUDGET),
    Role.EXECUTIVE_DIRECTOR: (INDICATORS, REPORTS, APPROVE_ROLES, BUDGET),
    Role.SAFEGUARDING_LEAD: (POLICIES, DIRECTORY, HOTLINES),
    Role.BOARD_MEMBER: (REPORTS, INDICATORS, MEETINGS),
    Role.DONOR_VIEWER: (REPORTS,),
    Role.SYSTEM_ADMINISTRATOR: (ACCOUNTS, INVITE, SYSTEM),
    Role.DATA_PROTECTION_OFFICER: (TRAIL, INDICATORS, REPORTS),
}


def first_acts(user) -> list[FirstAct]:
    """Return the acts of the person's role; none while the role waits for approval."""
    if user.waits_for_role:
        return []
    return [
        FirstAct(str(label), icon, reverse(route)) for label, icon, route in ACTS[Role(user.role)]
    ]
