"""Recording who was met on the road; the same form sent twice makes one record."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, fields

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import numbers, people
from intercepts.enums import (
    COUNTED_CLASSES,
    FOR_ADULTS,
    FOR_CHILDREN,
    OUTCOMES_OF_ADULTS,
    Band,
    FinalClass,
)
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
from intercepts.scoring import score
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.dates import ADULT_AGE
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.lib.rules import refuse_future
from tracekenya.places.models import County


@dataclass(frozen=True)
class Event:
    """What the people of one intercept have in common."""

    happened_on: dt.date
    station: Station
    happened_at: dt.time | None = None
    transport_mode: str = "unknown"
    operator: TransportOperator | None = None
    vehicle_plate: str = ""
    notified_by: str = "staff"
    destination_county: County | None = None
    destination_country: str = ""
    police_called: bool = False
    narrative: str = ""


@dataclass(frozen=True)
class Screened:
    """One person as met. Age (years) or majority is known; the rest may stay open.

    `signs`: codes of the questions answered with yes; `looked_for`: sections of which every other
    question counts as answered with no.
    """

    sex: str
    intercept_type: str
    outcome: str
    stated_age: int | None = None
    majority: str = ""
    names: str = ""
    phone: str = ""
    safe_to_call: bool | None = None
    nationality: str = ""
    signs: Collection[str] = ()
    looked_for: Collection[str] = ()
    certainty: int | None = None
    reported_class: str = ""
    was_exploited: bool = False

    @property
    def is_child(self) -> bool:
        """Return whether protection treats the person as a child: yes until shown otherwise."""
        if self.stated_age is not None:
            return self.stated_age < ADULT_AGE
        return self.majority != "adult"


@transaction.atomic
def record_intercept(
    *, event: Event, first: Screened, by: User, submission: uuid.UUID, person_submission: uuid.UUID
) -> Intercept:
    """Write down one event with the first person met in it.

    Raises DomainError naming the field at fault.
    """
    if (made := sent_before(Intercept, submission, by)) is not None:
        return made
    refuse_future(event.happened_on, "happened_on")
    intercept = Intercept.objects.create(
        id=submission, client_uuid=submission, monitor=by, recorded_by=by,
        code=numbers.intercept_code(event.station.code, event.happened_on.year),
        **{each.name: getattr(event, each.name) for each in fields(event)},
    )  # fmt: skip
    record(AuditKind.CREATED, by=by, target=intercept, fields={"station": event.station.code})
    add_person(intercept=intercept, screened=first, by=by, submission=person_submission)
    return intercept


@transaction.atomic
def add_person(
    *, intercept: Intercept, screened: Screened, by: User, submission: uuid.UUID | None = None
) -> InterceptedPerson:
    """Add one person with signs and score; a name is kept only where there is concern.

    Raises DomainError naming the field at fault.
    """
    if (made := sent_before(InterceptedPerson, submission, by)) is not None:
        return made
    _check(screened)
    form = ScreeningForm.objects.filter(is_current=True).first()
    asked = list(form.questions.all()) if form else []
    seen = _seen(asked, screened)
    points = score(seen, presumed_child=screened.is_child)
    person = people.register(by=by, **_facts(screened, points.band, intercept.happened_on))
    intercepted = InterceptedPerson.objects.create(
        id=new_id(submission), intercept=intercept, person=person, form=form, recorded_by=by,
        score_control=points.control, score_vulnerability=points.vulnerability,
        proposed_band=points.band, unanswered=_unanswered(asked, screened),
        **{name: getattr(screened, name) for name in (
            "intercept_type", "outcome", "certainty", "reported_class", "was_exploited")},
    )  # fmt: skip
    ObservedSign.objects.bulk_create(
        ObservedSign(
            intercepted_person=intercepted, code=sign.code, section=sign.section, weight=sign.weight
        )
        for sign in seen
    )
    facts = {"band": points.band, "type": screened.intercept_type}
    record(AuditKind.CREATED, by=by, target=intercepted, fields=facts)
    return intercepted


@transaction.atomic
def count_journey(
    *,
    happened_on: dt.date,
    station: Station,
    by: User,
    submission: uuid.UUID,
    transport_mode: str = "unknown",
    gave_card: bool = False,
    **counts: int,
) -> JourneyTally:
    """Count people without signs; `counts`: women, men, girls, boys, not_known.

    Raises DomainError for a future day, or when nobody is counted.
    """
    if (made := sent_before(JourneyTally, submission, by)) is not None:
        return made
    refuse_future(happened_on, "happened_on")
    if sum(counts.values()) < 1:
        raise DomainError(_("Count at least one person."), field="women")
    tally = JourneyTally.objects.create(
        id=submission, client_uuid=submission, happened_on=happened_on, station=station,
        transport_mode=transport_mode, gave_card=gave_card, recorded_by=by, **counts,
    )  # fmt: skip
    record(AuditKind.CREATED, by=by, target=tally, fields={"station": station.code})
    return tally


def refuse_unfit(*, is_child: bool, intercept_type: str, outcome: str) -> None:
    """Raise DomainError, naming the field, for what does not fit a child or does not fit an adult."""
    if is_child and outcome in OUTCOMES_OF_ADULTS:
        raise DomainError(
            _("A child cannot decide this alone. Choose what was done for the child."),
            field="outcome",
        )
    others = FOR_ADULTS if is_child else FOR_CHILDREN
    if intercept_type in others:
        raise DomainError(
            _("This type does not fit the age that was entered."), field="intercept_type"
        )


def _check(screened: Screened) -> None:
    if screened.stated_age is None and not screened.majority:
        raise DomainError(_("Enter the age, or choose child or adult."), field="stated_age")
    refuse_unfit(
        is_child=screened.is_child, intercept_type=screened.intercept_type,
        outcome=screened.outcome,
    )  # fmt: skip


def _seen(asked: list[ScreeningQuestion], screened: Screened) -> list[ScreeningQuestion]:
    """Return the questions answered with yes. Raises DomainError for one that cannot be."""
    seen = [question for question in asked if question.code in set(screened.signs)]
    if len(seen) < len(set(screened.signs)):
        raise DomainError(_("The list of signs has changed. Open the form again."))
    for question in seen:
        if question.is_child_only and not screened.is_child:
            raise DomainError(
                _("“%(sign)s” is asked for children only.") % {"sign": question.text},
                field=f"signs_{question.section}",
            )
    return seen


def _unanswered(asked: list[ScreeningQuestion], screened: Screened) -> int:
    """Count questions of the short list without an answer."""
    open_questions = [
        question
        for question in asked
        if question.is_on_phone
        and question.code not in screened.signs
        and question.section not in screened.looked_for
        and (screened.is_child or not question.is_child_only)
    ]
    return len(open_questions)


def _facts(screened: Screened, band: Band, day: dt.date) -> dict:
    """Return what the registry of people keeps; without any concern, nobody is named."""
    facts = {
        "sex": screened.sex,
        "stated_age": screened.stated_age,
        "stated_age_on": None if screened.stated_age is None else day,
        "age_source": "" if screened.stated_age is None else "self_reported",
        "majority_override": screened.majority if screened.stated_age is None else "",
        "nationality": screened.nationality,
    }
    if band != Band.NO_CONCERN or screened.reported_class in (*COUNTED_CLASSES, FinalClass.AT_RISK):
        facts |= {
            "names": screened.names,
            "phone": screened.phone,
            "safe_to_call": screened.safe_to_call,
        }
    return facts
