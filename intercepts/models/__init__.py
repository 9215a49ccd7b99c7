"""Tables of intercepts, one file for each part of the work."""

from intercepts.models.alerts import (
    CallBack,
    InterceptAlert,
)
from intercepts.models.consent import (
    ConsentText,
    ConsentWording,
)
from intercepts.models.field import (
    EnrolmentCode,
    FieldKey,
    FieldPhone,
    FieldSubmission,
)
from intercepts.models.follow_up import (
    InterceptFollowUp,
)
from intercepts.models.intercept import (
    Intercept,
    InterceptedPerson,
    InterceptQuerySet,
    JourneyTally,
    ObservedSign,
)
from intercepts.models.photo import (
    InterceptPhoto,
    PhotoUpload,
)
from intercepts.models.registry import (
    Route,
    RouteStop,
    Tip,
    Vehicle,
)
from intercepts.models.road import (
    Station,
    TransportOperator,
)
from intercepts.models.screening import (
    ScreeningForm,
    ScreeningQuestion,
    ScreeningSection,
)
from intercepts.models.screening_draft import (
    DraftQuestion,
    DraftSection,
    ScreeningDraft,
)
from intercepts.models.suspect import (
    InterceptSuspect,
)
from intercepts.models.vetting import (
    VettingVerdict,
)
from intercepts.models.watch import (
    CheckIn,
    MonitorShift,
    PlateMark,
    RepeatAlert,
)

__all__ = [
    "CallBack",
    "ConsentText",
    "ConsentWording",
    "DraftQuestion",
    "DraftSection",
    "EnrolmentCode",
    "FieldKey",
    "FieldPhone",
    "FieldSubmission",
    "CheckIn",
    "Intercept",
    "InterceptAlert",
    "InterceptFollowUp",
    "InterceptPhoto",
    "InterceptQuerySet",
    "InterceptSuspect",
    "InterceptedPerson",
    "JourneyTally",
    "MonitorShift",
    "ObservedSign",
    "PhotoUpload",
    "PlateMark",
    "RepeatAlert",
    "Route",
    "RouteStop",
    "ScreeningDraft",
    "ScreeningForm",
    "ScreeningQuestion",
    "ScreeningSection",
    "Station",
    "Tip",
    "TransportOperator",
    "Vehicle",
    "VettingVerdict",
]
