"""Intercepts on the road: events, the people in them, signs with scores, classes and tallies."""

import datetime as dt
from dataclasses import dataclass

from cases.models import Person
from intercepts.enums import Band, CountsAs, FinalClass
from intercepts.models import (
    Intercept,
    InterceptedPerson,
    JourneyTally,
    ObservedSign,
    ScreeningForm,
    ScreeningQuestion,
    Station,
    TransportOperator,
)
from intercepts.scoring import Rules, rules_of, score
from reporting.practice.draw import Draw
from reporting.practice.people import make_person
from reporting.practice.world import COUNTY_SINCE, COUNTY_WEIGHT, COUNTY_WEIGHTS, World
from tracekenya.roles.roles import Role

TYPES = {
    "child_trafficking": 31, "adult_trafficking": 16, "unsafe_labour_migration": 27, "smuggling": 5,
    "runaway_child": 11, "child_marriage": 5, "gbv_in_transit": 4, "other": 1,
}  # fmt: skip
CHILD_TYPES = ("child_trafficking", "runaway_child", "child_marriage")
GROUP_SIZES = {1: 78, 2: 14, 3: 5, 4: 2, 5: 1}
WEIGHTS_OF_BAND = {Band.EVIDENCE: 35, Band.HIGH_RISK: 41, Band.AT_RISK: 17, Band.NO_CONCERN: 7}
FEMALE_PERCENT = 66
CHILD_OUTCOMES = {
    "handed_children_officer": 36, "returned_family": 26, "admitted_shelter": 22,
    "handed_police": 8, "referred_partner": 6, "suspect_fled": 2,
}  # fmt: skip
ADULT_OUTCOMES = {
    "travel_stopped_voluntary": 18, "referred_partner": 8, "returned_family": 7, "admitted_shelter": 8,
    "handed_police": 4, "refused_help": 25, "continued_informed": 30,
}  # fmt: skip
WEAK_OUTCOMES = {"continued_informed": 80, "returned_family": 20}
ABROAD = {"SA": 8, "AE": 5, "QA": 4, "TZ": 4, "OM": 3, "UG": 2, "SO": 2}
SAW_FIRST = {
    "staff": 44, "driver": 12, "conductor": 16, "booking_clerk": 9, "stage_manager": 6,
    "community": 6, "passenger": 4, "police_immigration": 3,
}  # fmt: skip
VETTED_AFTER_DAYS = (1, 5)
LOWERED_PERCENT = 8  # of high risk
LOWERED_BECAUSE = ("family_confirmed", "job_confirmed", "sign_mistaken")
TALLIES_PER_INTERCEPT = 0.2


@dataclass
class Meeting:
    """One intercepted person, with what later parts need to know."""

    row: InterceptedPerson
    person: Person
    is_child: bool
    happened_on: dt.date
    station: Station


@dataclass
class Screening:
    """The form in use: what it asks, and how it scores."""

    form: ScreeningForm
    questions: list[ScreeningQuestion]
    rules: Rules

    def is_control(self, question: ScreeningQuestion) -> bool:
        controls = [one.code for one in self.rules.sections if one.counts_as == CountsAs.CONTROL]
        return question.section in controls


def make_intercepts(world: World, how_many: int) -> list[Meeting]:
    """Add `how_many` intercepts in the order of their days and return the people met."""
    draw = world.draw("intercepts")
    form = ScreeningForm.objects.get(is_current=True)
    screening = Screening(form, list(form.questions.all()), rules_of(form))
    meetings: list[Meeting] = []
    for day in draw.growing_days(how_many):
        event = _event(day, world, draw)
        kind = draw.weighted(TYPES)
        for _ in range(draw.weighted(GROUP_SIZES)):
            meetings.append(_meet(event, kind, screening, world, draw))
    _make_tallies(world, draw, round(how_many * TALLIES_PER_INTERCEPT))
    return meetings


def _event(day: dt.date, world: World, draw: Draw) -> Intercept:
    station = _station_on(day, world, draw)
    operator = draw.one(world.rows[TransportOperator]) if draw.chance(70) else None
    abroad = draw.chance(22)
    monitor = draw.one(world.users[Role.FIELD_MONITOR])
    at = draw.moment(day, first_hour=5, last_hour=21)
    series = f"INT-{station.code}-{day.year}"
    event = Intercept(
        id=draw.new_id(),
        client_uuid=draw.new_id(),
        code=f"INT-{station.code.upper()}-{day.year}-{world.next_number(series):04d}",
        happened_on=day,
        happened_at=at.time(),
        station=station,
        monitor=monitor,
        transport_mode=operator.mode if operator else "unknown",
        operator=operator,
        notified_by=draw.weighted(SAW_FIRST),
        destination_country=draw.weighted(ABROAD) if abroad else "",
        destination_county=None if abroad else draw.one(list(world.counties.values())),
        police_called=draw.chance(25),
        narrative="Practice narrative: what the monitor saw and heard.",
    )
    return world.add(event, at=at, by=monitor)


def _station_on(day: dt.date, world: World, draw: Draw) -> Station:
    weights = {
        station: COUNTY_WEIGHTS.get(station.county_id, COUNTY_WEIGHT)
        for station in world.rows[Station]
        if COUNTY_SINCE[station.county_id] <= day.year
    }
    return draw.weighted(weights)


def _meet(event: Intercept, kind: str, screening: Screening, world: World, draw: Draw) -> Meeting:
    is_child = kind in CHILD_TYPES or (kind == "unsafe_labour_migration" and draw.chance(8))
    person = make_person(
        world, draw, met_on=event.happened_on, child=is_child, sex=_sex(draw), by=event.monitor
    )
    signs = _signs(screening, draw, is_child=is_child)
    row = _screened(event, person, signs, screening, draw)
    row.intercept_type = kind
    row.outcome = _outcome(row.proposed_band, draw, is_child=is_child)
    _vet(row, event.happened_on, world, draw)
    world.add(row, at=event.recorded_at, by=event.monitor)
    for sign in signs:
        world.add(
            ObservedSign(
                intercepted_person=row, code=sign.code, section=sign.section, weight=sign.weight
            )
        )
    return Meeting(row, person, is_child, event.happened_on, event.station)


def _screened(
    event: Intercept,
    person: Person,
    signs: list[ScreeningQuestion],
    screening: Screening,
    draw: Draw,
) -> InterceptedPerson:
    """Return the person's row with the score of the signs and the monitor's view."""
    is_child = person.presumed_child_on(event.happened_on)
    scored = score(signs, presumed_child=is_child, rules=screening.rules)
    return InterceptedPerson(
        id=draw.new_id(),
        intercept=event,
        person=person,
        form=screening.form,
        score_control=scored.control,
        score_vulnerability=scored.vulnerability,
        unanswered=draw.weighted({0: 70, 1: 12, 2: 8, 4: 6, 9: 4}),
        proposed_band=scored.band,
        certainty=draw.weighted({5: 30, 4: 35, 3: 22, 2: 10, 1: 3}),
        reported_class=_class_of(scored.band),
        was_exploited=scored.band is Band.EVIDENCE and draw.chance(9),
    )


def _sex(draw: Draw) -> str:
    return "female" if draw.chance(FEMALE_PERCENT) else ""


def _signs(screening: Screening, draw: Draw, *, is_child: bool) -> list[ScreeningQuestion]:
    """Return signs that lead to a band drawn by weight; the score decides the band in the end."""
    wanted = draw.weighted(WEIGHTS_OF_BAND)
    rules = screening.rules
    asked = [one for one in screening.questions if is_child or not one.is_child_only]
    control = [one for one in asked if screening.is_control(one)]
    others = [one for one in asked if not screening.is_control(one) and not one.is_trigger]
    if wanted is Band.EVIDENCE:
        heavy = [one for one in control if one.weight >= rules.evidence_from or one.is_trigger]
        light = [one for one in control if one not in heavy]
        return [draw.one(heavy), *draw.some(light, draw.number(0, 2)), *draw.some(others, 4)]
    if wanted is Band.HIGH_RISK:
        middling = [
            one
            for one in control
            if rules.high_risk_control_from <= one.weight < rules.evidence_from
            and not one.is_trigger
        ]
        return [draw.one(middling), *draw.some(others, draw.number(2, 4))]
    return draw.some(others, 2) if wanted is Band.AT_RISK else []


def _class_of(band: Band) -> str:
    return FinalClass.NOT_INTERCEPT if band is Band.NO_CONCERN else FinalClass(band)


def _outcome(band: Band, draw: Draw, *, is_child: bool) -> str:
    if band in (Band.AT_RISK, Band.NO_CONCERN):
        return draw.weighted(WEAK_OUTCOMES)
    return draw.weighted(CHILD_OUTCOMES if is_child else ADULT_OUTCOMES)


def _vet(row: InterceptedPerson, happened_on: dt.date, world: World, draw: Draw) -> None:
    """Set the final class some days later; what happened in the last days waits for vetting."""
    vetted_on = draw.day_after(happened_on, *VETTED_AFTER_DAYS)
    if vetted_on > world.today:
        return
    row.final_class = row.reported_class
    if row.final_class == FinalClass.HIGH_RISK and draw.chance(LOWERED_PERCENT):
        row.final_class, row.class_reason = FinalClass.NOT_INTERCEPT, draw.one(LOWERED_BECAUSE)
    row.classified_on, row.classified_by = vetted_on, world.user(Role.PROGRAMME_MANAGER)


def _make_tallies(world: World, draw: Draw, how_many: int) -> None:
    for day in draw.growing_days(how_many):
        tally = JourneyTally(
            id=draw.new_id(),
            client_uuid=draw.new_id(),
            happened_on=day,
            station=_station_on(day, world, draw),
            transport_mode=draw.weighted({"matatu": 50, "bus": 40, "truck": 10}),
            women=draw.number(0, 6),
            men=draw.number(1, 6),
            girls=draw.number(0, 3),
            boys=draw.number(0, 3),
            not_known=draw.number(0, 2),
            gave_card=draw.chance(60),
        )
        monitor = draw.one(world.users[Role.FIELD_MONITOR])
        world.add(tally, at=draw.moment(day), by=monitor)
