"""What a month says outside the house: nothing from which a small number can be worked out."""

import datetime as dt
import uuid
from collections.abc import Iterable

import pytest
from django.utils import timezone

from shelter.month import HouseFacts, Month, Piece, StayFacts, TurnedAway
from shelter.month_outside import sections_of

ZONE = timezone.get_default_timezone()
FIRST, LAST = dt.date(2024, 6, 1), dt.date(2024, 6, 30)
NOW = dt.datetime(2024, 7, 15, 12, tzinfo=ZONE)


def on(day: int) -> dt.datetime:
    return dt.datetime(2024, 6, day, 12, tzinfo=ZONE)


def figures(
    exits: Iterable[str] = (), *, living: int = 0, apart: int = 0, turned_away=(), returns: int = 0,
    again: int = 0,
) -> dict[str, object]:  # fmt: skip
    """Return line -> figure of a month in which `exits` came and left, and `living` came and stayed.

    apart: how many of those who stayed the plan does not count; again: how many came back.
    """
    pieces, stays = [], {}
    kinds = [*exits, *[None] * living]
    for number, kind in enumerate(kinds):
        times = (on(3), on(20) if kind else None)
        key = uuid.uuid4()
        pieces.append(Piece(key, times))
        stays[key] = StayFacts(
            uuid.uuid4(), times, kind or "", "dependant" if number >= len(kinds) - apart else "",
            earlier=[dt.date(2024, 5, 1)] if number < again else [],
        )  # fmt: skip
    facts = HouseFacts(
        (dt.date(2020, 1, 1), None), pieces, stays,
        turned_away=[TurnedAway(dt.date(2024, 6, 9), why, False, "male") for why in turned_away],
        returns=[(dt.date(2024, 6, 20), uuid.uuid4()) for _each in range(returns)],
    )  # fmt: skip
    month = Month(facts, FIRST, LAST, NOW, months=12)
    return {words: value for section in sections_of(month) for words, value in section.rows}


def test_numbers_from_five_on_and_zeros_are_shown():
    found = figures(["reunified_family"] * 5, living=6)

    names = ("Admitted", "Left", "Went to another of our shelters", "Bed-nights", "Turned away")
    assert [found[name] for name in names] == [11, 5, 0, 5 * 17 + 6 * 28, 0]
    assert found["Of these counted by 2.8"] == 11


@pytest.mark.parametrize("number", [1, 4])
def test_one_to_four_people_are_hidden_with_their_nights(number):
    found = figures(living=number)

    names = (
        "Admitted", "Bed-nights", "Occupancy", "People who lived here on at least one day",
        "Of these counted by 2.8",
    )  # fmt: skip
    assert [found[name] for name in names] == ["hidden"] * 5


def test_a_small_way_to_leave_hides_a_second_one_and_the_returns_that_would_tell_it():
    found = figures(["reunified_family"] * 7 + ["voluntary_exit"] * 2, returns=7)

    assert (found["Stays that ended"], found["Reintegrated after a stay here"]) == (9, "hidden")
    assert [value for value in found.values() if value in (7, 2)] == []


def test_few_exits_say_nothing_of_how_and_how_long():
    found = figures(["reunified_family"] * 2, living=9)

    ways = ["Left", "Stays that ended", "Length of stay, median"]
    assert [found[name] for name in ways] == ["hidden"] * 3
    assert 2 not in found.values()


def test_all_but_one_who_came_back_are_hidden():
    found = figures(living=8, again=7)

    assert (found["Admitted"], found["Admitted again within 12 months"]) == (8, "hidden")


def test_who_the_plan_does_not_count_is_hidden_with_who_it_counts():
    found = figures(living=9, apart=2)

    assert found["People who lived here on at least one day"] == 9
    assert found["Of these counted by 2.8"] == "hidden"
    assert 2 not in found.values()


@pytest.mark.parametrize(
    ("reasons", "shown"),
    [
        (["no_bed"] * 3, ["hidden", "hidden"]),
        (["no_bed"] * 6, [6, 6]),
        (["no_bed"] * 6 + ["other"] * 2, [8, "hidden", "hidden"]),
    ],
)
def test_reasons_for_turning_away_add_up_to_a_shown_total_only_when_none_is_small(reasons, shown):
    month = figures(turned_away=reasons)
    lines = list(month)
    begun = lines.index("Turned away")

    assert [month[name] for name in lines[begun : lines.index("People")]] == shown


def test_nobody_reads_who_was_there_at_the_start_and_the_end():
    lines = set(figures(living=20))

    assert not {
        "Residents at the start", "Residents at the end", "On the bed board", "Shortest stay",
        "Longest stay", "Nights of all stays", "Nights in beds on the board",
    } & lines  # fmt: skip
