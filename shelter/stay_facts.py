"""What a page says about one stay, in rows of label and value."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.models import Case
from shelter.enums import BedUse
from shelter.models import Admission, BedAssignment


def open_stay_of(case: Case) -> Admission | None:
    return case.admissions.in_house().first()


def moment(value) -> str:
    """Return a date and time in the organisation's time zone, "" for none."""
    return date_format(timezone.localtime(value), "DATETIME_FORMAT") if value else ""


def facts_of(admission: Admission) -> list[dict[str, str]]:
    """Return rows of label and value; urgent needs open by themselves."""
    rows = [
        (_("State"), admission.get_status_display()),
        (_("Shelter"), str(admission.shelter)),
        (_("Asked for on"), date_format(admission.requested_on)),
        (_("Arrived"), moment(admission.admitted_at)),
        (_("Left"), moment(admission.ended_at)),
        (_("Nights"), "" if admission.nights is None else str(admission.nights)),
        (_("Reason"), admission.get_reason_display()),
        (_("On whose authority"), admission.get_legal_authority_display()),
        (_("Risk"), admission.get_risk_level_display()),
        *_exit_rows(admission),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def nights_in_beds(admission: Admission) -> list[BedAssignment]:
    """Return the beds of this stay, first one first."""
    rows = admission.bed_assignments.filter(use=BedUse.STAY, cancelled_at__isnull=True)
    return list(rows.select_related("bed__room").order_by("period"))


def _exit_rows(admission: Admission) -> list[tuple[str, str]]:
    if not hasattr(admission, "exit"):
        return []
    exit_ = admission.exit
    follow_up = exit_.first_follow_up_on
    return [
        (_("How the stay ended"), exit_.get_kind_display()),
        (_("County"), str(exit_.county or "")),
        (_("First follow-up"), date_format(follow_up) if follow_up else ""),
    ]
