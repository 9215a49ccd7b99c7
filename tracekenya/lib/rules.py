"""Refusals that many acts share: days that cannot be, and days in the wrong order."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracekenya.lib.errors import DomainError


class OutOfOrder(DomainError):
    """A day lies before another day that must come first; the message names both."""


def day_words(day: dt.date) -> str:
    """Return a day as the sentences of refusals write it."""
    return date_format(day)


def refuse_future(day: dt.date | None, field: str) -> None:
    """Raise DomainError at `field` for a day after today."""
    if day is not None and day > timezone.localdate():
        raise DomainError(
            _("%(day)s is in the future. Enter the day on which it happened.")
            % {"day": date_format(day)},
            field=field,
        )


def refuse_before(
    day: dt.date | None, earliest: dt.date | None, *, field: str, sentence: str
) -> None:
    """Raise OutOfOrder at `field` when `day` is before `earliest`.

    `sentence` is translated and names both days as %(day)s and %(earliest)s.
    """
    if day is not None and earliest is not None and day < earliest:
        days = {"day": date_format(day), "earliest": date_format(earliest)}
        raise OutOfOrder(sentence % days, field=field)


def refuse_end_before_start(end: dt.date | None, start: dt.date | None, field: str) -> None:
    """Raise OutOfOrder at `field` when something ends before it begins."""
    refuse_before(
        end,
        start,
        field=field,
        sentence=_("It cannot end on %(day)s, before it began (%(earliest)s)."),
    )


def refuse_over(day: dt.date | None, field: str) -> None:
    """Raise DomainError at `field` for a day before today; the message names both."""
    today = timezone.localdate()
    if day is not None and day < today:
        raise DomainError(
            _("%(day)s is over already; today is %(today)s.")
            % {"day": date_format(day), "today": date_format(today)},
            field=field,
        )
