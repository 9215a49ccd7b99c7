"""Who changed what on a case or a court case, with what stands on it, as far as the reader may see."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CourtCase
from tracekenya.audit.models import AuditEvent
from tracekenya.pages.facts import LOOKS, MOST_CHANGES, Change, change_of
from tracekenya.roles.permissions import Permission

# what an event is about -> its name, and the right to know of it
PARTS: Mapping[str, tuple[str | Promise, Permission]] = {
    "cases.case": (_("Case"), Permission.CASE_VIEW),
    "cases.serviceprovision": (_("Service"), Permission.CASE_VIEW),
    "cases.consentrecord": (_("Consent"), Permission.CASE_VIEW),
    "cases.traffickingprofile": (_("Trafficking"), Permission.CASE_VIEW),
    "cases.preventionoutcome": (_("Harm prevented"), Permission.CASE_VIEW),
    "cases.reintegration": (_("Return home"), Permission.CASE_VIEW),
    "cases.followupvisit": (_("Follow-up visit"), Permission.CASE_VIEW),
    "cases.note": (_("Note"), Permission.NOTE_VIEW),
    "cases.suspect": (_("Person suspected"), Permission.SUSPECT_VIEW),
    "cases.courtcase": (_("Court case"), Permission.COURT_VIEW),
}
COURT_PARTS: Mapping[str, tuple[str | Promise, Permission]] = {
    "cases.courtcase": (_("Court case"), Permission.COURT_VIEW),
    "cases.hearing": (_("Hearing"), Permission.COURT_VIEW),
    "cases.charge": (_("Charge"), Permission.SUSPECT_VIEW),
    "cases.chargeoutcome": (_("Outcome"), Permission.SUSPECT_VIEW),
}


def of_case(case: Case, user: Any) -> list[Change]:
    """Return the newest changes of the case and of what stands on it, MOST_CHANGES at most."""
    known = [name for name, (_noun, right) in PARTS.items() if user.can(right)]
    events = AuditEvent.objects.filter(case_id=case.pk, target_type__in=known)
    return _changes(events.exclude(kind__in=LOOKS)[:MOST_CHANGES], PARTS)


def of_court_case(court_case: CourtCase, user: Any) -> list[Change]:
    """Return the newest changes of the court case, its hearings, charges and outcomes."""
    ids: dict[str, Any] = {
        "cases.courtcase": [court_case.pk],
        "cases.hearing": court_case.hearings.values_list("pk", flat=True),
        "cases.charge": court_case.charges.values_list("pk", flat=True),
        "cases.chargeoutcome": court_case.charges.values_list("outcomes__pk", flat=True),
    }
    of_them = Q(pk__in=[])
    for name, (_noun, right) in COURT_PARTS.items():
        if user.can(right):
            keys = [str(key) for key in ids[name]]
            of_them |= Q(target_type=name, target_id__in=keys)
    events = AuditEvent.objects.filter(of_them).exclude(kind__in=LOOKS)[:MOST_CHANGES]
    return _changes(events, COURT_PARTS)


def _changes(
    events: Iterable[AuditEvent], parts: Mapping[str, tuple[str | Promise, Permission]]
) -> list[Change]:
    return [change_of(event, what=str(parts[event.target_type][0])) for event in events]
