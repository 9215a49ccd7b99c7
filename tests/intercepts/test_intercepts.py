"""Recording people met on the road: codes, signs, points, and what is not kept."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError
from django.utils import timezone

from cases.models import Person
from intercepts.actions.intercepts import (
    Screened,
    add_person,
    count_journey,
    record_intercept,
)
from intercepts.models import Intercept, InterceptedPerson, JourneyTally, ObservedSign
from tests.factories.work import InterceptFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError

pytestmark = pytest.mark.django_db


def screened(**facts):
    usual = {
        "sex": "female",
        "stated_age": 24,
        "intercept_type": "adult_trafficking",
        "outcome": "travel_stopped_voluntary",
    }
    return Screened(**usual | facts)


def keys():
    return {"submission": uuid.uuid4(), "person_submission": uuid.uuid4()}


def trail():
    return list(AuditEvent.objects.order_by("id").values_list("kind", "target_type"))


def test_an_intercept_gets_a_code_and_its_first_person(event, signs, field_monitor):
    first = screened(signs=["c_debt", "v_no_id"], names="Mfano", phone="0700 000 000")

    intercept = record_intercept(event=event, first=first, by=field_monitor, **keys())

    row = intercept.people.get()
    assert (intercept.code, intercept.monitor) == ("INT-MTW-2025-0001", field_monitor)
    assert (row.proposed_band, row.score_control, row.score_vulnerability) == (
        "evidence_of_trafficking",
        10,
        1,
    )
    assert sorted(row.signs.values_list("code", "weight")) == [("c_debt", 10), ("v_no_id", 1)]
    assert (row.person.names, row.person.age_on(event.happened_on)) == ("Mfano", 24)
    assert trail() == [
        ("created", "intercepts.intercept"),
        ("created", "cases.person"),
        ("created", "intercepts.interceptedperson"),
    ]


def test_the_same_form_sent_twice_is_one_record(event, signs, field_monitor):
    sent = {"event": event, "first": screened(), "by": field_monitor, **keys()}

    assert record_intercept(**sent) == record_intercept(**sent)
    assert (Intercept.objects.count(), Person.objects.count()) == (1, 1)


def test_the_same_person_sent_twice_is_one_person(signs, field_monitor):
    sent = {
        "intercept": InterceptFactory(),
        "screened": screened(),
        "by": field_monitor,
        "submission": uuid.uuid4(),
    }

    assert add_person(**sent) == add_person(**sent)
    assert (InterceptedPerson.objects.count(), Person.objects.count()) == (1, 1)


def test_without_concern_no_name_is_kept(event, signs, field_monitor):
    first = screened(names="Mfano", phone="0700 000 000", signs=["v_no_id"])

    record_intercept(event=event, first=first, by=field_monitor, **keys())

    person = Person.objects.get()
    assert InterceptedPerson.objects.get().proposed_band == "no_concern"
    assert (person.names, person.phone, person.name_tokens) == ("", "", [])


def test_the_view_of_the_monitor_is_a_concern_too(event, signs, field_monitor):
    first = screened(names="Mfano", reported_class="high_risk")

    record_intercept(event=event, first=first, by=field_monitor, **keys())

    assert Person.objects.get().names == "Mfano"


def test_somebody_without_age_is_a_child_unless_called_adult(signs, field_monitor):
    intercept = InterceptFactory()
    facts = {"stated_age": None, "intercept_type": "other", "outcome": "returned_family"}

    for majority in ("child", "adult"):
        one = screened(**facts, majority=majority, signs=["v_not_speaking", "v_no_resources"])
        add_person(intercept=intercept, screened=one, by=field_monitor)

    bands = dict(
        InterceptedPerson.objects.values_list("person__majority_override", "proposed_band")
    )
    assert bands == {"child": "high_risk", "adult": "at_risk"}


def test_a_stated_age_leaves_the_question_of_majority_open(signs, field_monitor):
    one = screened(stated_age=24, majority="child")

    row = add_person(intercept=InterceptFactory(), screened=one, by=field_monitor)

    assert (row.person.majority_override, row.person.stated_age, row.is_child) == ("", 24, False)


def test_open_questions_are_those_of_the_short_list_without_an_answer(signs, field_monitor):
    short = signs.questions.filter(is_on_phone=True)
    for_adults = short.filter(is_child_only=False)
    intercept = InterceptFactory()

    nothing = add_person(intercept=intercept, screened=screened(), by=field_monitor)
    ticked = screened(signs=["c_debt"], looked_for=["vulnerability"])
    some = add_person(intercept=intercept, screened=ticked, by=field_monitor)
    child = screened(stated_age=9, intercept_type="other", outcome="returned_family")
    of_child = add_person(intercept=intercept, screened=child, by=field_monitor)

    assert nothing.unanswered == for_adults.count()
    assert some.unanswered == for_adults.exclude(section="vulnerability").count() - 1
    assert of_child.unanswered == short.count()


def test_without_a_published_form_people_can_be_recorded(field_monitor):
    row = add_person(intercept=InterceptFactory(), screened=screened(), by=field_monitor)

    assert (row.form, row.unanswered, row.proposed_band) == (None, 0, "no_concern")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"stated_age": None}, "stated_age"),
        ({"stated_age": 12, "intercept_type": "child_trafficking"}, "outcome"),
        ({"stated_age": 12, "outcome": "handed_police"}, "intercept_type"),
        ({"intercept_type": "runaway_child"}, "intercept_type"),
        ({"signs": ["v_minor_alone"]}, "signs_vulnerability"),
        ({"signs": ["c_unheard_of"]}, None),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(event, signs, field_monitor, facts, field):
    with pytest.raises(DomainError) as refusal:
        record_intercept(event=event, first=screened(**facts), by=field_monitor, **keys())

    assert refusal.value.field == field
    assert (Intercept.objects.count(), Person.objects.count(), trail()) == (0, 0, [])


def test_a_day_in_the_future_is_refused(event, signs, field_monitor):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    event = type(event)(happened_on=tomorrow, station=event.station)

    with pytest.raises(DomainError) as refusal:
        record_intercept(event=event, first=screened(), by=field_monitor, **keys())

    assert refusal.value.field == "happened_on"


def test_a_tally_counts_people_without_storing_one(station, field_monitor):
    sent = {
        "happened_on": dt.date(2025, 6, 1),
        "station": station,
        "submission": uuid.uuid4(),
        "by": field_monitor,
        "women": 3,
        "girls": 1,
        "guardian_checked": True,
        "gave_card": True,
    }

    assert count_journey(**sent) == count_journey(**sent)

    tally = JourneyTally.objects.get()
    assert (tally.women, tally.men, tally.girls, tally.gave_card) == (3, 0, 1, True)
    assert Person.objects.count() == 0
    assert trail() == [("created", "intercepts.journeytally")]


@pytest.mark.parametrize(
    ("day", "women", "field"),
    [
        (dt.date(2025, 6, 1), 0, "women"),
        (dt.date(2999, 6, 1), 1, "happened_on"),
    ],
)
def test_a_tally_of_nobody_or_of_tomorrow_is_refused(station, field_monitor, day, women, field):
    with pytest.raises(DomainError) as refusal:
        count_journey(
            happened_on=day, station=station, by=field_monitor, submission=uuid.uuid4(), women=women
        )

    assert refusal.value.field == field
    assert JourneyTally.objects.count() == 0


def test_nothing_of_an_intercept_stays_when_the_trail_refuses(
    event, signs, field_monitor, broken_trail
):
    with pytest.raises(IntegrityError):
        record_intercept(event=event, first=screened(signs=["c_debt"]), by=field_monitor, **keys())

    counts = [
        model.objects.count() for model in (Intercept, Person, InterceptedPerson, ObservedSign)
    ]
    assert counts == [0, 0, 0, 0]


def test_nothing_of_a_tally_stays_when_the_trail_refuses(station, field_monitor, broken_trail):
    with pytest.raises(IntegrityError):
        count_journey(
            happened_on=dt.date(2025, 6, 1), station=station, by=field_monitor,
            submission=uuid.uuid4(), women=1,
        )  # fmt: skip

    assert JourneyTally.objects.count() == 0
