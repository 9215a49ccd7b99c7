"""What stands in a cell of a list: as HTML on the page, typed in a file."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise

from tracekenya.ui import markup
from tracekenya.ui.markup import escaped
from tracekenya.ui.tables import Link

NOTHING = "–"


@dataclass(frozen=True)
class Tag:
    """A state in words with a tone: info, success, warning, danger or none."""

    text: str | Promise
    tone: str = ""


Cell = str | Promise | int | Decimal | dt.date | dt.datetime | Link | Tag | None


def words(value: Any) -> str:
    """Return a value as the reader writes it; nothing stays empty."""
    if value is None or value == "":
        return ""
    if isinstance(value, Link | Tag):
        return words(value.text)
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return number_format(value, use_l10n=True, force_grouping=True)
    return str(value)


def html(value: Any) -> str:
    """Return the cell's markup. By hand: format_html takes five times as long, cell by cell."""
    if isinstance(value, Link) and value.url:
        return f'<a href="{escaped(value.url)}">{escaped(words(value.text))}</a>'
    if isinstance(value, Tag) and value.text:
        return markup.tag(value.text, value.tone)
    return f"<span>{escaped(words(value)) or NOTHING}</span>"


def typed(value: Any) -> Any:
    """Return what a file holds: numbers and days as such, everything else as text."""
    if isinstance(value, Link):
        return typed(value.text)
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, dt.date | int | Decimal) and not isinstance(value, bool):
        return value
    return words(value)
