"""What the clock tells of a child without an authority in writing: on day 1 and on day 3, each once."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from shelter.authority import duty_of, warning_day
from shelter.enums import LegalAuthority
from shelter.models import Admission, OfficerNotice
from tracekenya.accounts.models import User
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.roles.roles import Role


def tell_of_children(now: dt.datetime | None = None) -> int:
    """Tell the managers of houses, on the last day case managers too; return how many stays it was.

    May be repeated at any time: nobody is told the same twice, and nobody of a case closed to them.
    """
    now = now or timezone.now()
    told = OfficerNotice.objects.filter(admission=OuterRef("pk"), kind="children_officer")
    waiting = Admission.objects.in_house().filter(legal_authority=LegalAuthority.PENDING)
    rows = waiting.select_related("case__person", "shelter__office").annotate(is_told=Exists(told))
    return sum(_warn(stay, now) for stay in rows)


@transaction.atomic
def _warn(stay: Admission, now: dt.datetime) -> bool:
    arrived_at = stay.admitted_at
    if arrived_at is None:
        return False
    duty = duty_of(
        is_child=stay.case.person.presumed_child_on(timezone.localdate(now)),
        authority=stay.legal_authority, arrived_at=arrived_at,
        is_told=stay.is_told, now=now,  # type: ignore[attr-defined]  # annotated above
    )  # fmt: skip
    day = warning_day(duty, arrived_at, now)
    if day is None:
        return False
    people = [user for user in _who_hears(stay, day) if _may_see(user, stay)]
    once = f"stay {stay.pk} authority day {day}"
    tell(
        to=people, kind=NoticeKind.CHILD_WITHOUT_AUTHORITY, target=stay.case,
        link=stay.get_absolute_url(), once=once,
    )  # fmt: skip
    return True


def _who_hears(stay: Admission, day: int) -> QuerySet[User]:
    managers = User.objects.filter(role=Role.SHELTER_MANAGER, office=stay.shelter.office_id)
    if day == 1:
        return managers
    return managers | User.objects.filter(role=Role.CASE_MANAGER)


def _may_see(user: User, stay: Admission) -> bool:
    return Admission.objects.visible_to(user).filter(pk=stay.pk).exists()
