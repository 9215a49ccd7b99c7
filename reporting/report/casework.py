"""Services, stays and court work of one year, in few statements."""

import datetime as dt
import statistics
from collections import Counter

from django.db.models import Count, Min, Q
from django.utils.timezone import localdate

from cases.enums import NOT_COUNTED_STATUSES, ServiceStatus
from cases.models import ChargeOutcome, CourtCase, Hearing, ServiceProvision
from reporting.report.contents import JusticeYear, ServicesYear, ShelterYear, Tally
from reporting.report.hiding import hidden_parts, hidden_singles
from shelter import absences
from shelter.away import nights_away
from shelter.enums import NEVER_CAME
from shelter.models import Admission, ShelterExit
from tracekenya.lib.dates import year_bounds


def services_in(year: int) -> ServicesYear:
    """Return what was provided in `year`; people by kind may stand under several kinds."""
    provided = ServiceProvision.objects.filter(
        delivered_on__range=year_bounds(year), status=ServiceStatus.DELIVERED
    ).exclude(case__status__in=NOT_COUNTED_STATUSES)
    by_kind = provided.order_by().values_list("kind").annotate(Count("case__person", distinct=True))
    total = provided.count() or None
    return ServicesYear(total, hidden_singles("service_type", dict(by_kind)))


def shelter_in(year: int, today: dt.date) -> ShelterYear:
    """Return the stays that touched `year`, nights counted up to `today` while the year runs."""
    first, last = year_bounds(year)
    stays = (
        Admission.objects.exclude(status__in=NEVER_CAME)
        .filter(admitted_at__date__lte=last)
        .filter(Q(ended_at__isnull=True) | Q(ended_at__date__gte=first))
        .order_by()
    )
    rows = stays.values_list("pk", "case__person__master_id", "admitted_at", "ended_at")
    spans = [
        (stay, person, localdate(begun), localdate(ended) if ended else None)
        for stay, person, begun, ended in rows
    ]
    lengths = [(ended - begun).days for _, _, begun, ended in spans if ended and ended <= last]
    until = min(last, today) + dt.timedelta(days=1)
    return ShelterYear(
        admissions=sum(begun >= first for _, _, begun, _ in spans) if spans else None,
        people=len({person for _, person, _, _ in spans}) or None,
        nights=_nights(spans, absences.spans(stays.values("pk")), first, until) if spans else None,
        stays_ended=len(lengths) if spans else None,
        median_stay_days=round(statistics.median(lengths)) if lengths else None,
        exits=_exits_in(first, last),
    )


def _nights(spans: list, away: dict, first: dt.date, until: dt.date) -> int:
    """Return the nights slept in the houses between `first` and the morning of `until`.

    `away`: key of the stay -> spans of nights on leave or missing, which are no bed-nights.
    """
    return sum(
        _nights_of(max(begun, first), min(ended or until, until), away.get(stay, []))
        for stay, _, begun, ended in spans
    )


def _nights_of(first: dt.date, until: dt.date, away: list) -> int:
    return max((until - first).days - nights_away(away, first, until), 0)


def _exits_in(first: dt.date, last: dt.date) -> Tally:
    exits = ShelterExit.objects.filter(admission__ended_at__date__range=(first, last))
    return hidden_parts("exit_type", Counter(exits.values_list("kind", flat=True)))


def justice_in(year: int, convictions: int | None) -> JusticeYear:
    """Return the court work of `year`; `convictions` is the year's value of the plan's indicator."""
    first, last = year_bounds(year)
    begun = Q(plea_on__lte=last)
    cases = CourtCase.objects.aggregate(
        all=Count("pk"),
        before_court=Count(
            "pk", filter=begun & (Q(concluded_on__isnull=True) | Q(concluded_on__gte=first))
        ),
        pleas=Count("pk", filter=Q(plea_on__range=(first, last))),
        concluded=Count("pk", filter=Q(concluded_on__range=(first, last))),
        since=Min("plea_on"),
    )
    known = cases["since"] is not None and cases["since"] <= last
    hearings = Hearing.objects.filter(held_on__range=(first, last)).aggregate(
        held=Count("pk"), attended=Count("pk", filter=Q(attended=True))
    )
    return JusticeYear(
        before_court=cases["before_court"] if known else None,
        pleas=cases["pleas"] if known else None,
        concluded=cases["concluded"] if known else None,
        convictions=convictions,
        hearings=hearings["held"] or None,
        hearings_attended=hearings["attended"] if hearings["held"] else None,
        outcomes=_outcomes_in(first, last),
    )


def _outcomes_in(first: dt.date, last: dt.date) -> Tally:
    """Count each accused person once, by the latest outcome dated in the year."""
    rows = ChargeOutcome.objects.filter(decided_on__range=(first, last)).order_by(
        "charge__suspect", "-decided_on", "outcome"
    )
    latest = dict(
        reversed(list(rows.values_list("charge__suspect", "outcome")))
    )  # the first row of each person, the latest, is written last
    return hidden_parts("charge_outcome", Counter(latest.values()))
