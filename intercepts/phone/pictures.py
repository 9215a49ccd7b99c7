"""A QR picture as a drawing inside the page: no request, no style of its own, nothing kept."""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

EDGE = 4  # modules of white around, as readers want


def qr_svg(text: str, *, label: str) -> SafeString:
    """Return an `<svg>` that a camera reads as `text`; `label` is what a screen reader says."""
    code = qrcode.QRCode(border=EDGE)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(_runs(row, y) for y, row in enumerate(rows))
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<path fill="#000" d="{}"/></svg>',
        label, len(rows), len(rows), path,
    )  # fmt: skip


def _runs(row: list[bool], y: int) -> str:
    """Return one bar for each run of dark modules of a row."""
    bars, start = [], None
    for x, is_dark in enumerate([*row, False]):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            bars.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            start = None
    return "".join(bars)
