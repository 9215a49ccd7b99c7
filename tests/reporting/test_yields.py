"""What trainings of crews led to, counted by hand."""

import datetime as dt

import pytest
from django.urls import reverse

from reporting.pages.yields import yields
from tests.factories.programmes import ActivityFactory
from tests.factories.work import InterceptedPersonFactory, OperatorFactory, TipFactory
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


def train(operator, day):
    return ActivityFactory(operator=operator.organisation, held_on=day)


def test_a_tip_belongs_to_the_last_training_in_the_year_before_it():
    operator = OperatorFactory(organisation__name="Practice Line")
    OperatorFactory()
    for day in (dt.date(2023, 1, 1), dt.date(2025, 1, 1), dt.date(2025, 3, 1)):
        train(operator, day)
    intercept = InterceptedPersonFactory(intercept__happened_on=dt.date(2025, 2, 2)).intercept
    InterceptedPersonFactory(intercept=intercept, final_class="not_intercept")
    unvetted = InterceptedPersonFactory(final_class="").intercept
    TipFactory(operator=operator, happened_on=dt.date(2025, 2, 1), intercept=intercept)
    TipFactory(
        operator=operator, happened_on=dt.date(2025, 2, 2), intercept=intercept
    )  # of the same
    TipFactory(operator=operator, happened_on=dt.date(2025, 3, 1), intercept=unvetted)
    TipFactory(operator=operator, happened_on=dt.date(2024, 6, 1))
    TipFactory(operator=None)

    [line], trainings = yields()

    assert (line.name, line.trainings, dict(line.found)) == (
        "Practice Line", 3, {"tips": 4, "joined": 3, "events": 1, "counted": 1},
    )  # fmt: skip
    assert [(one.day.year, one.day.month, one.found["tips"]) for one in trainings] == [
        (2025, 3, 1), (2025, 1, 2), (2023, 1, 0),
    ]  # fmt: skip
    assert trainings[1].found["counted"] == 1


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_whatever_there_is(django_assert_num_queries, count):
    for _number in range(count):
        operator = OperatorFactory()
        train(operator, dt.date(2025, 1, 1))
        TipFactory(operator=operator)

    with django_assert_num_queries(3):
        yields()


@pytest.mark.parametrize(("role", "code"), [(Role.ME_OFFICER, 200), (Role.FIELD_MONITOR, 403)])
def test_the_page_is_for_those_who_see_true_numbers(signed_in, role, code):
    client, _user = signed_in(role)
    train(OperatorFactory(), dt.date(2025, 1, 1))

    assert client.get(reverse("reporting:training_yield")).status_code == code
