"""What happened in a house, read once for a time of any length: the facts that `month` reckons with."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.enums import NOT_COUNTED_STATUSES
from cases.models import Reintegration
from shelter import registries
from shelter.actions.turn_away import CHILD_BANDS
from shelter.enums import NEVER_CAME, BedUse, ResidentRole, Verdict
from shelter.models import (
    Absence,
    Admission,
    Bed,
    BedAssignment,
    BedOutage,
    DayVisit,
    MissingReport,
    Shelter,
    ShelterTransfer,
    TurnAway,
)
from shelter.month import (
    BedLife,
    BedTime,
    HouseFacts,
    Month,
    Piece,
    StayFacts,
    TurnedAway,
)
from shelter.nights import Stretch, stretch_of
from tracekenya.lib.dates import year_bounds

DEPENDANT, NOT_ACCEPTED, OTHER_CASE = "dependant", "not_accepted", "other_case"
UNSEALED = ("pk", "admitted_at", "ended_at", "role", "shelter", "case__status",
            "case__person__master_id", "exit__kind")  # fmt: skip
Moves = dict[uuid.UUID, list[ShelterTransfer]]


def month_of(shelter: Shelter, year: int, month: int, now: dt.datetime | None = None) -> Month:
    """Return the figures of one month. Raises ValueError for a month that is none."""
    first, now = dt.date(year, month, 1), now or timezone.now()
    last = _last_day(first)
    facts = facts_of(shelter, first, last)
    return Month(facts, first, last, now, months=settings.READMISSION_MONTHS)


def months_of(
    shelter: Shelter, year: int, now: dt.datetime | None = None
) -> tuple[list[Month], Month]:
    """Return the months of `year` that have begun, and the year; from facts that are read once."""
    now = now or timezone.now()
    facts, limit = facts_of(shelter, *year_bounds(year)), settings.READMISSION_MONTHS
    firsts = [dt.date(year, number, 1) for number in range(1, 13)]
    months = [Month(facts, first, _last_day(first), now, months=limit) for first in firsts]
    whole = Month(facts, *year_bounds(year), now, months=limit)
    return [month for month in months if not month.is_to_come], whole


def facts_of(shelter: Shelter, first: dt.date, last: dt.date) -> HouseFacts:
    """Return all that touches the days from `first` to `last` in `shelter`; twelve queries."""
    moves = _moves_of(shelter)
    touches = Q(admitted_at__date__lte=last) & (
        Q(ended_at__isnull=True) | Q(ended_at__date__gte=first)
    )
    stays = (
        Admission.objects.exclude(status__in=NEVER_CAME)
        .filter(touches, Q(shelter=shelter) | Q(pk__in=list(moves)))
        .order_by()
    )
    rows = {row["pk"]: row for row in stays.values(*UNSEALED)}
    window = (first, last)
    return HouseFacts(
        open=(shelter.opened_on, shelter.closed_on),
        pieces=[piece for row in rows.values() for piece in _pieces_of(row, shelter, moves)],
        stays=_facts_of_stays(rows, stays),
        bed_times=_bed_times(shelter, *window),
        beds=_beds(shelter),
        leave=_spans(Absence, ("out_at", "back_at"), rows),
        missing=_spans(MissingReport, ("last_seen_at", "found_at"), rows),
        turned_away=_turned_away(shelter, *window),
        day_visits=list(
            DayVisit.objects.filter(shelter=shelter, came_on__range=window)
            .order_by()
            .values_list("came_on", "case__person__master_id")
        ),
        returns=_returns(shelter, *window),
    )


def _last_day(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _moves_of(shelter: Shelter) -> Moves:
    """Return the moves between houses, in order, of the stays that came to or went from `shelter`."""
    granted = ShelterTransfer.objects.filter(verdict=Verdict.GRANTED)
    here = granted.filter(Q(from_shelter=shelter) | Q(to_shelter=shelter)).order_by()
    found: Moves = defaultdict(list)
    rows = granted.filter(admission__in=here.values("admission")).order_by("answered_at")
    for row in rows:
        found[row.admission_id].append(row)
    return found


def _pieces_of(row: dict, shelter: Shelter, moves: Moves) -> Iterable[Piece]:
    """Yield the parts of a stay that were in `shelter`; one without moves is one part."""
    mine = moves.get(row["pk"], [])
    houses = [mine[0].from_shelter_id if mine else row["shelter"]]
    houses += [move.to_shelter_id for move in mine]
    begins = [row["admitted_at"], *(move.answered_at for move in mine)]
    ends = [*begins[1:], row["ended_at"]]
    for number, house in enumerate(houses):
        if house == shelter.pk:
            yield Piece(
                row["pk"], (begins[number], ends[number]),
                came=number == 0, went=number == len(houses) - 1,
            )  # fmt: skip


def _facts_of_stays(rows: dict, stays: QuerySet[Admission]) -> dict[uuid.UUID, StayFacts]:
    people = {row["case__person__master_id"] for row in rows.values()}
    ended = Admission.objects.filter(case__person__master_id__in=people, ended_at__isnull=False)
    before: dict[uuid.UUID, list[tuple[uuid.UUID, dt.datetime]]] = defaultdict(list)
    for person, stay, at in ended.order_by().values_list(
        "case__person__master_id", "pk", "ended_at"
    ):
        if at is not None:
            before[person].append((stay, at))
    counted = registries.counted_by_plan(stays)
    return {
        stay: StayFacts(
            person=row["case__person__master_id"],
            times=(row["admitted_at"], row["ended_at"]),
            exit_kind=row["exit__kind"] or "",
            apart="" if stay in counted else _why_apart(row),
            earlier=[
                timezone.localdate(at)
                for other, at in before[row["case__person__master_id"]]
                if other != stay and at <= row["admitted_at"]
            ],
        )
        for stay, row in rows.items()
    }


def _why_apart(row: dict) -> str:
    if row["role"] == ResidentRole.DEPENDANT:
        return DEPENDANT
    return NOT_ACCEPTED if row["case__status"] in NOT_COUNTED_STATUSES else OTHER_CASE


def _bed_times(shelter: Shelter, first: dt.date, last: dt.date) -> list[BedTime]:
    rows = BedAssignment.objects.filter(
        bed__room__shelter=shelter, use=BedUse.STAY, cancelled_at__isnull=True,
        period__startswith__date__lte=last,
    ).filter(Q(period__endswith__isnull=True) | Q(period__endswith__date__gte=first))  # fmt: skip
    found = rows.order_by().values_list("bed", "admission", "period")
    return [BedTime(bed, stay, (period.lower, period.upper)) for bed, stay, period in found]


def _beds(shelter: Shelter) -> list[BedLife]:
    out: dict[uuid.UUID, list[Stretch]] = defaultdict(list)
    outages = BedOutage.objects.filter(bed__room__shelter=shelter).order_by()
    for bed, period in outages.values_list("bed", "period"):
        out[bed].append(stretch_of((period.lower, period.upper)))
    beds = Bed.objects.filter(room__shelter=shelter).order_by()
    return [
        BedLife(bed, (begun, retired), out[bed])
        for bed, begun, retired in beds.values_list("pk", "in_use_from", "retired_on")
    ]


def _spans(model, fields: tuple[str, str], stays: Collection) -> dict[uuid.UUID, list[Stretch]]:
    found: dict[uuid.UUID, list[Stretch]] = defaultdict(list)
    rows = model.objects.filter(admission__in=list(stays)).order_by()
    for stay, *moments in rows.values_list("admission", *fields):
        found[stay].append(stretch_of((moments[0], moments[1])))
    return found


def _turned_away(shelter: Shelter, first: dt.date, last: dt.date) -> list[TurnedAway]:
    rows = TurnAway.objects.filter(shelter=shelter, happened_at__date__range=(first, last))
    return [
        TurnedAway(timezone.localdate(at), reason, band in CHILD_BANDS, sex)
        for at, reason, band, sex in rows.order_by().values_list(
            "happened_at", "reason", "age_band", "sex"
        )
    ]


@dataclass(frozen=True)
class _Ended:
    house: uuid.UUID
    at: dt.date


def _returns(shelter: Shelter, first: dt.date, last: dt.date) -> list[tuple[dt.date, uuid.UUID]]:
    """Return the days on which people went home whose last stay before was in `shelter`."""
    rows = Reintegration.objects.filter(happened_on__range=(first, last)).exclude(
        case__status__in=NOT_COUNTED_STATUSES
    )
    went = list(rows.order_by().values_list("happened_on", "case__person__master_id"))
    ended = Admission.objects.filter(
        case__person__master_id__in={person for _day, person in went}, ended_at__isnull=False
    ).order_by("ended_at")
    stays: dict[uuid.UUID, list[_Ended]] = defaultdict(list)
    for person, house, at in ended.values_list("case__person__master_id", "shelter", "ended_at"):
        stays[person].append(_Ended(house, timezone.localdate(at)))
    found = []
    for day, person in went:
        before = [stay for stay in stays[person] if stay.at <= day]
        if before and before[-1].house == shelter.pk:
            found.append((day, person))
    return found
