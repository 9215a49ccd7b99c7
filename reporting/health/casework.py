"""Checks of cases, people and court."""

from django.utils.translation import gettext_lazy as _

from reporting.health import conditions, subjects
from reporting.health.check import Area, Check, Mend
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role

EDIT_CASE = Mend("cases:case_edit", Permission.CASE_EDIT)
EDIT_PERSON = Mend("cases:person_edit", Permission.CASE_EDIT)
EDIT_RETURN = Mend("cases:reintegration_edit", Permission.REINTEGRATION_RECORD)
ADD_SERVICE = Mend("cases:service_add", Permission.SERVICE_RECORD)

CASEWORK = (
    Check(
        "case-without-county", Area.CASES, _("Case without county"),
        _("Breakdowns by county and the map leave the case out."),
        Role.CASE_WORKER, subjects.CASES, conditions.no_county, EDIT_CASE,
        ("1.3", "1.4", "1.5", "2.6"),
    ),
    Check(
        "trafficking-without-profile", Area.CASES, _("Trafficking case without its profile"),
        _("Without act, means and purpose nobody can say what kind of trafficking it was."),
        Role.CASE_WORKER, subjects.CASES, conditions.no_profile,
        Mend("cases:profile_describe", Permission.CASE_EDIT), ("1.4", "3.3"),
    ),
    Check(
        "unknown-age", Area.CASES, _("Age not known"),
        _("The person is counted neither as a child nor as an adult."),
        Role.CASE_WORKER, subjects.CASES, conditions.no_age, EDIT_PERSON,
        ("1.2", "1.4", "1.5", "2.6", "3.2"),
    ),
    Check(
        "unknown-sex", Area.CASES, _("Sex not known"),
        _("Breakdowns by sex show the person as not known."),
        Role.CASE_WORKER, subjects.CASES, conditions.no_sex, EDIT_PERSON, ("1.5", "2.6"),
    ),
    Check(
        "case-without-worker", Area.CASES, _("Open case without worker"),
        _("Nobody answers for the person."),
        Role.CASE_MANAGER, subjects.CASES, conditions.no_worker,
        Mend("cases:case_assign", Permission.CASE_ASSIGN),
    ),
    Check(
        "case-without-risk", Area.CASES, _("Open case without risk level"),
        _("Nobody can see how urgent it is."),
        Role.CASE_WORKER, subjects.CASES, conditions.no_risk,
        Mend("cases:case_risk", Permission.CASE_EDIT),
    ),
    Check(
        "high-risk-without-contact", Area.CASES,
        _("High risk, and nothing provided or written for 30 days"),
        _("Somebody in danger may have been forgotten."),
        Role.CASE_WORKER, subjects.CASES, conditions.high_risk_without_contact, ADD_SERVICE,
    ),
    Check(
        "case-untouched", Area.CASES, _("Open case that nobody touched for 90 days"),
        _("Continue the work, or close the case."),
        Role.CASE_WORKER, subjects.CASES, conditions.untouched, ADD_SERVICE,
    ),
    Check(
        "opened-before-birth", Area.CASES, _("Case opened before the person was born"),
        _("One of the two dates is wrong, and so is every age counted from them."),
        Role.CASE_WORKER, subjects.CASES, conditions.opened_before_birth, EDIT_PERSON,
        ("1.2", "1.4", "1.5", "2.6", "3.2"),
    ),
    Check(
        "service-before-opening", Area.CASES, _("Service provided before the case was opened"),
        _("The service may fall into the wrong year."),
        Role.CASE_WORKER, subjects.SERVICES, conditions.served_before_opening,
        Mend("cases:service_edit", Permission.SERVICE_RECORD), ("1.5", "2.6", "3.3"),
    ),
    Check(
        "return-without-county", Area.CASES, _("Return inside Kenya without county"),
        _("Nobody can plan the follow-up visits, and the map leaves the return out."),
        Role.CASE_WORKER, subjects.RETURNS, conditions.returned_nowhere, EDIT_RETURN, ("1.6", "2.9"),
    ),
    Check(
        "return-before-exit", Area.CASES, _("Return while the person still lived in a shelter"),
        _("The day of return or the day of exit is wrong."),
        Role.CASE_WORKER, subjects.RETURNS, conditions.returned_before_exit, EDIT_RETURN,
        ("1.6", "2.8", "2.9"),
    ),
    Check(
        "person-recorded-twice", Area.CASES, _("Person perhaps recorded twice"),
        _("Same name and birth date under two codes: the person would be counted twice."),
        Role.CASE_MANAGER, subjects.PEOPLE, conditions.recorded_twice, None,
        ("1.2", "1.5", "1.6", "2.8", "2.9"),
    ),
    Check(
        "person-not-indexed", Area.CASES, _("Person whom a search may miss"),
        _(
            "The index of names is missing or was made by older rules. It is made anew at each start "
            "and by the command manage.py reindex_people."
        ),
        Role.CASE_MANAGER, subjects.PEOPLE, conditions.not_found_by_name,
    ),
    Check(
        "hearing-without-outcome", Area.COURT, _("Hearing in the past without what happened"),
        _("The next date is not known, and a verdict may be missing."),
        Role.LEGAL_OFFICER, subjects.HEARINGS, conditions.hearing_unanswered,
        Mend("cases:hearing_edit", Permission.COURT_EDIT),
        ("1.7", "1.8", "3.4"),
    ),
    Check(
        "court-case-without-hearing", Area.COURT, _("Court case that goes on without a next date"),
        _("Witnesses cannot be prepared for a day that nobody wrote down."),
        Role.LEGAL_OFFICER, subjects.COURT_CASES, conditions.no_next_hearing,
        Mend("cases:hearing_add", Permission.COURT_EDIT), ("1.7", "1.8", "3.4"),
    ),
)  # fmt: skip
