"""One record of every kind that the pages show, and the key by which each route finds its own."""

import datetime as dt

from allauth.mfa.models import Authenticator
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from cases.models import AccessReason, Case, ConflictOfInterest, EmergencyOpening
from intercepts.models import ConsentText, InterceptFollowUp, RepeatAlert
from reporting.models import Indicator
from shelter.models import Admission, ShelterExit, ShelterTransfer
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CaseSuspectFactory,
    ChargeFactory,
    ChargeOutcomeFactory,
    ConsentFactory,
    CourtCaseFactory,
    FollowUpVisitFactory,
    HearingFactory,
    NoteFactory,
    PersonFactory,
    PreventionOutcomeFactory,
    ProfileFactory,
    ServiceFactory,
    ShelterOfficeFactory,
    SuspectFactory,
)
from tests.factories.field import kept_photo, made_phone, tally, waiting_record
from tests.factories.house import (
    AbsenceFactory,
    AllegationFactory,
    BedOutageFactory,
    BelongingItemFactory,
    ChoreFactory,
    DailyNoteFactory,
    DayVisitFactory,
    DoseFactory,
    ExitDecisionFactory,
    HealthCheckFactory,
    HomeAssessmentFactory,
    IncidentPersonFactory,
    KeepApartFactory,
    MedicineFactory,
    MissingReportFactory,
    MoveInFactory,
    OfficerNoticeFactory,
    ReceiverFactory,
    RollCallFactory,
    SealedNoteFactory,
    ShelterTransferFactory,
    ShiftLogFactory,
    StayExtensionFactory,
    StayTaskFactory,
    TurnAwayFactory,
    VisitFactory,
)
from tests.factories.notices import told
from tests.factories.passkeys import credential
from tests.factories.programmes import (
    ActivityFactory,
    AttendanceFactory,
    BoardAttendanceFactory,
    BoardMeetingFactory,
    BusinessVisitFactory,
    ChannelFactory,
    ExpenditureFactory,
    FundingFactory,
    InvestmentFactory,
    NetworkFactory,
    PartnershipFactory,
    PolicyFactory,
    ProjectFactory,
    StaffPostFactory,
)
from tests.factories.reporting import earlier_value, sealed_evidence, year_note
from tests.factories.vetting import (
    CallBackFactory,
    InterceptAlertFactory,
    VettingVerdictFactory,
    sign_of_draft,
)
from tests.factories.work import (
    NOON,
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    CheckInFactory,
    ContactFactory,
    CrewMemberFactory,
    HotlineFactory,
    InterceptedPersonFactory,
    OperatorFactory,
    OrganisationFactory,
    ReferralFactory,
    RoomFactory,
    RouteFactory,
    ShelterFactory,
    ShiftFactory,
    TipFactory,
    VehicleFactory,
)
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.jobs.models import Job
from tracekenya.roles.roles import Role

OUT_OF_THE_WAY = 9000  # codes of the factories from here on do not meet those that actions give


def _start_codes() -> None:
    for factory in (
        PersonFactory,
        CaseFactory,
        SuspectFactory,
        CourtCaseFactory,
        ReferralFactory,
        ActivityFactory,
    ):
        factory.reset_sequence(OUT_OF_THE_WAY, force=True)


# Pages of what one person has alone: a passkey, an opened emergency, a notice, a note shared with them.
ALONE = {
    "mfa_edit_webauthn", "cases:emergency_case", "notices:notice_detail", "cases:counselling_read",
    "shelter:sealed_note_read",
}  # fmt: skip


def emergency(case: Case, by: User) -> EmergencyOpening:
    """Return an opening of `case` that lasts for another hour."""
    return EmergencyOpening.objects.create(
        case=case, opened_by=by, kind="life", reason="Nobody could be reached",
        until_at=timezone.now() + dt.timedelta(minutes=60),
    )  # fmt: skip


def reason_given(case: Case, by: User) -> AccessReason:
    """Return the reason for which `by` opened something of `case`, with its row in the trail."""
    event = record(AuditKind.REVEALED, by=by, target=case, fields={"summary": None})
    return AccessReason.objects.create(
        event=event.pk, case=case, by=by, kind="care", text="Needed for the work of today"
    )


class World:
    """A child's case with all that can hang on it, a house with a free bed, a fresh intercept."""

    def __init__(self, *, fresh_codes: bool = True) -> None:
        """`fresh_codes=False`: a further world, whose codes go on from those of the one before."""
        if fresh_codes:
            _start_codes()
        self.account = UserFactory(role=Role.FINANCE_OFFICER)
        self.notice = told(self.account)
        self.waiting = UserFactory(role=Role.CASE_WORKER, pending_role=Role.CASE_WORKER)
        self.lost = UserFactory(reset_asked_by=self.account, reset_asked_at=NOON)
        self.case = CaseFactory(person__child=True)
        self.house = ShelterFactory(office=ShelterOfficeFactory())
        self.room = RoomFactory(shelter=self.house, kind="girls")
        self.bed = BedFactory(room=self.room)
        self.intercepted = InterceptedPersonFactory(final_class="")
        self.phones = self._phones()
        self.vetting = self._vetting()
        self.stay = self._stay()
        self.left = self._left()
        self.asked = AdmissionFactory(
            case=CaseFactory(person__child=True), shelter=self.house, status="requested",
            admitted_at=None,
        )  # fmt: skip
        self.task = StayTaskFactory(admission=self.stay)
        self.officer = OfficerNoticeFactory(admission=self.stay)
        self.turned_away = TurnAwayFactory(shelter=self.house)
        self.given_back = BelongingItemFactory(
            admission=self.stay, status="returned", handed_out_at=NOON, handed_out_by=self.account
        )
        self.money = BelongingItemFactory(
            admission=self.stay, kind="cash", amount="5,000 KES", place="Safe"
        )
        self.registers_of_exits = {
            "receivers": ReceiverFactory(admission=self.stay),
            "home-assessments": HomeAssessmentFactory(admission=self.stay, stops=["unwilling"]),
            "exit-decisions": ExitDecisionFactory(admission=self.stay),
        }
        self.absconded = self._absconded()
        self.moving = self._moving()
        self.apart = KeepApartFactory(case=self.case)
        self.outage = BedOutageFactory(bed=self.bed, period=(NOON, NOON + dt.timedelta(days=1)))
        self.consent = ConsentFactory(case=self.case, giver="parent_guardian")
        self.visit = FollowUpVisitFactory(reintegration__case=self.case)
        self.visited = FollowUpVisitFactory(
            reintegration=self.visit.reintegration, milestone="m3", outcome="stable",
            done_on=self.visit.due_on,
        )  # fmt: skip
        self.referral = ReferralFactory(case=self.case, organisation=OrganisationFactory())
        self.court_case = CourtCaseFactory(victim=self.case)
        suspect = CaseSuspectFactory(case=self.case).suspect
        self.charge = ChargeFactory(court_case=self.court_case, suspect=suspect)
        self.meeting = BoardMeetingFactory()
        self.registers = {
            "board": self.meeting, "members": BoardAttendanceFactory(meeting=self.meeting).member,
            "policies": PolicyFactory(), "staff-posts": StaffPostFactory(),
            "channels": ChannelFactory(), "investments": InvestmentFactory(),
            "funding": FundingFactory(), "expenditure": ExpenditureFactory(),
        }  # fmt: skip
        self.registers |= self._clock()
        self.registers |= self._day_and_night() | self._health()
        self.registers |= self._directory() | self._programmes() | self._casework()
        self.report = Job.objects.create(
            kind="annual_report", params={"year": 2025, "language": "en"}, state="failed"
        )

        self.earlier = self._earlier()
        self.conflict = ConflictOfInterest.objects.create(
            user=self.account, person=self.case.person, recorded_by=self.waiting
        )
        self.opening = emergency(self.case, self.account)
        self.reviewed = emergency(self.case, self.account)
        self.reviewed.verdict, self.reviewed.review_words = "justified", "A life was at stake"
        self.reviewed.reviewed_by, self.reviewed.reviewed_at = self.waiting, timezone.now()
        self.reviewed.save()
        self.reason = reason_given(self.case, self.account)

    def key_for(self, route: str) -> str:
        """Return the key in the address of `route`; a case where the route names nothing else."""
        keys = {
            "consents": self.consent, "visits": self.visit, "court": self.court_case,
            "charges": self.charge, "intercepts": self.intercepted.intercept,
            "people": self.intercepted, **self.phones, **self.vetting, "referrals": self.referral, "shelter": self.house,
            "rooms": self.room, "beds": self.bed, "stays": self.stay, "cases": self.case,
            "reports": self.report, **self.registers, **self.earlier,
            "too-near": self.conflict, "emergency": self.opening, "emergencies": self.opening, "reasons": self.reason,
            "tasks": self.task, "officers-told": self.officer, "turned-away": self.turned_away,
            **self.registers_of_exits, "transfers": self.moving,
            "keep-apart": self.apart, "outages": self.outage,
            "notices": self.notice, "offices": self.house.office, "accounts": self.account, "roles-to-approve": self.waiting,
            "resets-to-approve": self.lost,
        }  # fmt: skip
        if route.endswith(("admit/", "decline/")) and "stays/" in route:
            return str(self.asked.pk)
        if "stays/" in route and route.endswith("back/"):
            return str(self.absconded.pk)
        if "/court/victims/" in f"/{route}":
            return str(self.court_case.victim_links.get().pk)
        if route.endswith(("exit/edit/", "exit/reveal/", "exit/health/")):
            return str(self.left.pk)
        if "health-checks/" in route:
            return str(self.registers["health-checks"].pk)
        for end, row in (
            ("emergencies/<uuid:pk>/", self.reviewed),
            ("/visits/<uuid:pk>/edit/", self.visited),
            ("belongings/<uuid:pk>/back/", self.given_back),
            ("belongings/<uuid:pk>/part/", self.money),
        ):
            if route.endswith(end):
                return str(row.pk)
        folder = route.partition("<")[0].strip("/").rpartition("/")[2]
        return str(keys.get(folder, self.case).pk)

    def own_address(self, route: str, user: User) -> str:
        """Return the address of a page of `ALONE`, with the record that it shows to `user` alone."""
        if route == "mfa_edit_webauthn":
            facts = {"name": "Phone", "credential": credential()}
            row = Authenticator.objects.create(user=user, type="webauthn", data=facts)
            return reverse(route, query={"passkey": row.pk})
        if route == "cases:emergency_case":
            row = emergency(self.case, user)
        elif route == "shelter:sealed_note_read":
            User.objects.filter(is_board_chair=True).update(is_board_chair=False)
            User.objects.filter(pk=user.pk).update(is_board_chair=True)
            row = SealedNoteFactory(to_chair=user)
        elif route == "cases:counselling_read":
            row = NoteFactory(
                case=self.case, kind="counselling", is_shared=True, recorded_by=self.waiting
            )
        else:
            row = told(user)
        return reverse(route, args=[row.pk])

    def cases(self) -> list[Case]:
        """Return the cases of the world: that of the person, and one for each stay."""
        stays = (self.stay, self.asked, self.left, self.absconded, self.moving.admission)
        return [self.case, *(stay.case for stay in stays)]

    def newcomer(self, role: Role) -> User:
        """Return a new person of the house's office, with a grant on every case."""
        keeps_board = role is Role.BOARD_MEMBER
        chairs_it = keeps_board and not User.objects.filter(is_board_chair=True).exists()
        user = UserFactory(
            role=role, office=self.house.office, is_board_secretary=keeps_board,
            is_board_chair=chairs_it,
        )  # fmt: skip
        for case in (self.case, self.stay.case, self.asked.case):
            case.grants.create(user=user, reason="assigned")
        return user

    def _left(self) -> Admission:
        stay = AdmissionFactory(
            shelter=self.house, status="exited", ended_at=NOON + dt.timedelta(days=9),
            may_tell_answer="named", may_tell="Her aunt",
        )  # fmt: skip
        ShelterExit.objects.create(admission=stay, kind="independent_living")
        return stay

    def _absconded(self) -> Admission:
        """Return the stay of somebody who left without notice an hour ago."""
        gone = timezone.now() - dt.timedelta(hours=1)
        stay = AdmissionFactory(shelter=self.house, status="absconded", ended_at=gone)
        ShelterExit.objects.create(admission=stay, kind="absconded")
        return stay

    def _moving(self) -> ShelterTransfer:
        """Return the wish of another house that this one takes over a child who lives there."""
        stay = AdmissionFactory(case=CaseFactory(person__child=True), shelter=ShelterFactory())
        BedAssignmentFactory(bed__room__shelter=stay.shelter, admission=stay)
        return ShelterTransferFactory(
            admission=stay, to_shelter=self.house, recorded_by=self.waiting
        )

    def _stay(self) -> Admission:
        stay = AdmissionFactory(case=CaseFactory(person__child=True), shelter=self.house)
        BedAssignmentFactory(bed=BedFactory(room=self.room), admission=stay)
        return stay

    def _vetting(self) -> dict[str, Model]:
        """Return an alert and a call about the person met, and a verdict on another of the same case."""
        sign = sign_of_draft()
        vetted = InterceptedPersonFactory(intercept=self.intercepted.intercept, case=self.case)
        return {
            "alerts": InterceptAlertFactory(intercepted_person=self.intercepted),
            "calls": CallBackFactory(intercepted_person=self.intercepted),
            "verdicts": VettingVerdictFactory(intercepted_person=vetted, call_facts="She is home"),
            "drafts": sign.draft, "signs": sign, "sections": sign.draft.sections.get(),
        }  # fmt: skip

    def _phones(self) -> dict[str, Model]:
        """Return a phone of a monitor, a record of it that waits for the office, and a photograph."""
        phone = made_phone(UserFactory(role=Role.FIELD_MONITOR))
        station = self.intercepted.intercept.station
        return {
            "phones": phone,
            "to-be-mended": waiting_record(phone, tally(station, women="many")),
            "photos": kept_photo(self.intercepted.intercept, phone, recorded_by=phone.monitor),
        }

    def _clock(self) -> dict[str, Model]:
        """Return what the house keeps of how long somebody stays, and of clients of the day."""
        return {
            "longer-stays": StayExtensionFactory(admission=self.stay),
            "day-clients": DayVisitFactory(shelter=self.house, case=self.case),
            "move-ins": MoveInFactory(shelter=self.house),
        }

    def _day_and_night(self) -> dict[str, Model]:
        """Return what the house writes of its days and nights; who is out or missing has left since."""
        return {
            "absences": AbsenceFactory(admission=self.stay, back_at=NOON + dt.timedelta(hours=3)),
            "roll-calls": RollCallFactory(shelter=self.house),
            "shifts": ShiftLogFactory(shelter=self.house),
            "daily-notes": DailyNoteFactory(admission=self.stay),
            "belongings": BelongingItemFactory(
                admission=self.stay, place="Safe, envelope 4", description="Blue telephone"
            ),
            "chores": ChoreFactory(shelter=self.house),
            "missing": MissingReportFactory(admission=self.left),
            "visitors": VisitFactory(
                shelter=self.house, admission=self.stay, names="Practice Visitor", purpose="family"
            ),
        }  # fmt: skip

    def _health(self) -> dict[str, Model]:
        """Return what the house keeps of the health of its resident."""
        medicine = MedicineFactory(admission=self.stay, times=[], as_needed=True)
        return {
            "health-checks": HealthCheckFactory(admission=self.stay), "medicines": medicine,
            "doses": DoseFactory(medicine=medicine, due_at=None),
            "incidents": IncidentPersonFactory(admission=self.stay).incident,
            "allegations": AllegationFactory(recorded_by=self.account, accused=self.waiting),
            "sealed-notes": SealedNoteFactory(to_chair=self.waiting),
        }  # fmt: skip

    def _directory(self) -> dict[str, Model]:
        """Return a station, an operator with its crew, an organisation with a contact, a hotline."""
        operator = OperatorFactory()
        return {
            "stations": self.intercepted.intercept.station, "operators": operator,
            "crew": CrewMemberFactory(organisation=operator.organisation),
            "organisations": self.referral.organisation,
            "contacts": ContactFactory(organisation=self.referral.organisation),
            "hotlines": HotlineFactory(), "routes": RouteFactory(),
            "consent-texts": ConsentText.objects.get_or_create(
                language="kam", defaults={"name": "Kikamba", "text": "…"}
            )[0],
            "vehicles": VehicleFactory(operator=operator), "tips": TipFactory(operator=operator),
            "planned-shifts": ShiftFactory(), "check-ins": CheckInFactory(),
            "follow-ups": InterceptFollowUp.objects.create(intercept=self.intercepted.intercept, way="call"),
            "matches": RepeatAlert.objects.create(kind="vehicle", intercept=self.intercepted.intercept),
        }  # fmt: skip

    def _casework(self) -> dict[str, Model]:
        """Return one of each record that stands on the case or its court case."""
        return {
            "persons": self.case.person, "suspects": self.charge.suspect,
            "services": ServiceFactory(case=self.case), "notes": NoteFactory(case=self.case),
            "prevention": PreventionOutcomeFactory(case=self.case, person=self.case.person),
            "going-home": self.visit.reintegration, "profiles": ProfileFactory(case=self.stay.case),
            "hearings": HearingFactory(court_case=self.court_case),
            "outcomes": ChargeOutcomeFactory(charge=self.charge),
        }  # fmt: skip

    def _programmes(self) -> dict[str, Model]:
        """Return an attended activity of a project, alliances, a paid grant with a visit."""
        activity = ActivityFactory(project=ProjectFactory())
        AttendanceFactory(activity=activity)
        visit = BusinessVisitFactory(grant__case=self.case)
        return {
            "activities": activity, "projects": activity.project,
            "partnerships": PartnershipFactory(), "networks": NetworkFactory(),
            "trust-fund": visit.grant, "business-visits": visit,
        }  # fmt: skip

    def _earlier(self) -> dict[str, Model]:
        """Return a value from earlier records with its paper, and a note, once the plan is loaded."""
        if not Indicator.objects.exists():
            return {}
        value = earlier_value()
        return {
            "earlier-records": value, "evidence": sealed_evidence(value), "year-notes": year_note(),
        }  # fmt: skip
