"""What the clock tells of the days and nights of a house: each thing once, codes only, mail without content.

Each function may run at any time and as often as one likes: a notice carries a mark, and whoever has
one with that mark is not told again.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone

from cases.models import Case, Hearing
from shelter import absences, shift_logs, task_clock
from shelter.clock import Standing, standing_of
from shelter.enums import IN_HOUSE
from shelter.house_staff import managers_of, told_of
from shelter.models import Admission, MissingReport, Shelter, StayTask
from shelter.rollcall import shift_at, shift_day
from tracekenya.accounts.models import User
from tracekenya.lib.addresses import plain_address
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

AN_HOUR = dt.timedelta(hours=1)
A_DAY = dt.timedelta(days=1)
STANDS_OUT = (Standing.NEAR, Standing.TODAY, Standing.OVER)
TELLS_OF_TASKS_FOR = 3 * A_DAY  # a task that is late for longer is no news
SEALED = ("urgent_needs", "dietary", "house_name", "may_tell")


def tell_of_exits(now: dt.datetime | None = None) -> int:
    """Tell when a planned exit is near, is today, is over; return how many stays were told of."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    near = today + dt.timedelta(days=settings.EXIT_WARNING_DAYS)
    stays = Admission.objects.in_house().filter(planned_exit_on__lte=near)
    told = 0
    for stay in stays.select_related("case", "shelter__office").defer(*SEALED):
        standing = standing_of(stay.planned_exit_on, today)
        once = f"stay {stay.pk} exit {stay.planned_exit_on} {standing}"
        told += standing in STANDS_OUT and _once(
            once, NoticeKind.STAY_DUE, partial(told_of, stay.case, stay.shelter),
            stay.case, stay.get_absolute_url(),
        )  # fmt: skip
    return told


def tell_of_tasks(now: dt.datetime | None = None) -> int:
    """Tell of each task of a resident that has become late; return how many there were."""
    now = now or timezone.now()
    late = StayTask.objects.filter(
        due_at__gt=now - TELLS_OF_TASKS_FOR, due_at__lte=now, admission__status__in=IN_HOUSE
    ).exclude(status__in=task_clock.SETTLED)
    rows = late.select_related("admission__case", "admission__shelter__office")
    return sum(
        _once(
            f"task {task.pk} {task.due_at:%Y-%m-%d %H:%M}", NoticeKind.STAY_DUE,
            partial(told_of, task.admission.case, task.admission.shelter),
            task.admission.case, task.admission.get_absolute_url(),
        )
        for task in rows.defer("words", *(f"admission__{name}" for name in SEALED))
    )  # fmt: skip


def tell_of_hearings(now: dt.datetime | None = None) -> int:
    """Tell the house of hearings of its residents, on each of the days before that the settings name."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    furthest = today + dt.timedelta(days=max(settings.HEARING_WARNING_DAYS))
    told = 0
    for hearing in Hearing.objects.filter(outcome="", held_on__range=(today, furthest)):
        left = (hearing.held_on - today).days
        step = min(days for days in settings.HEARING_WARNING_DAYS if days >= left)
        for stay in _residents_of(hearing):
            told += _once(
                f"hearing {hearing.pk} {hearing.held_on} {step} {stay.case_id.hex[:12]}",
                NoticeKind.HEARING_NEAR, partial(told_of, stay.case, stay.shelter),
                stay.case, stay.get_absolute_url(),
            )  # fmt: skip
    return told


def tell_of_late(now: dt.datetime | None = None) -> int:
    """Tell the house of residents who should be back; also those who work there at night."""
    rows = absences.late(now or timezone.now()).select_related(
        "admission__case", "admission__shelter__office"
    )
    return sum(
        _once(
            f"absence {row.pk} {row.due_back_at:%Y-%m-%d %H:%M}", NoticeKind.ABSENCE_LATE,
            partial(_house_of, row.admission), row.admission.case, row.get_absolute_url(),
        )
        for row in rows.defer("escort", "with_whom", *(f"admission__{name}" for name in SEALED))
    )  # fmt: skip


def tell_of_shifts(now: dt.datetime | None = None) -> int:
    """Tell managers of a shift that ended an hour ago without a handover, in houses that write shifts."""
    now = now or timezone.now()
    before = now - AN_HOUR
    if (shift_day(before), shift_at(before)) != (shift_day(now), shift_at(now)):
        return 0  # the new shift is not an hour old: the handover may still come
    houses = Shelter.objects.operating().filter(shifts__isnull=False).distinct()
    return sum(
        _once(
            f"shift {house.pk} before {shift_day(now)} {shift_at(now)}", NoticeKind.SHIFT_MISSING,
            partial(managers_of, house), house.office, _shifts_of(house),
        )
        for house in houses.select_related("office").defer("address")
        if shift_logs.missed(house, now)
    )  # fmt: skip


def tell_of_missing(now: dt.datetime | None = None) -> int:
    """Repeat every hour that a child is missing, until police and children officer are told."""
    now = now or timezone.now()
    rows = MissingReport.objects.filter(is_child=True, outcome="")
    untold = rows.filter(police_at=None) | rows.filter(officer_at=None)
    told = 0
    for row in untold.select_related("admission__case", "admission__shelter__office").only(
        "noticed_at", "admission__case", "admission__shelter"
    ):
        hours = (now - row.noticed_at) // AN_HOUR
        told += hours > 0 and _once(
            f"missing {row.pk} hour {hours}", NoticeKind.PERSON_MISSING,
            partial(told_of, row.admission.case, row.admission.shelter),
            row.admission.case, row.get_absolute_url(),
        )  # fmt: skip
    return told


def _once(
    mark: str, kind: NoticeKind, people: Callable[[], Iterable[User]], target: Model, link: str
) -> bool:
    """Tell `people` unless that mark was told; who they are is asked only then."""
    if Notice.objects.filter(once=mark).exists():
        return False
    return bool(tell(to=people(), kind=kind, target=target, link=link, once=mark))


def _residents_of(hearing: Hearing) -> QuerySet[Admission]:
    stays = Admission.objects.in_house().filter(case__court_links__court_case=hearing.court_case_id)
    return stays.select_related("case", "shelter__office").defer(*SEALED).distinct()


def _house_of(stay: Admission) -> list[User]:
    """Return those who answer for the case, and the staff of the house who may see it."""
    staff = User.objects.filter(role=Role.SHELTER_STAFF, office=stay.shelter.office_id)
    near = [
        user for user in staff if not Case.objects.barred_to(user).filter(pk=stay.case_id).exists()
    ]
    return [*told_of(stay.case, stay.shelter), *near]


def _shifts_of(house: Shelter) -> str:
    return f"{plain_address('shelter:shift_list')}?shelter={house.pk}"
