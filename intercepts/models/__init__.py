"""Tables of intercepts, one file for each part of the work."""

from intercepts.models.field import (
    EnrolmentCode,
    FieldKey,
    FieldPhone,
    FieldSubmission,
)
from intercepts.models.intercept import (
    Intercept,
    InterceptedPerson,
    InterceptQuerySet,
    JourneyTally,
    ObservedSign,
)
from intercepts.models.road import (
    Station,
    TransportOperator,
)
from intercepts.models.screening import (
    ScreeningForm,
    ScreeningQuestion,
)

__all__ = [
    "EnrolmentCode",
    "FieldKey",
    "FieldPhone",
    "FieldSubmission",
    "Intercept",
    "InterceptQuerySet",
    "InterceptedPerson",
    "JourneyTally",
    "ObservedSign",
    "ScreeningForm",
    "ScreeningQuestion",
    "Station",
    "TransportOperator",
]
