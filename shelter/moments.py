"""Refusals of moments that cannot be; each names the times it is about."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracekenya.lib.errors import DomainError


def moment_words(moment: dt.datetime) -> str:
    """Return a day and time as the sentences of refusals write it."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def refuse_future(moment: dt.datetime | None, field: str) -> None:
    """Raise DomainError at `field` for a moment that has not come yet."""
    if moment is not None and moment > timezone.now():
        raise DomainError(
            _("%(time)s is in the future. Enter when it happened.")
            % {"time": moment_words(moment)},
            field=field,
        )


def refuse_before(
    moment: dt.datetime | None, earliest: dt.datetime | None, *, field: str, sentence: str
) -> None:
    """Raise DomainError at `field` when `moment` is before `earliest`.

    `sentence` is translated and names both as %(time)s and %(earliest)s.
    """
    if moment is not None and earliest is not None and moment < earliest:
        words = {"time": moment_words(moment), "earliest": moment_words(earliest)}
        raise DomainError(sentence % words, field=field)
