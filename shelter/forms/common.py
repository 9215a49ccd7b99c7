"""What several forms of the shelter share."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

MOST_DAYS = 730  # an expected stay longer than two years is a slip of the finger


def rounded_now() -> dt.datetime:
    """Return the present minute, for controls that show no seconds."""
    return timezone.localtime().replace(second=0, microsecond=0)


def not_future(moment: dt.datetime) -> dt.datetime:
    if moment > timezone.now():
        raise ValidationError(_("This time is in the future."))
    return moment
