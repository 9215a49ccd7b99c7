"""The hour of a question, as a value that a statement which is kept can renew."""

import datetime as dt

from django.utils import timezone


class Moment(dt.datetime):
    """Now, moved by `shift`; whoever keeps a compiled statement puts the hour of each asking in its place."""

    shift: dt.timedelta


def moment(shift: dt.timedelta = dt.timedelta(0)) -> Moment:
    """Return the time that lies `shift` from now."""
    then = timezone.now() + shift
    made = Moment.combine(then.date(), then.timetz())
    made.shift = shift
    return made
