"""The few SQL functions that counting needs beyond Django's own."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, DateField, Func, UUIDField, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone


class YearsBefore(Func):
    """The same day `years` earlier; 29 February falls back to the 28th.

    Born later than this day means younger than `years`, so that who is born on 29 February comes
    of age on 1 March.
    """

    template = "(%(expressions)s))::date"
    arg_joiner = " - make_interval(years => "
    output_field = DateField()

    def __init__(self, day, years: int):
        super().__init__(day, Value(years))


class MonthsAfter(Func):
    """The same day `months` later, or that month's last day."""

    template = "(%(expressions)s))::date"
    arg_joiner = " + make_interval(months => "
    output_field = DateField()

    def __init__(self, day, months: int):
        super().__init__(day, Value(months))


class DaysAfter(Func):
    """The day that lies `days` later."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = DateField()

    def __init__(self, day, days: int):
        super().__init__(day, Value(days))


class CodeKey(Func):
    """A short code of digits and the letters a-f as a UUID, so that all keys have one type."""

    template = "lpad(%(expressions)s, 32, '0')::uuid"
    output_field = UUIDField()


class TextKey(Func):
    """Any text as a UUID (its MD5)."""

    template = "md5(%(expressions)s)::uuid"
    output_field = UUIDField()


class Codes(Func):
    """One code as a list of one, so that single and multiple answers are counted alike."""

    template = "ARRAY[%(expressions)s]::varchar[]"
    output_field = ArrayField(CharField())


def local_day(moment: str) -> TruncDate:
    """Return the day of a moment on the clock of Kenya."""
    return TruncDate(moment, tzinfo=timezone.get_default_timezone())


def text_or(path, default: str) -> Coalesce:
    return Coalesce(path, Value(default), output_field=CharField())
