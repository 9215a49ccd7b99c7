"""A signature from a touch screen: strokes as digits, and the path that the server draws from them.

Strokes are parted by ";", points of a stroke by a space, the two numbers of a point by a comma:
"12,40 14,44;80,20 81,22". Nothing but digits and these three signs is ever kept or drawn.
"""

WIDTH, HEIGHT = 320, 160  # of the field, in its own points
MOST_CHARS = 20_000
LEAST_POINTS = 6  # fewer are a slip of the finger
SIGNS = frozenset("0123456789,; ")

Point = tuple[int, int]


def strokes_of(text: str) -> list[list[Point]]:
    """Return the points of each stroke. Raises ValueError for anything that is no signature."""
    if len(text) > MOST_CHARS or not SIGNS.issuperset(text):
        raise ValueError("only digits, commas, spaces and semicolons make a signature")
    strokes = [[_point(each) for each in stroke.split()] for stroke in text.split(";")]
    return [stroke for stroke in strokes if stroke]


def cleaned(text: str) -> str:
    """Return the strokes as they are kept. Raises ValueError unless somebody really signed."""
    strokes = strokes_of(text)
    if sum(map(len, strokes)) < LEAST_POINTS:
        raise ValueError("too few points")
    return ";".join(" ".join(f"{x},{y}" for x, y in stroke) for stroke in strokes)


def path_of(text: str) -> str:
    """Return the commands of an SVG path, "" for what cannot be drawn."""
    try:
        strokes = strokes_of(text)
    except ValueError:
        return ""
    # a line to the first point itself lets a single dot be seen
    return "".join(
        f"M{stroke[0][0]} {stroke[0][1]}" + "".join(f"L{x} {y}" for x, y in stroke)
        for stroke in strokes
    )


def _point(text: str) -> Point:
    x, y = map(int, text.split(","))
    if x > WIDTH or y > HEIGHT:
        raise ValueError("outside of the field")
    return x, y
