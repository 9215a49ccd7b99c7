"""Checks of programmes, registers and indicators."""

from django.utils.translation import gettext_lazy as _

from reporting.health import conditions, subjects
from reporting.health.check import Area, Check, Mend
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role

EDIT_PARTNERSHIP = Mend("programmes:partnership_edit", Permission.PROGRAMME_REGISTER_EDIT)

REGISTERS = (
    Check(
        "activity-without-attendance", Area.PROGRAMMES, _("Activity without attendance"),
        _("Nobody who came is counted."),
        Role.PROGRAMME_OFFICER, subjects.ACTIVITIES, conditions.nobody_counted,
        Mend("programmes:activity_headcount", Permission.ACTIVITY_EDIT),
        ("2.1", "2.2", "2.3", "2.4", "2.5"),
    ),
    Check(
        "partnership-without-agreement", Area.PROGRAMMES,
        _("Active partnership without signed agreement"),
        _("A partnership counts as one only when it was agreed in writing."),
        Role.PROGRAMME_MANAGER, subjects.PARTNERSHIPS, conditions.no_agreement, EDIT_PARTNERSHIP,
        ("1.9", "3.5", "4.4"),
    ),
    Check(
        "partnership-ended", Area.PROGRAMMES, _("Partnership active after its last day"),
        _("Renew it, or say that it has ended."),
        Role.PROGRAMME_MANAGER, subjects.PARTNERSHIPS, conditions.ended_but_active, EDIT_PARTNERSHIP,
        ("1.9", "3.5", "4.4"),
    ),
    Check(
        "organisation-twice", Area.PROGRAMMES, _("Organisation perhaps entered twice"),
        _("Two entries with the same letters in the name would be counted as two partners."),
        Role.PROGRAMME_OFFICER, subjects.ORGANISATIONS, conditions.named_alike,
        Mend("referrals:organisation_edit", Permission.DIRECTORY_EDIT),
        ("1.9", "4.4"),
    ),
    Check(
        "policy-overdue", Area.PROGRAMMES, _("Policy to be reviewed"),
        _("From the day of the review on, an unreviewed policy is no longer counted."),
        Role.FINANCE_OFFICER, subjects.POLICIES, conditions.review_overdue,
        Mend("programmes:policy_edit", Permission.INSTITUTION_REGISTER_EDIT), ("4.1",),
    ),
    Check(
        "channel-silent", Area.PROGRAMMES, _("Channel that nobody used for 90 days"),
        _("A channel counts only while it is used."),
        Role.PROGRAMME_OFFICER, subjects.CHANNELS, conditions.silent,
        Mend("programmes:channel_edit", Permission.INSTITUTION_REGISTER_EDIT), ("4.7",),
    ),
    Check(
        "value-unapproved", Area.INDICATORS, _("Value from earlier records, not yet approved"),
        _("It counts once somebody other than its writer has approved it."),
        Role.PROGRAMME_MANAGER, subjects.MANUAL_VALUES, conditions.unapproved, None,
    ),
)  # fmt: skip
