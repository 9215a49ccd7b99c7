"""Colours that SVG parts carry as attributes: paper takes them as they are, charts.css recolours screens."""

INK = "#16262b"
MUTED = "#4f5f64"
LINE = "#c9d1d3"
TRACK = "#d5dddf"
TEAL = "#0b5d66"
HALO = "#ffffff"

# Series step in lightness as well as hue, and each has its own pattern: they hold on a grey printer.
SERIES = ("#0b5d66", "#c98b1b", "#7570b3", "#8fb8bd", "#a61e4d", "#5f6e73")
PATTERNS = ("solid", "diagonal", "dots", "rows", "cross", "columns")

# Five steps of one hue for the tile map, light to dark, with the ink that can be read on each.
STEPS = (
    ("#d9ecec", INK),
    ("#a9d3d5", INK),
    ("#6db1b6", INK),
    ("#2f7f87", HALO),
    ("#0a4a52", HALO),
)

# Key focus areas: searched for the widest separation under the three colour-vision deficiencies.
KFA = {1: "#a61e4d", 2: "#3b0f70", 3: "#9c6b00", 4: "#7570b3"}
