"""Charts as plain values: a function computes the geometry, a template draws it on page and paper alike."""

from tracekenya.ui.charts.bullet import BulletBar, bullet_bar
from tracekenya.ui.charts.columns import ColumnChart, column_chart
from tracekenya.ui.charts.dots import UnitDots, unit_dots
from tracekenya.ui.charts.line import LineChart, Series, line_chart
from tracekenya.ui.charts.pyramid import PairedBars, paired_bars
from tracekenya.ui.charts.sparkline import Sparkline, sparkline
from tracekenya.ui.charts.stacked import StackedBar, stacked_bar
from tracekenya.ui.charts.table import ChartTable
from tracekenya.ui.charts.tile_map import TileMap, tile_map

__all__ = [
    "BulletBar",
    "ChartTable",
    "ColumnChart",
    "LineChart",
    "PairedBars",
    "Series",
    "Sparkline",
    "StackedBar",
    "TileMap",
    "UnitDots",
    "bullet_bar",
    "column_chart",
    "line_chart",
    "paired_bars",
    "sparkline",
    "stacked_bar",
    "tile_map",
    "unit_dots",
]
