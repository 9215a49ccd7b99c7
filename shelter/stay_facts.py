"""What a page says about one stay, in rows of label and value."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.models import Case
from shelter import absences
from shelter.enums import BedUse
from shelter.models import Admission, BedAssignment
from shelter.stay_rows import exit_of
from tracekenya.pages.facts import facts_of as record_facts

# What an exit says in the open, below how it ended.
OF_EXIT = (
    "reintegration_kind", "package_items", "package_kes", "contact_agreed", "politeness", "lodging",
    "understood_risk", "open_items_reason",
)  # fmt: skip
# What is asked once there is time, see the form that corrects a stay.
LATER = ("brought_by", "authority_expires_on", "needs", "dietary", "rules_language")


def open_stay_of(case: Case) -> Admission | None:
    return case.admissions.in_house().first()


def moment(value) -> str:
    """Return a date and time in the organisation's time zone, "" for none."""
    return date_format(timezone.localtime(value), "DATETIME_FORMAT") if value else ""


def facts_of(admission: Admission, reader: Any = None) -> list[dict[str, str]]:
    """Return rows of label and value; urgent needs open by themselves.

    `reader` reads what the rules of fields let them read on a page.
    """
    absences.of_stay(admission)  # the nights are counted from what this reads
    rows = [
        (_("State"), admission.get_status_display()),
        (_("Shelter"), str(admission.shelter)),
        (_("Asked for on"), _day(admission.requested_on)),
        (_("Arrived"), moment(admission.admitted_at)),
        (_("Left"), moment(admission.ended_at)),
        (_("Nights"), "" if admission.nights is None else str(admission.nights)),
        (_("Reason"), admission.get_reason_display()),
        (_("On whose authority"), admission.get_legal_authority_display()),
        (_("Risk"), admission.get_risk_level_display()),
        *((row["label"], row["value"]) for row in record_facts(admission, LATER, reader=reader)),
        *_exit_rows(admission),
    ]
    return [{"label": words, "value": value} for words, value in rows if value]


def _day(value: dt.date | None) -> str:
    return date_format(value) if value else ""


def nights_in_beds(admission: Admission) -> list[BedAssignment]:
    """Return the beds of this stay, first one first."""
    rows = admission.bed_assignments.filter(use=BedUse.STAY, cancelled_at__isnull=True)
    return list(rows.select_related("bed__room").order_by("period"))


def _exit_rows(admission: Admission) -> list[tuple[str, str]]:
    exit_ = exit_of(admission)
    if exit_ is None:
        return []
    return [
        (_("How the stay ended"), exit_.get_kind_display()),
        (_("County"), str(exit_.county or "")),
        (_("First follow-up"), _day(exit_.first_follow_up_on)),
        *((row["label"], row["value"]) for row in record_facts(exit_, OF_EXIT)),
    ]
