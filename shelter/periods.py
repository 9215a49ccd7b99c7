"""How long people stay, as conditions of the database."""

import datetime as dt

from django.db.models import DateField, ExpressionWrapper, F, Q, Value

from shelter.enums import IN_HOUSE


def over_expected(today: dt.date) -> Q:
    """Return residents who stay longer than was expected when they came."""
    last_arrival = ExpressionWrapper(Value(today) - F("expected_days"), output_field=DateField())
    return Q(status__in=IN_HOUSE, admitted_at__date__lt=last_arrival)
