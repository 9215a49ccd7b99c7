"""Records of shelter, intercepts, referrals and the directory for tests."""

import datetime as dt

import factory
from django.utils import timezone

from intercepts.models import (
    CheckIn,
    Intercept,
    InterceptedPerson,
    MonitorShift,
    Route,
    Station,
    Tip,
    TransportOperator,
    Vehicle,
)
from referrals.models import Referral
from shelter.models import Admission, Bed, BedAssignment, Room, Shelter
from tests.factories.accounts import CountyFactory, UserFactory
from tests.factories.cases import DAY, CaseFactory, PersonFactory, ShelterOfficeFactory
from tracekenya.directory.models import Contact, CrewMember, Hotline, Organisation
from tracekenya.roles.roles import Role
from tracekenya.vault import blind

NOON = dt.datetime(2025, 6, 1, 12, 0, tzinfo=timezone.get_default_timezone())


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = "ngo"


class StationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Station

    code = factory.Sequence(lambda n: f"st{n}")
    name = factory.Sequence(lambda n: f"Station {n}")
    kind = "matatu_stage"
    county = factory.SubFactory(CountyFactory)


class OperatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TransportOperator

    organisation = factory.SubFactory(OrganisationFactory, kind="transport_sacco")
    mode = "matatu"


class RouteFactory(factory.django.DjangoModelFactory):
    """A route from one station to another."""

    class Meta:
        model = Route
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Route {n}")

    @factory.post_generation
    def stops(self, create, stations, **options):
        for place, station in enumerate(stations or [StationFactory(), StationFactory()]):
            self.stops.create(station=station, position=place)


class VehicleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vehicle

    code = factory.Sequence(lambda n: f"V-9{n:04d}")
    operator = factory.SubFactory(OperatorFactory)
    plate = factory.Sequence(lambda n: f"KZZ{n:03d}A")
    plate_token = factory.LazyAttribute(lambda row: blind.plate_token(row.plate))


class CrewMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CrewMember

    organisation = factory.LazyFunction(lambda: OperatorFactory().organisation)
    names = "Practice Crew"
    job = "driver"


class TipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tip

    code = factory.Sequence(lambda n: f"TIP-2025-9{n:04d}")
    happened_on = DAY
    source = "driver"
    kind = "child_trafficking"
    operator = factory.SubFactory(OperatorFactory)
    words = "Practice words of a tip"


class ShiftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MonitorShift

    monitor = factory.SubFactory(UserFactory, role=Role.FIELD_MONITOR)
    station = factory.SubFactory(StationFactory)
    day = DAY
    starts_at = dt.time(6)
    ends_at = dt.time(14)


class CheckInFactory(factory.django.DjangoModelFactory):
    """Somebody works alone since noon and is to say so again two hours later."""

    class Meta:
        model = CheckIn

    monitor = factory.SubFactory(UserFactory, role=Role.FIELD_MONITOR)
    station = factory.SubFactory(StationFactory)
    started_at = NOON
    due_at = NOON + dt.timedelta(hours=2)


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    organisation = factory.SubFactory(OrganisationFactory)
    position = "Practice desk"
    names = "Practice Contact"


class HotlineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Hotline
        django_get_or_create = ["number"]

    number = factory.Sequence(lambda n: f"11{n}")
    purpose = "Help"
    source = "A card"


class InterceptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Intercept

    code = factory.Sequence(lambda n: f"INT-ST-2025-{n:04d}")
    happened_on = DAY
    station = factory.SubFactory(StationFactory)


class InterceptedPersonFactory(factory.django.DjangoModelFactory):
    """A person finally classed as evidence of trafficking, unless told otherwise."""

    class Meta:
        model = InterceptedPerson

    intercept = factory.SubFactory(InterceptFactory)
    person = factory.SubFactory(PersonFactory)
    intercept_type = "adult_trafficking"
    final_class = "evidence_of_trafficking"
    classified_on = factory.LazyAttribute(lambda row: DAY if row.final_class else None)
    outcome = "travel_stopped_voluntary"


class ShelterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Shelter

    office = factory.SubFactory(ShelterOfficeFactory)
    opened_on = dt.date(2020, 1, 1)


class RoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Room

    shelter = factory.SubFactory(ShelterFactory)
    name = factory.Sequence(lambda n: f"Room {n}")
    kind = "female"


class BedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Bed

    room = factory.SubFactory(RoomFactory)
    label = factory.Sequence(lambda n: f"B{n}")
    in_use_from = dt.date(2020, 1, 1)


class AdmissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Admission

    case = factory.SubFactory(CaseFactory)
    shelter = factory.SubFactory(ShelterFactory)
    status = "admitted"
    requested_on = DAY
    admitted_at = NOON


class BedAssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BedAssignment

    bed = factory.SubFactory(BedFactory)
    admission = factory.SubFactory(AdmissionFactory)
    case = factory.SelfAttribute("admission.case")
    use = "stay"
    period = (NOON, None)


def sleeper(bed: Bed | None = None, since: dt.datetime = NOON, **facts) -> Admission:
    """Return the stay of somebody who has slept in `bed` (a new one for none) since then."""
    bed = bed or BedFactory()
    stay = AdmissionFactory(shelter=bed.room.shelter, admitted_at=since, **facts)
    BedAssignmentFactory(bed=bed, admission=stay, period=(since, None))
    return stay


class ReferralFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Referral

    code = factory.Sequence(lambda n: f"RF-2025-{n:05d}")
    case = factory.SubFactory(CaseFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    reason = "additional_services"
    drafted_on = DAY
