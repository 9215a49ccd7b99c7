"""On what strength a referral may go out: a live consent, or a coded legal basis."""

import datetime as dt

from cases.models import Case, ConsentRecord
from tracekenya.directory.models import Organisation

POLICE = "police"
CHILD_AUTHORITIES = ("children_services", POLICE)
VITAL = "vital_interest"
FOR_A_CHILD = ("child_protection", "legal_obligation", VITAL)
NOT_ALONE = "child_assent"  # a child's own agreement stands beside somebody else's consent


def bases_for(case: Case, organisation: Organisation, day: dt.date) -> tuple[str, ...]:
    """Return the legal bases on which `case` may go to `organisation` without consent.

    A child (or somebody who may be one) goes to the children officer or police by duty; an adult
    anywhere, and a child elsewhere, only where life is in danger (Data Protection Act, s.30).
    """
    if case.person.presumed_child_on(day) and organisation.kind in CHILD_AUTHORITIES:
        return FOR_A_CHILD
    return (VITAL,)


def consent_for(
    case: Case, organisation: Organisation, day: dt.date, *, lock: bool = False
) -> ConsentRecord | None:
    """Return a consent that holds on `day` for that organisation, or for any.

    With `lock` nobody can withdraw it before the transaction ends.
    """
    scopes = ["share_referral"]
    if organisation.kind == POLICE:
        scopes.append("share_police")
    rows = case.consents.filter(scope__in=scopes)
    if lock:
        rows = rows.select_for_update(of=("self",))
    fitting = [
        consent
        for consent in rows.exclude(giver=NOT_ALONE)
        if consent.organisation_id in (None, organisation.pk) and consent.is_live_on(day)
    ]
    return fitting[0] if fitting else None
