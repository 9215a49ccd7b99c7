"""Checks of shelters, intercepts and referrals."""

from django.utils.translation import gettext_lazy as _

from reporting.health import conditions, subjects
from reporting.health.check import Area, Check, Mend
from shelter.periods import over_expected
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role

EDIT_STAY = Mend("shelter:stay_edit", Permission.STAY_ADMIT)

FIELDWORK = (
    Check(
        "stay-without-authority", Area.SHELTER,
        _("In a shelter for three days or more without authority"),
        _("A child may not be kept without a court or a children officer having decided."),
        Role.SHELTER_MANAGER, subjects.STAYS, conditions.no_authority, EDIT_STAY, ("2.8",),
    ),
    Check(
        "stay-without-bed", Area.SHELTER, _("Resident without a bed"),
        _("The bed board shows a free bed that is not free."),
        Role.SHELTER_MANAGER, subjects.STAYS, conditions.no_bed,
        Mend("shelter:move_bed", Permission.STAY_ADMIT), ("2.8",),
    ),
    Check(
        "stay-over-expected-days", Area.SHELTER, _("Resident for longer than expected"),
        _("Decide with the case worker what comes next, or correct the expected days."),
        Role.SHELTER_MANAGER, subjects.STAYS, over_expected, EDIT_STAY,
    ),
    Check(
        "child-exit-without-follow-up", Area.SHELTER,
        _("Child left without a day for the first follow-up"),
        _("Nobody would notice if the child were not safe."),
        Role.SHELTER_MANAGER, subjects.EXITS, conditions.child_left_without_follow_up,
        Mend("shelter:exit_edit", Permission.STAY_EXIT, "admission_id"),
        ("1.6",),
    ),
    Check(
        "admitted-before-opening", Area.SHELTER, _("Arrival before the case was opened"),
        _("The stay may fall into the wrong year: correct the day on which the case was opened."),
        Role.CASE_WORKER, subjects.STAYS, conditions.admitted_before_opening,
        Mend("cases:case_edit", Permission.CASE_EDIT, "case_id"), ("2.8",),
    ),
    Check(
        "never-classed", Area.INTERCEPTS, _("Intercepted person without final class for 30 days"),
        _("Unclassed people are counted by no indicator."),
        Role.PROGRAMME_MANAGER, subjects.INTERCEPTED, conditions.never_classed,
        Mend("intercepts:vetting_judge", Permission.INTERCEPT_VET), ("1.2", "3.1", "3.2"),
    ),
    Check(
        "intercept-without-destination", Area.INTERCEPTS, _("Intercept without destination"),
        _("Routes and cross-border work cannot be shown."),
        Role.FIELD_MONITOR, subjects.INTERCEPTS, conditions.no_destination,
        Mend("intercepts:intercept_edit", Permission.INTERCEPT_RECORD), ("3.1",),
    ),
    Check(
        "referral-without-answer", Area.REFERRALS, _("Referral without answer for 14 days"),
        _("The person may still wait for help: call, then write down the answer."),
        Role.CASE_WORKER, subjects.REFERRALS, conditions.unanswered,
        Mend("referrals:referral_answer", Permission.REFERRAL_DRAFT),
    ),
)  # fmt: skip
