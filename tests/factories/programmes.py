"""Activities and registers for tests."""

import datetime as dt

import factory

from programmes.models import (
    Activity,
    ActivityAttendance,
    ActivityHeadcount,
    BoardAttendance,
    BoardMeeting,
    BoardMember,
    BusinessVisit,
    Channel,
    Expenditure,
    FundingRecord,
    Investment,
    Network,
    Partnership,
    PolicyDocument,
    Project,
    StaffPost,
    TrustFundGrant,
)
from tests.factories.accounts import CountyFactory
from tests.factories.cases import DAY, CaseFactory, PersonFactory
from tests.factories.work import OrganisationFactory

START = dt.date(2024, 1, 1)
PAID_ON = dt.date(2025, 7, 1)


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project

    code = factory.Sequence(lambda n: f"project-{n}")
    name = factory.Sequence(lambda n: f"Project {n}")
    starts_on = START


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    code = factory.Sequence(lambda n: f"ACT-2025-{n:04d}")
    title = "Mentorship session"
    kind = "mentorship"
    themes = factory.LazyFunction(lambda: ["gender_justice"])
    held_on = DAY
    county = factory.SubFactory(CountyFactory)


class AttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActivityAttendance

    activity = factory.SubFactory(ActivityFactory)
    person = factory.SubFactory(PersonFactory)


class HeadcountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActivityHeadcount

    activity = factory.SubFactory(ActivityFactory)
    sex = "female"
    age_band = "10_14"
    people = 5


class PartnershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partnership

    organisation = factory.SubFactory(OrganisationFactory)
    themes = factory.LazyFunction(lambda: ["strategic"])
    level = "national"
    starts_on = START


class NetworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Network

    name = factory.Sequence(lambda n: f"Network {n}")
    themes = factory.LazyFunction(lambda: ["survivor_voice"])
    level = "national"
    our_role = "member"
    starts_on = START


class TrustFundGrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TrustFundGrant

    case = factory.SubFactory(CaseFactory)

    class Params:
        paid = factory.Trait(
            status="disbursed", trained_on=DAY, disbursed_on=PAID_ON, amount_kes=30_000
        )


class BusinessVisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BusinessVisit

    grant = factory.SubFactory(TrustFundGrantFactory, paid=True)
    visited_on = dt.date(2025, 9, 1)
    is_alive = True


class PolicyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PolicyDocument

    title = factory.Sequence(lambda n: f"Policy {n}")
    status = "in_use"
    meets_standard = True
    approved_on = START
    next_review_on = dt.date(2027, 1, 1)


class StaffPostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StaffPost

    staff_code = factory.Sequence(lambda n: f"T{n:03d}")
    title = "Post"
    function = "programme"
    starts_on = START


class BoardMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BoardMember

    code = factory.Sequence(lambda n: f"BM{n:02d}")
    starts_on = START


class BoardMeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BoardMeeting

    held_on = DAY
    kind = "ordinary"


class BoardAttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BoardAttendance

    meeting = factory.SubFactory(BoardMeetingFactory)
    member = factory.SubFactory(BoardMemberFactory)
    attended = True


class ChannelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Channel

    kind = "website"
    name = factory.Sequence(lambda n: f"Channel {n}")
    starts_on = START
    last_activity_on = DAY


class InvestmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Investment

    kind = "land"
    name = "Plot"
    acquired_on = START


class FundingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FundingRecord

    received_on = DAY
    kind = "grant"
    amount_kes = 1_000_000


class ExpenditureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Expenditure

    spent_on = DAY
    kfa = "KFA1"
    line = "Prevention"
    amount_kes = 1_000_000
