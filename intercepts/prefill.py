"""What an intercept already says about the case that follows from it."""

from intercepts.enums import Band, InterceptType
from intercepts.models import InterceptedPerson

CASE_TYPES = {
    InterceptType.CHILD_TRAFFICKING: "trafficking",
    InterceptType.ADULT_TRAFFICKING: "trafficking",
    InterceptType.UNSAFE_LABOUR_MIGRATION: "unsafe_migration",
    InterceptType.SMUGGLING: "smuggling",
    InterceptType.RUNAWAY_CHILD: "missing_person",
    InterceptType.CHILD_MARRIAGE: "child_violence",
    InterceptType.GBV_IN_TRANSIT: "gbv",
    InterceptType.OTHER: "other",
}
STATUSES: dict[str, str] = {Band.EVIDENCE: "presumed_victim", Band.HIGH_RISK: "potential_victim"}
RISKS: dict[str, str] = {Band.EVIDENCE: "high", Band.HIGH_RISK: "medium"}


def case_facts(intercepted: InterceptedPerson) -> dict:
    """Return initial values of the case's form; the final class goes before the band."""
    band = intercepted.final_class or intercepted.proposed_band
    risk = RISKS.get(band, "low")
    kind = CASE_TYPES[InterceptType(intercepted.intercept_type)]
    if kind == "other" and band == Band.EVIDENCE:  # the phone asks for no type: the signs say it
        kind = "trafficking"
    return {
        "case_types": [kind],
        "trafficking_status": STATUSES.get(band, "at_risk"),
        "risk_level": "high" if intercepted.is_child and risk == "medium" else risk,
        "opened_on": intercepted.intercept.happened_on,
    }
