"""What a year by month says outside the house: no month can be told from the whole year."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from shelter.month import HouseFacts, Month, Piece, StayFacts, TurnedAway
from shelter.year_outside import heads, lines_of

ZONE = timezone.get_default_timezone()
NOW = dt.datetime(2025, 2, 1, 12, tzinfo=ZONE)
YEAR = (dt.date(2024, 1, 1), dt.date(2024, 12, 31))


def at(month: int) -> dt.datetime:
    return dt.datetime(2024, month, 10, 12, tzinfo=ZONE)


def year(turned_away=(), stays=(), visits=()) -> dict[str, list]:
    """Return head -> figures of the twelve months and the year.

    turned_away, visits: how many people in January, February ...; stays: how many came in January and
    left in February.
    """
    pieces, facts = [], {}
    for _each in stays:
        key, times = uuid.uuid4(), (at(1), at(2))
        pieces.append(Piece(key, times))
        facts[key] = StayFacts(uuid.uuid4(), times, "reunified_family", "", earlier=[])
    refused = [
        TurnedAway(at(month).date(), "no_bed", False, "female")
        for month, people in enumerate(turned_away, 1) for _each in range(people)
    ]  # fmt: skip
    came = [
        (at(month).date(), uuid.uuid4())
        for month, people in enumerate(visits, 1) for _each in range(people)
    ]  # fmt: skip
    house = HouseFacts(
        (dt.date(2020, 1, 1), None), pieces, facts, turned_away=refused, day_visits=came
    )
    months = [
        Month(house, dt.date(2024, number, 1), dt.date(2024, number, 28), NOW, months=12)
        for number in range(1, 13)
    ]
    rows = lines_of(months, Month(house, *YEAR, NOW, months=12))
    return dict(zip(heads(), map(list, zip(*rows, strict=True)), strict=True))


@pytest.mark.parametrize(
    ("people", "shown", "whole"),
    [
        ([6, 7], [6, 7, 0], 13),
        ([6, 2], [6, "hidden", 0], "hidden"),  # the year less January would tell February
        ([4, 4], ["hidden", "hidden", 0], "hidden"),  # 8 is the most that two small numbers can be
        ([6, 2, 3], [6, "hidden", "hidden"], 11),  # 5 may be 1 and 4, 2 and 3 ...
        ([1, 1], ["hidden", "hidden", 0], "hidden"),
    ],
)
def test_the_year_is_shown_only_where_it_tells_no_month(people, shown, whole):
    refused = year(turned_away=people)["Turned away"]

    assert (refused[:3], refused[-1]) == (shown, whole)


def test_few_residents_are_hidden_with_their_nights_in_month_and_year():
    few = year(stays=range(3))

    assert [few["Admitted"][0], few["Admitted"][-1]] == ["hidden", "hidden"]
    assert [few["Bed-nights"][n] for n in (0, 1, 2, -1)] == ["hidden", "hidden", 0, "hidden"]
    assert [few["Median stay, days"][n] for n in (1, -1)] == ["hidden", "hidden"]


def test_many_residents_are_shown_and_who_is_there_at_the_end_is_not():
    many = year(stays=range(8))

    assert [many["Admitted"][n] for n in (0, 1, -1)] == [8, 0, 8]
    assert [many["Median stay, days"][n] for n in (1, -1)] == [31, 31]
    assert many["Bed-nights"][-1] == 8 * 31
    assert "At the end" not in many


@pytest.mark.parametrize(
    ("people", "whole"),
    [
        ([5, 1], 6),
        ([5, 4], "hidden"),
    ],  # who came in February may have come in January too; 4 more did not
)
def test_day_clients_of_the_year_are_shown_unless_they_tell_a_month(people, whole):
    clients = year(visits=people)["Day clients"]

    assert (clients[:2], clients[-1]) == ([5, "hidden"], whole)
