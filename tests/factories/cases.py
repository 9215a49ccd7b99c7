"""Records of casework for tests, plain unless a test says otherwise."""

import datetime as dt
import uuid

import factory

from cases.enums import CaseStatus
from cases.models import (
    Case,
    CaseGrant,
    CaseSuspect,
    Charge,
    ChargeOutcome,
    ConsentRecord,
    CourtCase,
    CourtCaseVictim,
    FollowUpVisit,
    Hearing,
    Note,
    Offence,
    Person,
    PreventionOutcome,
    Reintegration,
    ServiceProvision,
    Suspect,
    TraffickingProfile,
)
from tests.factories.accounts import CountyFactory, OfficeFactory

DAY = dt.date(2025, 6, 1)


HAND_MADE = 500_000  # codes of rows made here: far from those that actions give, which begin at 1


class PersonFactory(factory.django.DjangoModelFactory):
    """A woman of 25 on 1 June 2025 unless told otherwise. `child=True`: a girl of 10."""

    class Meta:
        model = Person

    class Params:
        child = factory.Trait(birth_date=dt.date(2015, 1, 15))
        boy = factory.Trait(birth_date=dt.date(2015, 1, 15), sex="male")
        man = factory.Trait(sex="male")
        no_age = factory.Trait(birth_date=None)

    id = factory.LazyFunction(uuid.uuid4)
    code = factory.Sequence(lambda n: f"P-{n + HAND_MADE:06d}")
    sex = "female"
    birth_date = dt.date(2000, 1, 15)
    nationality = "KE"


class CaseFactory(factory.django.DjangoModelFactory):
    """An active trafficking case. `granted_to=[user, office]` gives write grants."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"TK-2025-{n:05d}")
    person = factory.SubFactory(PersonFactory)
    status = CaseStatus.ACTIVE
    opened_on = DAY
    source = "intercept"
    case_types = factory.LazyFunction(lambda: ["trafficking"])
    trafficking_status = "presumed_victim"
    county = factory.SubFactory(CountyFactory)

    @factory.post_generation
    def granted_to(self, create, whom, **options):
        for each in whom or ():
            kind = "office" if each._meta.model_name == "office" else "user"
            CaseGrant.objects.create(case=self, reason="assigned", **{kind: each}, **options)


class ProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TraffickingProfile

    case = factory.SubFactory(CaseFactory)


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceProvision

    case = factory.SubFactory(CaseFactory)
    kind = "counselling_individual"
    status = "delivered"
    delivered_on = DAY


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConsentRecord

    case = factory.SubFactory(CaseFactory)
    scope = "share_referral"
    status = "given"
    giver = "self"
    mode = "signature"
    given_on = DAY


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    case = factory.SubFactory(CaseFactory)
    text = "Seen today."
    written_on = DAY


class PreventionOutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PreventionOutcome

    person = factory.SubFactory(PersonFactory)
    kind = "trafficking"
    basis = "intercepted"
    happened_on = DAY


class ReintegrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reintegration

    case = factory.SubFactory(CaseFactory)
    happened_on = DAY
    kind = "birth_family"
    county = factory.SubFactory(CountyFactory)


class FollowUpVisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FollowUpVisit

    reintegration = factory.SubFactory(ReintegrationFactory)
    milestone = "m1"
    due_on = dt.date(2025, 7, 1)


class SuspectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Suspect

    code = factory.Sequence(lambda n: f"S-{n + HAND_MADE // 10:05d}")
    sex = "male"


class CaseSuspectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseSuspect

    case = factory.SubFactory(CaseFactory)
    suspect = factory.SubFactory(SuspectFactory)


class OffenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Offence
        django_get_or_create = ["code"]

    code = "CTIP-3-5"
    act = "Counter-Trafficking in Persons Act"
    section = "3(1),(5)"
    title = "Trafficking in persons"
    source = "test"


class CourtCaseFactory(factory.django.DjangoModelFactory):
    """A case before a magistrate; `victim=case` links one of our cases."""

    class Meta:
        model = CourtCase
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"CC-2025-{n:04d}")
    court = "Test Law Courts"
    court_level = "magistrate"
    stage = "plea"
    plea_on = DAY
    county = factory.SubFactory(CountyFactory)

    @factory.post_generation
    def victim(self, create, case, **options):
        if case is not None:
            CourtCaseVictim.objects.create(court_case=self, case=case, **options)


class ChargeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Charge

    court_case = factory.SubFactory(CourtCaseFactory)
    suspect = factory.SubFactory(SuspectFactory)
    offence = factory.SubFactory(OffenceFactory)


class ChargeOutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChargeOutcome

    charge = factory.SubFactory(ChargeFactory)
    outcome = "convicted"
    decided_on = DAY


class HearingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Hearing

    court_case = factory.SubFactory(CourtCaseFactory)
    held_on = DAY
    kind = "mention"


class ShelterOfficeFactory(OfficeFactory):
    kind = "shelter"
