"""The trail in words: what an act was about, and what it changed."""

from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.pages.facts import detail_of, without_record

# What an act can be about, in the words of the pages; by the name of the table.
TYPES: dict[str, Promise] = {
    "cases.case": _("Case"), "cases.person": _("Person"), "cases.note": _("Note"),
    "cases.serviceprovision": _("Service"), "cases.consentrecord": _("Consent"),
    "cases.traffickingprofile": _("Trafficking"), "cases.preventionoutcome": _("Harm prevented"),
    "cases.reintegration": _("Return home"), "cases.followupvisit": _("Follow-up visit"),
    "cases.suspect": _("Person suspected"), "cases.courtcase": _("Court case"),
    "cases.hearing": _("Hearing"), "cases.charge": _("Charge"), "cases.chargeoutcome": _("Outcome"),
    "cases.conflictofinterest": _("Conflict of interest"),
    "cases.emergencyopening": _("Emergency opening"), "cases.accessreason": _("Reason"),
    "shelter.shelter": _("Shelter"), "shelter.room": _("Room"), "shelter.bed": _("Bed"),
    "shelter.admission": _("Stay"), "shelter.bedassignment": _("Bed kept or given"),
    "intercepts.intercept": _("Intercept"), "intercepts.station": _("Station"),
    "intercepts.transportoperator": _("Operator"),
    "intercepts.interceptedperson": _("Person stopped"), "intercepts.journeytally": _("Tally"),
    "referrals.referral": _("Referral"), "directory.organisation": _("Organisation"),
    "directory.contact": _("Contact"), "directory.crewmember": _("Crew member"),
    "directory.hotline": _("Hotline"), "programmes.activity": _("Activity"),
    "programmes.project": _("Project"), "programmes.partnership": _("Partnership"),
    "programmes.network": _("Network"), "programmes.policydocument": _("Policy"),
    "programmes.staffpost": _("Staff post"), "programmes.boardmember": _("Board member"),
    "programmes.boardmeeting": _("Board meeting"), "programmes.channel": _("Channel"),
    "programmes.investment": _("Investment"), "programmes.fundingrecord": _("Funding"),
    "programmes.expenditure": _("Expenditure"), "programmes.trustfundgrant": _("Trust fund grant"),
    "programmes.businessvisit": _("Visit to a business"), "reporting.indicator": _("Indicator"),
    "reporting.manualvalue": _("Value from earlier records"), "reporting.evidencefile": _("Evidence"),
    "reporting.yearnote": _("Note on a year"), "places.office": _("Office"),
    "accounts.user": _("Account"), "jobs.job": _("Report or file"),
}  # fmt: skip


def type_words(target_type: str) -> str:
    """Return what the act was about; of tables without a word of their own, the table's name."""
    if target_type in TYPES or not target_type:
        return str(TYPES.get(target_type, ""))
    try:
        return str(apps.get_model(target_type)._meta.verbose_name).capitalize()
    except LookupError:  # of a release before or after this one
        return target_type


def kind_words(kind: str) -> str:
    """Return what was done; a kind of another release stays as it is."""
    return str(AuditKind(kind).label).capitalize() if kind in AuditKind else kind


def detail_words(event: AuditEvent) -> str:
    """Return what was changed or asked for: names of fields, values of coded ones alone."""
    model = _model_of(event.target_type)
    return "; ".join(_part(model, name, value) for name, value in sorted(event.fields.items()))


def _model_of(target_type: str) -> type[models.Model] | None:
    try:
        return apps.get_model(target_type) if target_type else None
    except (LookupError, ValueError):  # of another release
        return None


def _part(model: type[models.Model] | None, name: str, value: Any) -> str:
    """Return "Field: before → after", "Field: value", or the field alone where no value is kept."""
    return detail_of(model, name, value) if model else without_record(name, value)
