"""Filling an empty database with practice data: all of it or nothing."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.db import models, transaction
from django.utils.translation import gettext

from cases.actions.offences import load_offences
from cases.models import (
    Case,
    CaseGrant,
    CaseStatusChange,
    CaseSuspect,
    Charge,
    ChargeOutcome,
    ConsentRecord,
    CourtCase,
    CourtCaseVictim,
    FollowUpVisit,
    Hearing,
    Note,
    Person,
    PreventionOutcome,
    Reintegration,
    RouteLeg,
    ServiceProvision,
    Suspect,
    TraffickingProfile,
    TraffickingStatusChange,
)
from intercepts.actions.consent import load_texts
from intercepts.actions.screening import load_form
from intercepts.models import (
    CallBack,
    CheckIn,
    Intercept,
    InterceptAlert,
    InterceptedPerson,
    JourneyTally,
    MonitorShift,
    ObservedSign,
    RepeatAlert,
    Route,
    RouteStop,
    Station,
    Tip,
    TransportOperator,
    Vehicle,
    VettingVerdict,
)
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
from referrals.models import Referral, ReferralStep
from reporting.models import Indicator
from reporting.practice import (
    accounts,
    activities,
    alliances,
    casework,
    courts,
    duplicates,
    episodes,
    faults,
    fieldwork,
    house_clock,
    house_custody,
    house_days,
    house_health,
    house_life,
    house_moves,
    institution,
    paths,
    places,
    returns,
    roads,
    statuses,
    stays,
    vetting,
    way_out,
)
from reporting.practice.world import World
from shelter.models import (
    Absence,
    Admission,
    Bed,
    BedAssignment,
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
    OfficerNotice,
    Receiver,
    RollCall,
    RollCallAnswer,
    Room,
    Shelter,
    ShelterExit,
    ShelterTransfer,
    ShiftLog,
    Signature,
    StayExtension,
    StayTask,
    TurnAway,
    Visit,
)
from tracekenya.accounts.installation import is_practice, make_practice
from tracekenya.accounts.models import Installation, User
from tracekenya.audit import trail
from tracekenya.audit.enums import AuditKind
from tracekenya.directory.actions import load_agencies
from tracekenya.directory.models import CrewMember, Organisation
from tracekenya.lib.errors import DomainError
from tracekenya.places.models import County, Office

MOST_CASES = 50_000
MOST_INTERCEPTS = 200_000
STORING_ORDER: tuple[type[models.Model], ...] = (
    Office, User, Organisation, CrewMember, Shelter, Room, Bed, BedOutage, Station, TransportOperator, Route, RouteStop, Vehicle, MonitorShift, CheckIn, Person,
    Case, CaseGrant, CaseStatusChange, TraffickingStatusChange, TraffickingProfile, RouteLeg,
    Intercept, InterceptedPerson, ObservedSign, JourneyTally, Tip, RepeatAlert, VettingVerdict, InterceptAlert, CallBack, Admission, BedAssignment,
    ShelterTransfer, KeepApart, StayTask, OfficerNotice, TurnAway, HomeAssessment, Receiver, ExitDecision, ShiftLog, HandoverRead,
    Chore, RollCall, RollCallAnswer, DailyNote, Absence, Visit, MissingReport, StayExtension,
    BelongingItem, Signature, Signature.items.through,
    HealthCheck, Medicine, Dose, Incident, IncidentPerson, IncidentNotice,
    Reintegration, ShelterExit, FollowUpVisit, ConsentRecord, ServiceProvision, DayVisit, Note,
    PreventionOutcome, Referral, ReferralStep, Suspect, CaseSuspect, CourtCase, CourtCaseVictim, Charge, ChargeOutcome, Hearing,
    Project, Activity, ActivityAttendance, ActivityHeadcount, TrustFundGrant, BusinessVisit,
    Partnership, Network, PolicyDocument, StaffPost, BoardMember, BoardMeeting, BoardAttendance,
    Channel, Investment, FundingRecord, Expenditure,
)  # fmt: skip


@dataclass(frozen=True)
class PracticeData:
    """What was stored: rows by table, and role, e-mail and password of who can sign in."""

    rows: dict[str, int]
    signs_in: list[dict[str, str]]


def holds_records() -> bool:
    """Return whether the database holds accounts, people or work: then practice data stays out."""
    return any(
        model._default_manager.exists() for model in (User, Person, Case, Intercept, Activity)
    )


def is_live() -> bool:
    """Return whether somebody already started this database as a live one."""
    return Installation.objects.exists() and not is_practice()


@transaction.atomic
def load_practice_data(
    *, cases: int, intercepts: int, seed: int, today: dt.date, accounts_file: Path
) -> PracticeData:
    """Fill the empty database and write the practice accounts to `accounts_file` (mode 0600).

    The same numbers, seed and day give the same data. Raises DomainError when the counts are absurd,
    the plan is not loaded or anything is recorded already; nothing is written then.
    """
    _check(cases, intercepts)
    make_practice()
    load_offences()
    load_form()
    load_texts()
    load_agencies()
    world = World(seed, today, {row.pk: row for row in County.objects.order_by("pk")})
    signs_in = _make(world, cases, intercepts)
    rows = world.store(STORING_ORDER)
    trail.record(
        AuditKind.CREATED, by=None, target=Installation.objects.get(), fields={"rows": rows}
    )
    accounts.write_accounts(signs_in, accounts_file)
    return PracticeData(rows, signs_in)


def _check(cases: int, intercepts: int) -> None:
    for number, most, name in (
        (cases, MOST_CASES, "--cases"),
        (intercepts, MOST_INTERCEPTS, "--intercepts"),
    ):
        if not 0 <= number <= most:
            raise DomainError(
                gettext("%(name)s must be between 0 and %(most)d, not %(number)d.")
                % {"name": name, "most": most, "number": number}
            )
    if holds_records() or is_live():
        raise DomainError(gettext("Practice data goes only into an empty database."))
    if not Indicator.objects.exists():
        raise DomainError(gettext("Load the plan first: manage.py load_strategic_plan"))


def _make(world: World, cases: int, intercepts: int) -> list[dict[str, str]]:
    """Make all rows in memory, each part after those that it leans on; return who can sign in."""
    places.make_places(world)
    signs_in = accounts.make_accounts(world)
    places.make_houses(world)
    places.make_stations(world)
    places.make_partners(world)
    met = roads.make_intercepts(world, intercepts)
    fieldwork.make_fieldwork(world)
    merged = duplicates.merged_cases(cases)
    opened = episodes.open_cases(world, cases - merged, met)
    _work_on(world, opened, merged)
    activities.make_activities(world)
    activities.make_grants(world, opened)
    duplicates.merge_people(world)
    alliances.make_alliances(world)
    institution.make_institution(world)
    faults.make_faults(world)
    house_life.make_arrivals(world)
    house_life.make_turned_away(world)
    house_custody.make_custody(world)
    house_clock.make_clock(world)
    house_clock.make_day_clients(world)
    house_moves.make_moves(world)
    house_moves.make_apart(world)
    house_moves.make_outages(world)
    way_out.make_ways_out(world)
    house_days.make_days(world)
    house_health.make_health(world)
    house_health.make_incidents(world)
    vetting.make_vetting(world)
    return signs_in


def _work_on(world: World, opened: list[episodes.Episode], merged: int) -> None:
    stays.make_stays(world, opened)
    returns.make_returns(world, opened)
    statuses.settle_cases(world, opened)
    casework.make_casework(world, opened)
    paths.make_referrals(world, opened)
    courts.make_courts(world, opened)
    duplicates.merge_cases(world, opened, merged)
