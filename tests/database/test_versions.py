"""Every record that people edit counts its versions, so that of two editors none overwrites blindly."""

from django.apps import apps

# What is edited without a version, and why nothing can be lost.
WITHOUT_VERSION = {
    "accesses are ended, never edited": {"cases.CaseGrant"},
    "written once, never edited": {
        "cases.AccessReason", "cases.EmergencyOpening", "cases.CaseStatusChange",
        "cases.TraffickingStatusChange", "referrals.ReferralStep", "intercepts.ObservedSign",
        "intercepts.ScreeningForm", "intercepts.ScreeningQuestion", "intercepts.ScreeningSection",
        "intercepts.ConsentWording", "shelter.HandoverRead",
        "shelter.IncidentNotice",
    },
    "shown once, then used or deleted, never edited": {"intercepts.EnrolmentCode"},
    "part of a record whose version grows with it": {
        "cases.RouteLeg", "cases.CaseSuspect", "cases.CourtCaseVictim", "programmes.BoardAttendance",
        "programmes.ActivityHeadcount", "shelter.IncidentPerson", "shelter.RollCallAnswer",
        "intercepts.RouteStop", "intercepts.InterceptSuspect",
    },
    "written by the system alone": {
        "cases.NumberSeries", "jobs.Job", "jobs.WorkerPulse", "notices.Notice", "vault.DataKey",
        "accounts.Installation", "accounts.OpenSession", "accounts.TriedProof", "audit.AuditEvent",
        "audit.AuditLink", "audit.AuditPending", "audit.AuditCheck", "intercepts.FieldKey",
        "intercepts.PlateMark", "intercepts.PhotoUpload",
    },
    "from files: the printed plan and reference data": {
        "cases.Offence", "places.County", "reporting.BudgetLine", "reporting.PlanText",
        "reporting.PrintedSum", "reporting.Sdg", "reporting.StrategicPlan",
    },
}  # fmt: skip
OURS = {
    "accounts", "audit", "cases", "directory", "intercepts", "jobs", "lists", "notices", "places",
    "programmes", "referrals", "reporting", "shelter", "vault",
}  # fmt: skip


def test_every_record_that_people_edit_has_a_version():
    known = set().union(*WITHOUT_VERSION.values())
    without = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in OURS and "version" not in {f.name for f in model._meta.fields}
    }

    assert without == known
