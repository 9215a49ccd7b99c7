"""One row of every model with sealed texts, each text a mark of its own."""

from collections.abc import Callable

from django.db import models
from django.utils import timezone

from cases.enums import EmergencyKind, ReasonKind
from cases.models import CourtCaseVictim
from cases.models.protection import AccessReason, EmergencyOpening
from intercepts.models import FieldKey, InterceptFollowUp
from shelter.models import ShelterExit
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CourtCaseFactory,
    FollowUpVisitFactory,
    NoteFactory,
    PersonFactory,
    PreventionOutcomeFactory,
    ReintegrationFactory,
    ServiceFactory,
    SuspectFactory,
)
from tests.factories.house import (
    AbsenceFactory,
    AllegationFactory,
    BelongingItemFactory,
    DailyNoteFactory,
    DoseFactory,
    ExitDecisionFactory,
    HealthCheckFactory,
    HomeAssessmentFactory,
    IncidentFactory,
    MedicineFactory,
    MissingReportFactory,
    OfficerNoticeFactory,
    ReceiverFactory,
    RollCallFactory,
    SealedNoteFactory,
    ShiftLogFactory,
    SignatureFactory,
    StayExtensionFactory,
    StayTaskFactory,
    VisitFactory,
)
from tests.factories.programmes import BoardMemberFactory, StaffPostFactory, TrustFundGrantFactory
from tests.factories.vetting import CallBackFactory, VettingVerdictFactory
from tests.factories.work import (
    AdmissionFactory,
    ContactFactory,
    CrewMemberFactory,
    InterceptedPersonFactory,
    InterceptFactory,
    ReferralFactory,
    ShelterFactory,
    TipFactory,
    VehicleFactory,
)
from tracekenya.accounts.models import Installation
from tracekenya.vault.fields import EncryptedTextField, sealed_fields

OF_STAY = (
    OfficerNoticeFactory, StayTaskFactory, StayExtensionFactory, HomeAssessmentFactory, ReceiverFactory,
    ExitDecisionFactory, BelongingItemFactory, HealthCheckFactory, MedicineFactory, DailyNoteFactory,
    AbsenceFactory, MissingReportFactory,
)  # fmt: skip
Mark = Callable[[EncryptedTextField], str]
ELSEWHERE = {Installation}  # one row, made when the system starts; it holds a known word


def of_one_person(mark: Mark) -> list[models.Model]:
    """Return the rows about one person of the registry, the person first."""
    person = PersonFactory(**marks(PersonFactory._meta.model, mark))
    case = CaseFactory(person=person, **marks(CaseFactory._meta.model, mark))
    stay = AdmissionFactory(case=case, **marks(AdmissionFactory._meta.model, mark))
    return_ = ReintegrationFactory(case=case, **marks(ReintegrationFactory._meta.model, mark))
    court = CourtCaseFactory()
    user = UserFactory()
    rows = [
        person,
        case,
        stay,
        return_,
        ShelterExit.objects.create(admission=stay, kind="other", **marks(ShelterExit, mark)),
        CourtCaseVictim.objects.create(court_case=court, case=case, **marks(CourtCaseVictim, mark)),
        AccessReason.objects.create(
            event=court.pk.int % 2**60,
            case=case,
            by=user,
            kind=ReasonKind.CARE,
            **marks(AccessReason, mark),
        ),
        EmergencyOpening.objects.create(
            case=case,
            opened_by=user,
            kind=next(iter(EmergencyKind)),
            until_at=stay.admitted_at.replace(year=2035),
            **marks(EmergencyOpening, mark),
        ),
    ]
    rows += [
        factory(case=case, **marks(factory._meta.model, mark))
        for factory in (NoteFactory, ServiceFactory, ReferralFactory, TrustFundGrantFactory)
    ]
    rows += [factory(admission=stay, **marks(factory._meta.model, mark)) for factory in OF_STAY]
    signed = marks(SignatureFactory._meta.model, mark)
    rows.append(SignatureFactory(admission=stay, mode="touch", **signed))
    rows.append(DoseFactory(medicine__admission=stay, **marks(DoseFactory._meta.model, mark)))
    visits = marks(FollowUpVisitFactory._meta.model, mark)
    rows.append(FollowUpVisitFactory(reintegration=return_, **visits))
    prevented = marks(PreventionOutcomeFactory._meta.model, mark)
    rows.append(PreventionOutcomeFactory(person=person, **prevented))
    return rows + of_one_met(person, mark)


def of_one_met(person, mark: Mark) -> list[models.Model]:
    """Return the rows about one meeting with the person on the road."""
    met = InterceptedPersonFactory(
        person=person, **marks(InterceptedPersonFactory._meta.model, mark)
    )
    return [met] + [
        factory(intercepted_person=met, **marks(factory._meta.model, mark))
        for factory in (VettingVerdictFactory, CallBackFactory)
    ]


def of_nobody_in_the_registry(mark: Mark) -> list[models.Model]:
    """Return rows that own themselves."""
    factories = (
        UserFactory, SuspectFactory, CourtCaseFactory, ShelterFactory, InterceptFactory, ContactFactory,
        CrewMemberFactory, StaffPostFactory, BoardMemberFactory, ShiftLogFactory, RollCallFactory,
        VisitFactory, IncidentFactory, AllegationFactory, SealedNoteFactory, TipFactory,
    )  # fmt: skip
    rows = [factory(**marks(factory._meta.model, mark)) for factory in factories]
    followed = InterceptFollowUp.objects.create(
        intercept=InterceptFactory(), way="call", **marks(InterceptFollowUp, mark)
    )
    return [*rows, followed, vehicle(mark), retired_key(mark)]


def vehicle(mark: Mark) -> models.Model:
    """Return a vehicle that is found apart from any other, also when their plates read alike."""
    token = f"token {VehicleFactory._meta.model.objects.count()}"
    return VehicleFactory(plate_token=token, **marks(VehicleFactory._meta.model, mark))


def retired_key(mark: Mark) -> FieldKey:
    """Return a key of phones that was retired: of the present ones there is only one."""
    kid, now = f"k{FieldKey.objects.count()}", timezone.now()
    return FieldKey.objects.create(
        kid=kid, point=b"", made_at=now, retired_at=now, **marks(FieldKey, mark)
    )


def met_on_the_road(person, mark: Mark) -> models.Model:
    """Return an intercept in which the person was the only one."""
    intercept = InterceptFactory(**marks(InterceptFactory._meta.model, mark))
    InterceptedPersonFactory(intercept=intercept, person=person)
    return intercept


def marks(model: type[models.Model], mark: Mark) -> dict[str, str]:
    return {field.name: mark(field) for field in sealed_fields(model)}


def read(rows: list[models.Model]) -> dict[str, str]:
    """Return seal label -> text, read from the database anew."""
    fresh = [type(row)._base_manager.get(pk=row.pk) for row in rows]
    return {
        field.seal_label: getattr(row, field.name)
        for row in fresh
        for field in sealed_fields(type(row))
    }


def by_label(field: EncryptedTextField) -> str:
    return f"Mfano {field.seal_label}"
