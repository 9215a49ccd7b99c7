"""The case that follows an intercept."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import cases
from cases.models import Case
from intercepts.actions import alerts, stage_consent, suspects
from intercepts.models import InterceptedPerson
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.rules import refuse_before


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

    What an adult agreed to at the stage is a consent of the case.

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
    stage_consent.keep(row=row, case=case, by=by)
    alerts.take_with_case(intercepted=row, by=by)
    suspects.hand_on(intercept=intercept, case=case, by=by)
    return case


def _locked(intercepted: InterceptedPerson) -> InterceptedPerson:
    rows = InterceptedPerson.objects.select_for_update(of=("self",))
    return rows.select_related("person", "case", "intercept__station__county").get(
        pk=intercepted.pk
    )
