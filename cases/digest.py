"""The weekly word to everybody who works on cases: who of the others looked at them."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from cases.looks import looks_at_cases_of
from tracekenya.accounts.models import User
from tracekenya.notices.actions import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.pages.trail_list import start_of
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role

A_WEEK = dt.timedelta(days=7)
A_DAY = dt.timedelta(days=1)


def send(today: dt.date | None = None) -> int:
    """Tell each person whose cases others looked at in the week before this one; return how many.

    A week begins on Monday. Asked twice in a week, nobody is told twice.
    """
    today = today or timezone.localdate()
    monday = today - dt.timedelta(days=today.weekday())
    first, last = monday - A_WEEK, monday - A_DAY
    roles = [role for role in Role if scope_of(role, Permission.TRAIL_CASE) is not Scope.NONE]
    told = 0
    for user in User.objects.filter(role__in=roles, is_active=True).order_by("staff_code"):
        looks = looks_at_cases_of(user).filter(at__gte=start_of(first), at__lt=start_of(monday))
        if not looks.exists():
            continue
        told += len(
            tell(
                to=[user],
                kind=NoticeKind.WEEKLY_LOOKS,
                link=f"{reverse('cases:look_list')}?from_day={first}&to_day={last}",
                once=f"weekly looks {monday}",
            )
        )
    return told
