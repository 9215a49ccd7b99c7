"""The trafficking profile of a case and the journey, kept together under one version."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.corrections import correct, refusal
from cases.actions.rules import CaseClosed, lock_case
from cases.models import Case, RouteLeg, TraffickingProfile
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import save_edited, sent_before
from tracekenya.pages.actions import rows

KENYA = "KE"


@transaction.atomic
def describe(
    *, case: Case, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> TraffickingProfile:
    """Write the first profile of a case. Raises CaseClosed, DomainError when there is one."""
    if (made := sent_before(TraffickingProfile, submission, by)) is not None:
        return made
    case = lock_case(case)
    if why := refusal(case):
        raise CaseClosed(why)
    if TraffickingProfile.objects.filter(case=case).exists():
        raise DomainError(_("Somebody wrote it meanwhile. Open the page again to add yours."))
    return rows.add(
        TraffickingProfile, by=by, submission=submission, check=_check, case=case, **facts
    )


@transaction.atomic
def edit(*, row: TraffickingProfile, version: int, by: User, **facts: Any) -> TraffickingProfile:
    """Correct the profile. Raises CaseClosed, StaleVersion, DomainError."""
    return correct(row=row, version=version, by=by, check=_check, **facts)


@transaction.atomic
def set_route(
    *, row: TraffickingProfile, version: int, legs: Sequence[dict[str, Any]], by: User
) -> TraffickingProfile:
    """Replace the journey by `legs` in their order; it counts as an edit of the profile.

    legs: one dict a leg, with the primary key of a county or a country at both ends, and a mode.
    Raises CaseClosed, StaleVersion.
    """
    case = lock_case(row.case)
    if why := refusal(case):
        raise CaseClosed(why)
    row = TraffickingProfile.objects.select_for_update(of=("self",)).get(pk=row.pk)
    save_edited(row, version=version)
    case.route_legs.all().delete()
    RouteLeg.objects.bulk_create(
        RouteLeg(
            case=case, position=position, mode=leg["mode"] or "",
            from_county_id=leg["from_county"] or None, to_county_id=leg["to_county"] or None,
            from_country=_country(leg, "from"), to_country=_country(leg, "to"),
        )
        for position, leg in enumerate(legs, start=1)
    )  # fmt: skip
    record(AuditKind.CHANGED, by=by, target=row, fields=["route_legs"])
    return row


def _country(leg: dict[str, Any], end: str) -> str:
    """Return the country of one end; a county lies in Kenya."""
    return KENYA if leg[f"{end}_county"] else leg[f"{end}_country"] or KENYA


def _check(row: TraffickingProfile) -> None:
    if not row.acts and not row.exploitation_types:
        raise DomainError(_("Choose what was done, or for what purpose."), field="acts")
