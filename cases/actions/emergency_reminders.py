"""What the clock tells while an emergency opening waits for its review; each person is told once."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.models import EmergencyOpening
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.audit.trail import record
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role

REVIEWERS = [r for r in Role if scope_of(r, Permission.BREAK_GLASS_REVIEW) is not Scope.NONE]


def remind(now: dt.datetime | None = None) -> int:
    """Tell reviewers and openers of what waits too long; return how many openings did.

    May be repeated at any time: nobody is told the same twice, whoever became a reviewer meanwhile is.
    """
    now = now or timezone.now()
    first = now - dt.timedelta(hours=settings.EMERGENCY_REMIND_HOURS[0])
    late = EmergencyOpening.objects.unreviewed().filter(opened_at__lte=first)
    keys = list(late.order_by("opened_at").values_list("pk", flat=True))
    for pk in keys:
        _remind_of(pk, now)
    return len(keys)


@transaction.atomic
def _remind_of(pk: uuid.UUID, now: dt.datetime) -> None:
    """Tell what is due now of one opening; a reminder that was missed is left out for the later one."""
    rows = EmergencyOpening.objects.unreviewed().select_for_update(of=("self",))
    opening = rows.select_related("case", "opened_by").filter(pk=pk).first()
    if opening is None:  # reviewed a moment ago
        return
    opener = opening.opened_by
    reviewers = User.objects.filter(role__in=REVIEWERS).exclude(pk=opener.pk)
    if now >= opening.review_due_at:
        _restricted(opening, reviewers)
        return
    waited = max(h for h in settings.EMERGENCY_REMIND_HOURS if _is_past(opening, h, now))
    tell(
        to=reviewers, kind=NoticeKind.BREAK_GLASS_STILL_WAITS, target=opening, by=opener,
        once=f"emergency {pk} {waited} h",
    )  # fmt: skip
    tell(
        to=[opener], kind=NoticeKind.ACCOUNT_WILL_CLOSE, target=opening, link=reverse("home"),
        once=f"emergency {pk} will close",
    )  # fmt: skip


def _restricted(opening: EmergencyOpening, reviewers: QuerySet[User]) -> None:
    """Tell that the account is restricted now, and leave one row about it in the trail."""
    opener, once = opening.opened_by, f"emergency {opening.pk} restricted"
    tell(
        to=[opener], kind=NoticeKind.ACCOUNT_CLOSED, target=opening, link=reverse("home"), once=once
    )
    tell(
        to=reviewers, kind=NoticeKind.ACCOUNT_RESTRICTED, target=opener, once=once,
        link=opening.get_absolute_url(),
    )  # fmt: skip
    kind = AuditKind.ACCOUNT_RESTRICTED
    mine = AuditEvent.objects.filter(
        target_type=opening._meta.label_lower, target_id=str(opening.pk), kind=kind
    )
    if not mine.exists():
        record(kind, by=None, target=opening, fields={"user": opener.staff_code})


def _is_past(opening: EmergencyOpening, hours: int, now: dt.datetime) -> bool:
    return now >= opening.opened_at + dt.timedelta(hours=hours)
