"""What the clock watches over the trail: it is sealed, it is checked, and nobody opens case after case."""

import datetime as dt
import logging

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from tracekenya.accounts.models import User
from tracekenya.audit import heads
from tracekenya.audit.enums import LOOKS
from tracekenya.audit.models import AuditEvent
from tracekenya.audit.sealer import Sealed, seal
from tracekenya.audit.trail import SYSTEM
from tracekenya.audit.verify import Outcome, verify
from tracekenya.notices.actions import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.roles.roles import Role

log = logging.getLogger(__name__)

# One look at one of these leaves a row for each case that it concerns: they do not count as cases.
OF_SEVERAL_CASES = (
    "cases.suspect", "cases.courtcase", "cases.hearing", "cases.charge", "cases.chargeoutcome",
    "intercepts.intercept",
)  # fmt: skip
HOUR = dt.timedelta(hours=1)


def seal_trail() -> Sealed:
    """Seal what waits; tell the data protection officers when the chain lost the head of the file."""
    done = seal()
    if not done.fits:
        last = heads.last_sealed()
        tell(
            to=data_protection_officers(),
            kind=NoticeKind.TRAIL_BROKEN,
            once=f"trail lost head {last.position if last else 0}",
        )
    return done


def check_trail(*, since: dt.datetime | None = None) -> Outcome:
    """Check the trail; tell the data protection officers of the first row that does not fit."""
    outcome = verify(since=since)
    if outcome.finding:
        log.error("The audit trail does not fit: %s", outcome.finding)
        tell(
            to=data_protection_officers(),
            kind=NoticeKind.TRAIL_BROKEN,
            once=f"trail {timezone.localdate()}",
        )
    return outcome


def watch_lookers() -> int:
    """Tell of each person who opened many cases within the last hour; return how many there were.

    One notice a person and day.
    """
    since = timezone.now() - HOUR
    looks = AuditEvent.objects.filter(at__gte=since, kind__in=LOOKS, case_id__isnull=False)
    looks = looks.exclude(target_type__in=OF_SEVERAL_CASES)
    busy = (
        looks.exclude(by=SYSTEM).order_by().values("by").annotate(n=Count("case_id", distinct=True))
    )
    codes = busy.filter(n__gt=settings.MANY_CASES_AN_HOUR).values_list("by", flat=True)
    people = User.objects.filter(staff_code__in=list(codes))
    for person in people:
        tell(
            to=data_protection_officers().exclude(pk=person.pk),
            kind=NoticeKind.MANY_CASES,
            target=person,
            link=f"{reverse('administration:trail_list')}?by={person.staff_code}",
            once=f"many cases {person.staff_code} {timezone.localdate()}",
        )
    return len(people)


def data_protection_officers() -> QuerySet[User]:
    return User.objects.filter(role=Role.DATA_PROTECTION_OFFICER, is_active=True)
