"""What the records say about a departure: the facts that the gate judges, read at one moment."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from cases.actions.suspect_match import Match, match
from shelter import gate
from shelter.enums import Answer, HomeAlarm, Verdict
from shelter.models import CHECKS, Admission, ExitDecision, HomeAssessment, Receiver

HIGH = ("high", "critical")  # risks that want a second member of staff
ABUSED = ("rarely", "frequent")
UNKNOWN = (Answer.UNSURE, Answer.NOT_ASKED)  # of a child: danger until shown otherwise
ALARMING = {  # question -> the alarm, and the answer that raises it for everybody
    "guardians_sold": (HomeAlarm.GUARDIANS_SOLD, Answer.YES),
    "suspect_at_home": (HomeAlarm.SUSPECT_IN_HOUSE, Answer.YES),
    "suicidal_thoughts": (HomeAlarm.SUICIDAL, Answer.YES),
    "wants_to_go": (HomeAlarm.UNWILLING, Answer.NO),
}


def alarms_of(assessment: HomeAssessment, *, is_child: bool) -> list[str]:
    """Return the alarms that follow from the answers; of a child, what nobody knows raises one too."""
    found = [HomeAlarm.SEXUAL_ABUSE] if assessment.sexual_abuse in ABUSED else []
    for name, (alarm, raising) in ALARMING.items():
        answer = getattr(assessment, name)
        if answer == raising or (is_child and answer in UNKNOWN):
            found.append(alarm)
    return [str(alarm) for alarm in found]


def facts_of(
    admission: Admission,
    *,
    kind: str,
    home: str,
    receiver: Receiver | None,
    has_safety_plan: bool,
    left_at: dt.datetime | None = None,
) -> gate.Facts:
    """Read what is known now about this stay and who would take over; suspects are asked anew.

    An alarm that one assessment of the stay raised stays, whatever a later one says.
    """
    day = timezone.localdate(left_at or timezone.now())
    assessments = list(admission.home_assessments.all())
    stops = frozenset(code for row in assessments for code in row.stops)
    decision = standing_decision(admission, stops, assessments)
    found = match_of(receiver)
    return gate.Facts(
        kind=kind, home=home, is_child=admission.case.person.presumed_child_on(day),
        has_receiver=receiver is not None, checks=checks_of(receiver),
        authority=receiver.authority_kind if receiver else "", exact=found.exact, likely=found.likely,
        is_cleared=receiver is not None and receiver.is_not_the_suspect,
        is_high_risk=is_high_risk(admission),
        has_second=receiver is not None and receiver.second_by_id is not None,
        is_assessed=bool(assessments), stops=stops,
        director=decision is not None and decision.director_verdict == Verdict.GRANTED,
        officer=decision is not None and decision.officer_verdict == Verdict.GRANTED,
        has_safety_plan=has_safety_plan,
    )  # fmt: skip


def checks_of(receiver: Receiver | None) -> frozenset[str]:
    """Return what named staff have checked of `receiver`."""
    if receiver is None:
        return frozenset()
    return frozenset(check for check in CHECKS if getattr(receiver, f"{check}_by_id") is not None)


def match_of(receiver: Receiver | None) -> Match:
    """Hold who takes over against the people suspected, now."""
    if receiver is None:
        return Match()
    return match(str(receiver.names), str(receiver.phone), str(receiver.id_number))


def is_high_risk(admission: Admission) -> bool:
    case = admission.case
    return case.is_restricted or admission.risk_level in HIGH or case.risk_level in HIGH


def standing_decision(
    admission: Admission, stops: Iterable[str], assessments: Iterable[HomeAssessment]
) -> ExitDecision | None:
    """Return the newest question, if it was put after the last assessment and names all alarms."""
    newest = admission.exit_decisions.first()
    if newest is None or not set(stops) <= set(newest.stops):
        return None
    if any(row.recorded_at > newest.recorded_at for row in assessments):
        return None
    return newest
