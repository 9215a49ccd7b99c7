"""What an intercepted person counts as, and the case that follows."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import cases
from cases.models import Case
from intercepts.enums import GRAVITY, FinalClass
from intercepts.models import InterceptedPerson
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before


@transaction.atomic
def classify(
    *, intercepted: InterceptedPerson, final_class: FinalClass, by: User, reason: str = ""
) -> InterceptedPerson:
    """Set the class that counts. Raising above the band is free, lowering needs a reason."""
    row = _locked(intercepted)
    lowered = GRAVITY[final_class] < GRAVITY[row.proposed_band]
    if lowered and not reason:
        raise DomainError(
            _("The signs say more. Choose why the class is lower."), field="class_reason"
        )
    before, row.final_class = row.final_class, final_class
    row.class_reason = reason if lowered else ""
    row.classified_on, row.classified_by = timezone.localdate(), by
    row.version += 1
    row.save(
        update_fields=[
            "final_class", "class_reason", "classified_on", "classified_by", "version",
        ]
    )  # fmt: skip
    facts = {
        "from": before,
        "to": final_class,
        "proposed": row.proposed_band,
        "reason": row.class_reason,
    }
    record(AuditKind.CLASSIFIED, by=by, target=row, fields=facts)
    return row


@transaction.atomic
def open_case(
    *,
    intercepted: InterceptedPerson,
    case_types: Sequence[str],
    trafficking_status: str,
    risk_level: str,
    opened_on: dt.date,
    by: User,
) -> Case:
    """Open a case for the person and join the two; asked again, return the case that is there.

    Raises DomainError naming the field, among others for a day before the intercept.
    """
    row = _locked(intercepted)
    if row.case is not None:
        return row.case
    intercept = row.intercept
    refuse_before(
        opened_on, intercept.happened_on, field="opened_on",
        sentence=_("The case (%(day)s) cannot be older than the intercept (%(earliest)s)."),
    )  # fmt: skip
    case = cases.open_case(
        person=row.person, source="intercept", case_types=case_types, opened_on=opened_on,
        county=intercept.station.county, office=intercept.station.office,
        trafficking_status=trafficking_status, risk_level=risk_level,
        trafficking_stage="exploitation" if row.was_exploited else "transit",
        legal_basis="child_protection" if row.is_child else "", by=by,
    )  # fmt: skip
    row.case = case
    row.version += 1
    row.save(update_fields=["case", "version"])
    record(AuditKind.CHANGED, by=by, target=row, fields={"case": case.code})
    return case


def _locked(intercepted: InterceptedPerson) -> InterceptedPerson:
    rows = InterceptedPerson.objects.select_for_update(of=("self",))
    return rows.select_related("person", "case", "intercept__station__county").get(
        pk=intercepted.pk
    )
