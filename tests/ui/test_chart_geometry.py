"""Where each mark of a drawing stands, counted by hand."""

import pytest

from tracekenya.ui import charts
from tracekenya.ui.charts.county_grid import COLUMNS, GRID, ROWS
from tracekenya.ui.charts.scales import place, round_top, tick_values
from tracekenya.ui.charts.tile_map import class_tops
from tracekenya.ui.numbers import HIDDEN

NAMES = {code: f"County {code}" for code in GRID}


@pytest.mark.parametrize(
    ("value", "top", "expected"), [(0, 10, 0.0), (5, 10, 60.0), (10, 10, 120.0), (12, 10, 120.0)]
)
def test_place_is_the_proportion_of_the_length(value, top, expected):
    assert place(value, top, 120) == expected


def test_place_on_an_empty_axis_is_the_beginning():
    assert place(3, 0, 120) == 0.0


@pytest.mark.parametrize(
    ("highest", "expected"), [(0, 1.0), (1, 1.0), (7, 10.0), (21, 25.0), (96, 100.0), (1204, 2000)]
)
def test_an_axis_ends_at_a_round_number(highest, expected):
    assert round_top(highest) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (1, [0, 0.5, 1]),
        (2, [0, 1, 2]),
        (5, [0, 1, 2, 3, 4, 5]),
        (25, [0, 5, 10, 15, 20, 25]),
        (100, [0, 25, 50, 75, 100]),
    ],
)
def test_ticks_are_even_and_few(top, expected):
    assert tick_values(top) == expected


def test_bullet_marks_stand_on_one_axis():
    bar = charts.bullet_bar(label="A", value=60, baseline=12, milestone=90, target=120)

    assert (bar.value_at, bar.baseline_at, bar.milestone_at, bar.target_at) == (120, 24, 180, 240)
    assert bar.words == "Now 60, baseline 12, milestone 90, target 120"


def test_bullet_beyond_its_target_moves_the_tick_inside():
    bar = charts.bullet_bar(label="A", value=240, target=120)

    assert (bar.value_at, bar.target_at) == (240, 120)


def test_bullet_of_a_percentage_ends_at_a_hundred():
    bar = charts.bullet_bar(label="A", value=50, target=80, unit="percent")

    assert (bar.value_at, bar.target_at) == (120, 192)


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "Now No data, target 8"), (HIDDEN, "Now Hidden to protect people, target 8")],
)
def test_bullet_without_a_value_is_not_a_bar_of_zero(value, words):
    bar = charts.bullet_bar(label="A", value=value, target=8)

    assert bar.value_at is None
    assert bar.words == words


def test_bullet_of_zero_is_a_value():
    assert charts.bullet_bar(label="A", value=0, target=8).value_at == 0


def test_sparkline_leaves_a_gap_for_what_is_unknown():
    spark = charts.sparkline(
        label="A", labels=("2021", "2022", "2023", "2024"), values=(0, 8, None, 4)
    )

    assert spark.lines == ("4,20 33.3,4",)
    assert spark.dots == ((92.0, 12.0),)
    assert spark.last == (92.0, 12.0)
    assert spark.words == "2021: 0; 2024: 4"


def test_sparkline_without_values_draws_nothing():
    spark = charts.sparkline(label="A", labels=("2021",), values=(None,))

    assert (spark.lines, spark.dots, spark.last, spark.words) == ((), (), None, "No data")


def test_line_chart_breaks_at_gaps_and_has_its_table():
    chart = charts.line_chart(
        title="T", words="W", head="Year", labels=("2021", "2022", "2023"),
        series=[charts.Series("Counted", (0, 100, None)), charts.Series("Plan", (50, None, 50))],
    )  # fmt: skip

    assert [line.paths for line in chart.lines] == [("108,190 220,12",), ()]
    assert [line.points for line in chart.lines] == [
        ((108.0, 190.0), (220.0, 12.0)),
        ((108.0, 101.0), (332.0, 101.0)),
    ]
    assert len({(line.dash, line.marker) for line in chart.lines}) == 2
    assert chart.table.rows == (
        ("2021", "0", "50"),
        ("2022", "100", "No data"),
        ("2023", "No data", "50"),
    )


def test_line_chart_refuses_lines_that_cannot_be_told_apart():
    five = [charts.Series(str(number), (1,)) for number in range(5)]

    with pytest.raises(ValueError, match="four"):
        charts.line_chart(title="T", words="W", head="Y", labels=("2021",), series=five)


def test_many_labels_are_thinned():
    labels = [str(number) for number in range(30)]
    chart = charts.line_chart(
        title="T", words="W", head="Month", labels=labels, series=[charts.Series("A", range(30))]
    )

    assert [tick.label for tick in chart.frame.labels] == [str(n) for n in range(0, 30, 3)]


def test_columns_stand_on_the_floor_and_an_unknown_year_has_none():
    chart = charts.column_chart(
        title="T", words="W", head="Year", labels=("2024", "2025"), values=(50, None),
        value_name="Raised", plans=(100, 80), plan_name="Plan", unit="kes_million",
    )  # fmt: skip

    assert [(c.y, c.height, c.plan_y) for c in chart.columns] == [
        (101.0, 89.0, 12.0),
        (None, 0.0, 47.6),
    ]
    assert chart.table.rows == (
        ("2024", "KES 50 million", "KES 100 million"),
        ("2025", "No data", "KES 80 million"),
    )


def test_columns_without_a_plan_have_two_words_a_row():
    chart = charts.column_chart(
        title="T", words="W", head="Year", labels=("2024",), values=(5,), value_name="Raised"
    )

    assert chart.table.headers == ("Year", "Raised")
    assert chart.table.rows == (("2024", "5"),)


def test_stacked_parts_fill_the_bar_and_differ_by_pattern():
    bar = charts.stacked_bar(
        title="T", head="Type", parts=[("a", 30), ("b", 10), ("c", HIDDEN), ("d", None)]
    )

    assert [(s.x, s.width) for s in bar.segments] == [(0, 300), (300, 100), (400, 0), (400, 0)]
    assert len({segment.pattern for segment in bar.segments}) == 4
    assert bar.table.rows == (
        ("a", "30"), ("b", "10"), ("c", "Hidden to protect people"), ("d", "No data"),
    )  # fmt: skip


def test_stacked_bar_refuses_more_parts_than_patterns():
    with pytest.raises(ValueError, match="six"):
        charts.stacked_bar(title="T", head="Type", parts=[(str(n), 1) for n in range(7)])


def test_paired_bars_grow_from_the_middle():
    pair = charts.paired_bars(
        title="T", words="W", head="Age", left_name="Women", right_name="Men",
        rows=[("0-9", 120, 60), ("Not known", HIDDEN, None)],
    )  # fmt: skip
    first, last = pair.bands

    assert (first.left.x, first.left.width) == (34.0, 120.0)
    assert (first.right.x, first.right.width) == (246.0, 60.0)
    assert (last.left.shown, last.right.shown) == ("*", "–")
    assert pair.has_hidden is True


def test_unit_dots_show_reached_and_still_wanted_units():
    dots = charts.unit_dots(label="A", value=7, target=12)

    assert [dot.is_filled for dot in dots.dots] == [True] * 7 + [False] * 5
    assert (dots.dots[10].x, dots.dots[10].y) == (1, 17)
    assert dots.words == "7 of 12"


def test_unit_dots_refuse_what_nobody_counts_by_eye():
    with pytest.raises(ValueError, match="too many"):
        charts.unit_dots(label="A", value=41)


def test_every_county_has_a_tile_of_its_own_inside_the_grid():
    places = {(column, row) for _short, column, row in GRID.values()}

    assert sorted(GRID) == [f"{number:03}" for number in range(1, 48)]
    assert len(places) == 47
    assert {column for column, _row in places} == set(range(COLUMNS))
    assert {row for _column, row in places} == set(range(ROWS))
    assert len({short for short, _column, _row in GRID.values()}) == 47


def test_classes_hold_about_equally_many_counties():
    assert class_tops([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) == [2, 4, 6, 8, 10]
    assert class_tops([3, 3, 3]) == [3]


def test_tile_map_steps_and_what_has_no_shade():
    chart = charts.tile_map(
        title="T", words="W", names=NAMES, values={"001": 10, "002": 20, "003": 0, "004": HIDDEN}
    )
    steps = {tile.name: tile.step for tile in chart.tiles}

    assert [steps[f"County 00{n}"] for n in range(1, 6)] == [1, 2, 0, -1, 0]
    assert [shade.label for shade in chart.shades] == ["up to 10", "over 10 to 20"]
    assert chart.has_hidden is True
    assert len(chart.table.rows) == 47


def test_tile_map_refuses_a_code_that_is_no_county():
    with pytest.raises(KeyError, match="048"):
        charts.tile_map(title="T", words="W", names=NAMES, values={"048": 1})
