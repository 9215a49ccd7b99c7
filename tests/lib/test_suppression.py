"""Small cells: what is shown can never be turned back into a hidden number."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracekenya.lib.suppression import Shown, shown

CODES = "abcdef"
tables = st.lists(st.integers(0, 24), min_size=1, max_size=5).map(
    lambda counts: dict(zip(CODES, counts, strict=False))
)


def possible(table: dict[str, int], answer: Shown, threshold: int = 5) -> dict[str, set[int]]:
    """Attack: return every number each hidden cell may hold, for one who knows the total, the shown
    cells, and even which hidden cells are small and which were hidden only to protect them."""
    hidden = [code for code, count in answer.cells.items() if count is None]
    rest = sum(table[code] for code in hidden)
    ranges = [
        range(1, threshold) if table[code] < threshold else range(threshold, rest + 1)
        for code in hidden
    ]
    guesses: dict[str, set[int]] = defaultdict(set)
    for numbers in product(*ranges[:-1]):
        last = rest - sum(numbers)
        if ranges and last in ranges[-1]:
            for code, number in zip(hidden, (*numbers, last), strict=True):
                guesses[code].add(number)
    return guesses


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"a": 12, "b": 7}, {"a": 12, "b": 7}),  # nothing small
        ({"a": 12, "b": 0}, {"a": 12, "b": 0}),  # zero is shown
        ({"a": 3, "b": 9, "c": 20}, {"a": None, "b": None, "c": 20}),  # one more is hidden
        ({"a": 3, "b": 2, "c": 20}, {"a": None, "b": None, "c": 20}),  # 1+4, 2+3 ...
        ({"a": 1, "b": 1, "c": 20}, {"a": None, "b": None, "c": None}),  # 2 is only 1+1
        ({"a": 4, "b": 4, "c": 20}, {"a": None, "b": None, "c": None}),  # 8 is only 4+4
        ({"a": 1, "b": 5, "c": 20}, {"a": None, "b": None, "c": None}),  # 6 is only 1+5
        ({"a": 3, "b": 9, "c": 9}, {"a": None, "b": None, "c": None}),  # equals are hidden together
        ({"a": 3, "b": 5, "c": 6, "d": 9}, {"a": None, "b": None, "c": None, "d": 9}),  # 5 < 6
    ],
)
def test_cells_are_hidden_until_none_can_be_computed(table, expected):
    assert shown(table, total=sum(table.values())) == Shown(expected)


@pytest.mark.parametrize("table", [{"a": 3, "b": 0}, {"a": 1, "b": 1}, {"a": 4, "b": 4, "c": 0}])
def test_a_table_that_hiding_cannot_save_is_withheld(table):
    assert shown(table, total=sum(table.values())) == Shown(dict.fromkeys(table), is_withheld=True)


def test_answers_that_do_not_add_up_hide_only_what_is_small():
    assert shown({"a": 9, "b": 3, "c": 10}, total=12, adds_up=False) == Shown(
        {"a": 9, "b": None, "c": 10}
    )


def test_answers_that_do_not_add_up_still_give_nobody_away():
    """Twelve people have an answer each: with 8 shown, the rest is 4 at least."""
    assert shown({"a": 8, "b": 4}, total=12, adds_up=False) == Shown({"a": None, "b": None})


def test_a_threshold_may_be_higher():
    assert shown({"a": 9, "b": 30, "c": 40}, total=79, threshold=10) == Shown(
        {"a": None, "b": None, "c": 40}
    )


@settings(deadline=None)
@given(tables)
def test_no_small_cell_is_shown_and_no_number_changed(table):
    answer = shown(table, total=sum(table.values()))

    for code, count in answer.cells.items():
        assert count is None or (count == table[code] and not 0 < count < 5)


@settings(deadline=None)
@given(tables)
def test_zeros_are_shown_unless_the_table_is_withheld(table):
    answer = shown(table, total=sum(table.values()))

    zeros = {code for code, count in table.items() if count == 0}
    assert answer.is_withheld or all(answer.cells[code] == 0 for code in zeros)


@settings(deadline=None)
@given(tables)
def test_each_hidden_cell_may_hold_at_least_two_numbers(table):
    answer = shown(table, total=sum(table.values()))

    if not answer.is_withheld:
        guesses = possible(table, answer)
        hidden = [code for code, count in answer.cells.items() if count is None]
        assert all(len(guesses[code]) >= 2 for code in hidden)


def test_nobody_who_knows_the_method_can_compute_a_hidden_cell():
    """All tables of three cells up to 14: those that look alike differ in every hidden cell."""
    alike = defaultdict(list)
    for counts in product(range(15), repeat=3):
        table = dict(zip(CODES, counts, strict=False))
        answer = shown(table, total=sum(counts))
        if not answer.is_withheld:
            alike[tuple(answer.cells.items()), sum(counts)].append(table)

    for (cells, _total), originals in alike.items():
        for code in (code for code, count in cells if count is None):
            assert len({table[code] for table in originals}) >= 2


def test_the_attack_finds_what_is_badly_hidden():
    """Positive control: with only the small cell hidden the total gives it away."""
    bad = Shown({"a": None, "b": 9})

    assert possible({"a": 3, "b": 9}, bad) == {"a": {3}}
