"""Short words for tags and narrow columns, where the labels of the code lists are sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.enums import REASONS_AND_EMERGENCIES, EmergencyKind
from tracekenya.lib.vocabularies import choices, known, label

RISKS = {
    "critical": _("Critical"), "high": _("High"), "medium": _("Medium"), "low": _("Low"),
}  # fmt: skip
RISK_TONES = {"critical": "danger", "high": "danger", "medium": "warning", "low": "success"}
STATUSES = {
    "intake": _("Intake"), "assessment": _("Assessment"), "active": _("Active"),
    "on_hold": _("On hold"), "follow_up": _("Follow-up"), "closed": _("Closed"),
    "closed_referred": _("Transferred"), "not_accepted": _("Not accepted"), "merged": _("Merged"),
}  # fmt: skip
CASE_TYPES = {
    "trafficking": _("Trafficking"), "child_violence": _("Violence against a child"),
    "gbv": _("Gender based violence"), "unsafe_migration": _("Unsafe migration"),
    "labour_exploitation": _("Exploited labour"), "smuggling": _("Smuggling"),
    "missing_person": _("Missing person"), "online_exploitation": _("Online exploitation"),
    "other": _("Other concern"),
}  # fmt: skip
TRAFFICKING_STATUSES = {
    "at_risk": _("At risk"), "potential_victim": _("Potential victim"),
    "presumed_victim": _("Presumed victim"), "identified_victim": _("Verified victim"),
    "not_victim": _("Not a victim"),
}  # fmt: skip
COURT_STAGES = {
    "reported": _("Reported"), "investigation": _("Investigation"),
    "file_with_odpp": _("File with ODPP"), "declined": _("Declined by ODPP"),
    "charge_approved": _("Charge approved"), "plea": _("Plea taken"), "pre_trial": _("Pre-trial"),
    "prosecution_hearing": _("Prosecution case"), "defence_hearing": _("Defence case"),
    "judgment": _("Judgment"), "sentencing": _("Sentencing"), "appeal": _("Appeal"),
    "concluded": _("Concluded"),
}  # fmt: skip


def short(words: Mapping[str, str | Promise], vocabulary: str, code: str) -> str | Promise:
    """Return the short word for `code`, else its label in the code list."""
    return words.get(code) or label(vocabulary, code)


def short_choices(
    words: Mapping[str, str | Promise], vocabulary: str
) -> list[tuple[str, str | Promise]]:
    """Return the code list as choices in short words."""
    return [(code, words.get(code, said)) for code, said in choices(vocabulary)]


EMERGENCIES: dict[str, str | Promise] = dict(EmergencyKind.choices)
GRANT_REASONS: dict[str, str | Promise] = {
    "assigned": _("assigned"), "opened": _("opened the case"), "admitted": _("admitted to a shelter"),
    "restricted": _("restricted the case"), "let_in": _("let in by name"),
}  # fmt: skip


def reasons() -> dict[str, str | Promise]:
    """Return the codes that acts keep as a reason: for opening something, for closing a case."""
    return dict(REASONS_AND_EMERGENCIES) | dict(known("case_closure_reason"))
