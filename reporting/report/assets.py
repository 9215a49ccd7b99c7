"""What the renderer may use: the embedded fonts and the report's style, held in memory."""

from functools import cache
from pathlib import Path

from tracekenya.lib.pdf import Asset

APP = Path(__file__).resolve().parent.parent
FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf")
STYLE = "report.css"


@cache
def assets() -> dict[str, Asset]:
    """Return name -> asset: the fonts and `report.css`."""
    fonts = {name: Asset((APP / "fonts" / name).read_bytes(), "font/ttf") for name in FONTS}
    return fonts | {STYLE: Asset((APP / "report" / STYLE).read_bytes(), "text/css")}
