"""Records of the life in a house for tests: one factory a model of `shelter/models`."""

import datetime as dt

import factory
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from shelter.models import (
    Absence,
    Allegation,
    BedOutage,
    BelongingItem,
    Chore,
    DailyNote,
    DayVisit,
    Dose,
    ExitDecision,
    HandoverRead,
    HealthCheck,
    HomeAssessment,
    Incident,
    IncidentNotice,
    IncidentPerson,
    KeepApart,
    Medicine,
    MissingReport,
    MoveIn,
    OfficerNotice,
    Receiver,
    RollCall,
    RollCallAnswer,
    SealedNote,
    ShelterExit,
    ShelterTransfer,
    ShiftLog,
    Signature,
    StayExtension,
    StayTask,
    TurnAway,
    Visit,
)
from tests.factories.accounts import UserFactory
from tests.factories.cases import DAY, CaseFactory
from tests.factories.work import NOON, AdmissionFactory, BedFactory, ShelterFactory

HOUR = dt.timedelta(hours=1)


class OfStayFactory(factory.django.DjangoModelFactory):
    """A row that belongs to a stay."""

    class Meta:
        abstract = True

    admission = factory.SubFactory(AdmissionFactory)


class OfHouseFactory(factory.django.DjangoModelFactory):
    """A row that belongs to a house."""

    class Meta:
        abstract = True

    shelter = factory.SubFactory(ShelterFactory)


class ShelterExitFactory(OfStayFactory):
    class Meta:
        model = ShelterExit

    admission = factory.SubFactory(AdmissionFactory, status="exited", ended_at=NOON + 24 * HOUR)
    kind = "independent_living"


class BedOutageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BedOutage

    bed = factory.SubFactory(BedFactory)
    period = DateTimeTZRange(NOON, None)
    reason = "broken"


class KeepApartFactory(factory.django.DjangoModelFactory):
    """Two cases that stay apart, unless a suspect is given and `other` is None."""

    class Meta:
        model = KeepApart

    case = factory.SubFactory(CaseFactory)
    other = factory.SubFactory(CaseFactory)
    reason = "violence"


class OfficerNoticeFactory(OfStayFactory):
    class Meta:
        model = OfficerNotice

    kind = "children_officer"
    told_at = NOON + HOUR
    officer = "Practice officer"
    by_how = "call"


class StayTaskFactory(OfStayFactory):
    class Meta:
        model = StayTask

    kind = "health"
    due_at = NOON + 24 * HOUR


class TurnAwayFactory(OfHouseFactory):
    class Meta:
        model = TurnAway

    happened_at = NOON
    age_band = "20_24"
    sex = "female"
    reason = "no_bed"
    sent_to_kind = "other_shelter"


class StayExtensionFactory(OfStayFactory):
    class Meta:
        model = StayExtension

    until_on = DAY + dt.timedelta(days=60)
    reason = "court"
    recorded_by = factory.SubFactory(UserFactory)


class ShelterTransferFactory(OfStayFactory):
    class Meta:
        model = ShelterTransfer

    from_shelter = factory.SelfAttribute("admission.shelter")
    to_shelter = factory.SubFactory(ShelterFactory)
    reason = "safety"
    recorded_by = factory.SubFactory(UserFactory)


class DayVisitFactory(OfHouseFactory):
    class Meta:
        model = DayVisit

    case = factory.SubFactory(CaseFactory)
    came_on = DAY
    kind = "counselling_individual"


class HomeAssessmentFactory(OfStayFactory):
    """A home without an alarm."""

    class Meta:
        model = HomeAssessment

    assessed_on = DAY
    pressure = would_send_again = guardian_substance = "no"
    suicidal_thoughts = guardians_sold = suspect_at_home = "no"
    feels_safe = wants_to_go = "yes"
    sexual_abuse = physical_abuse = emotional_abuse = "never"
    economy = "enough"


class ReceiverFactory(OfStayFactory):
    """Somebody of whom nothing is checked yet."""

    class Meta:
        model = Receiver

    names = "Practice Receiver"
    relation = "parent"
    recorded_by = factory.SubFactory(UserFactory)


class ExitDecisionFactory(OfStayFactory):
    """A question that nobody has answered."""

    class Meta:
        model = ExitDecision

    stops = ["unwilling"]
    recorded_by = factory.SubFactory(UserFactory)


class BelongingItemFactory(OfStayFactory):
    class Meta:
        model = BelongingItem

    kind = "phone"
    description = "Practice telephone"
    received_at = NOON


class SignatureFactory(OfStayFactory):
    class Meta:
        model = Signature

    purpose = "items_in"
    mode = "paper"
    signer = "resident"
    signed_at = NOON


class HealthCheckFactory(OfStayFactory):
    class Meta:
        model = HealthCheck

    checked_at = NOON + HOUR
    consent = "person"


class MedicineFactory(OfStayFactory):
    class Meta:
        model = Medicine

    medicine = "Practice medicine"
    dose = "One spoon"
    times = [dt.time(8), dt.time(20)]
    from_on = DAY


class DoseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dose

    medicine = factory.SubFactory(MedicineFactory)
    due_at = NOON
    given_at = NOON
    outcome = "given"


class ShiftLogFactory(OfHouseFactory):
    class Meta:
        model = ShiftLog

    day = DAY
    shift = "day"


class HandoverReadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HandoverRead

    log = factory.SubFactory(ShiftLogFactory)
    user = factory.SubFactory(UserFactory)


class ChoreFactory(OfHouseFactory):
    class Meta:
        model = Chore

    day = DAY
    chore = "Kitchen"


class RollCallFactory(OfHouseFactory):
    class Meta:
        model = RollCall

    called_at = NOON
    shift = "day"
    expected = counted = 1


class RollCallAnswerFactory(OfStayFactory):
    class Meta:
        model = RollCallAnswer

    roll_call = factory.SubFactory(RollCallFactory)
    state = "present"


class DailyNoteFactory(OfStayFactory):
    class Meta:
        model = DailyNote

    day = DAY
    shift = "day"


class VisitFactory(OfHouseFactory):
    """Somebody who came to no resident in particular."""

    class Meta:
        model = Visit

    names = "Practice Visitor"
    purpose = "inspection"
    came_at = NOON
    outcome = "admitted"


class AbsenceFactory(OfStayFactory):
    """Out since noon, expected back four hours later."""

    class Meta:
        model = Absence

    kind = "appointment"
    out_at = NOON
    due_back_at = NOON + 4 * HOUR


class MissingReportFactory(OfStayFactory):
    class Meta:
        model = MissingReport

    last_seen_at = NOON
    noticed_at = NOON + HOUR
    is_child = False


class IncidentFactory(OfHouseFactory):
    class Meta:
        model = Incident

    happened_at = NOON
    kind = "property"
    severity = "minor"
    what = "A window broke"


class IncidentPersonFactory(OfStayFactory):
    class Meta:
        model = IncidentPerson

    incident = factory.SubFactory(
        IncidentFactory, shelter=factory.SelfAttribute("..admission.shelter")
    )


class IncidentNoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IncidentNotice

    incident = factory.SubFactory(IncidentFactory)
    party = "manager"
    told_at = NOON
    by = factory.SubFactory(UserFactory)


class AllegationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Allegation

    what = "Practice allegation"
    recorded_by = factory.SubFactory(UserFactory)


class SealedNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SealedNote

    to_chair = factory.SubFactory(UserFactory)
    text = "Practice note"


class MoveInFactory(OfHouseFactory):
    class Meta:
        model = MoveIn

    sha256 = "0" * 64
    rows = good = 1
