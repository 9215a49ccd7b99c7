"""What several forms of the shelter share."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

NOT_ASKED = _lazy("Not asked")
MOST_DAYS = 730  # an expected stay longer than two years is a slip of the finger


def rounded_now() -> dt.datetime:
    """Return the present minute, for controls that show no seconds."""
    return timezone.localtime().replace(second=0, microsecond=0)


def not_future(moment: dt.datetime) -> dt.datetime:
    if moment > timezone.now():
        raise ValidationError(_("This time is in the future."))
    return moment


def yes_or_no(label: Any, *, unsaid: Any = NOT_ASKED, hint: Any = "") -> forms.TypedChoiceField:
    """Return a control of yes, no, or nothing yet (None, in words `unsaid`)."""
    return forms.TypedChoiceField(
        label=label, help_text=hint, required=False, empty_value=None,
        choices=((None, unsaid), (True, _lazy("Yes")), (False, _lazy("No"))),
        coerce=lambda value: str(value) == "True",
    )  # fmt: skip
