"""What waits in programmes, registers, indicators and the system; numbers only, nobody's file."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from programmes.models import Activity, Partnership, PolicyDocument, TrustFundGrant
from reporting.access import reports_for
from reporting.enums import ProgressStatus
from reporting.health import conditions
from reporting.health.counts import count as counts_of
from reporting.health.registry import checks_for
from reporting.models import ManualValue
from reporting.results import PlanNotLoaded, indicators
from tracekenya.administration.users import all_users, in_state, waiting_users
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.home_parts import Waiting
from tracekenya.jobs.models import Job, JobState
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role

WEEK = 7


def programmes(user) -> Iterator[Waiting]:
    if not user.can(Permission.ACTIVITY_EDIT):
        return
    today = timezone.localdate()
    count = Activity.objects.filter(conditions.nobody_counted(today)).count()
    words = ngettext("activity has no attendance", "activities have no attendance", count)
    yield Waiting(count, words, _check("activity-without-attendance"))
    count = Partnership.objects.filter(conditions.ended_but_active(today)).count()
    words = ngettext(
        "partnership is past its last day", "partnerships are past their last day", count
    )
    yield Waiting(count, words, _check("partnership-ended"))


def money(user) -> Iterator[Waiting]:
    """Yield grants that are approved and not paid, for those who pay them."""
    if user.role != Role.FINANCE_OFFICER:
        return
    rows = TrustFundGrant.objects.filter(status__in=("approved", "trained"), disbursed_on=None)
    count = rows.count()
    words = ngettext(
        "trust fund grant is approved and not paid",
        "trust fund grants are approved and not paid",
        count,
    )
    yield Waiting(count, words, reverse("programmes:trust_fund_grant_list"))


def policies(user) -> Iterator[Waiting]:
    if not user.can(Permission.INSTITUTION_REGISTER_EDIT) and user.role != Role.SAFEGUARDING_LEAD:
        return
    rows = PolicyDocument.objects.filter(conditions.review_overdue(timezone.localdate()))
    count = rows.count()
    words = ngettext("policy is to be reviewed", "policies are to be reviewed", count)
    yield Waiting(count, words, f"{reverse('programmes:policy_list')}?overdue=late")


def values(user) -> Iterator[Waiting]:
    """Yield values of earlier years that wait: to be approved by this person, or by another."""
    may_approve = user.can(Permission.INDICATOR_APPROVE)
    if not may_approve and not user.can(Permission.INDICATOR_EDIT):
        return
    rows = ManualValue.objects.filter(approved_at=None)
    count = (rows.exclude(recorded_by=user) if may_approve else rows).count()
    words = ngettext(
        "value from earlier records waits for approval",
        "values from earlier records wait for approval",
        count,
    )
    yield Waiting(count, words, reverse("reporting:earlier_years"))


def health(user) -> Iterator[Waiting]:
    """Yield how many records are to be mended, for those who answer for all numbers."""
    if user.role != Role.ME_OFFICER:
        return
    found = counts_of(checks_for(user), user, timezone.localdate())
    count = sum(owners.total() for owners in found.values())
    words = ngettext(
        "record has missing or contradictory data",
        "records have missing or contradictory data",
        count,
    )
    yield Waiting(count, words, reverse("reporting:data_health"))


def accounts(user) -> Iterator[Waiting]:
    """Yield accounts and jobs that want the system administrator; roles that want a second person."""
    listed = reverse("administration:user_list")
    if user.can(Permission.USER_MANAGE):
        count = in_state(all_users(), "invited").count()
        words = ngettext(
            "invited person has not signed in", "invited people have not signed in", count
        )
        yield Waiting(count, words, f"{listed}?state=invited")
        count = in_state(all_users(), "ends_soon").count()
        words = ngettext("account ends soon", "accounts end soon", count)
        yield Waiting(count, words, f"{listed}?state=ends_soon")
    if user.can(Permission.USER_APPROVE):
        count = waiting_users().count()
        words = ngettext("role waits for your approval", "roles wait for your approval", count)
        yield Waiting(count, words, reverse("administration:approval_list"))


def jobs(user) -> Iterator[Waiting]:
    """Yield work that failed in the last week."""
    is_theirs = user.can(Permission.REPORT_ORDER)
    if not is_theirs and user.role != Role.SYSTEM_ADMINISTRATOR:
        return
    since = timezone.now() - dt.timedelta(days=WEEK)
    count = Job.objects.filter(state=JobState.FAILED, asked_at__gte=since).count()
    words = ngettext("job failed in the last 7 days", "jobs failed in the last 7 days", count)
    url = (
        reverse("reporting:report_list")
        if is_theirs
        else reverse("administration:administration_home")
    )
    yield Waiting(count, words, url)


def notices(user) -> Iterator[Waiting]:
    """Yield how many notices the person has not read; counted with the person of the session."""
    count = getattr(user, "new_notices", 0)
    words = ngettext("notice that you have not read", "notices that you have not read", count)
    yield Waiting(count, words, f"{reverse('notices:notice_list')}?state=new")


def trail(user) -> Iterator[Waiting]:
    """Yield what the data protection officer watches: numbers of the last week, nobody's act."""
    if not user.can(Permission.AUDIT_VIEW):
        return
    since = timezone.now() - dt.timedelta(days=WEEK)
    numbers = AuditEvent.objects.filter(at__gte=since).aggregate(
        refused=Count("pk", filter=Q(kind=AuditKind.REFUSED)),
        exported=Count("pk", filter=Q(kind=AuditKind.EXPORTED)),
        revealed=Count("pk", filter=Q(kind=AuditKind.REVEALED)),
    )
    listed = f"{reverse('administration:trail_list')}?from_day={timezone.localdate(since)}&kind="
    count = numbers["refused"]
    words = ngettext("refusal this week", "refusals this week", count)
    yield Waiting(count, words, f"{listed}{AuditKind.REFUSED}")
    count = numbers["exported"]
    words = ngettext("export this week", "exports this week", count)
    yield Waiting(count, words, f"{listed}{AuditKind.EXPORTED}")
    count = numbers["revealed"]
    words = ngettext("identity opened this week", "identities opened this week", count)
    yield Waiting(count, words, f"{listed}{AuditKind.REVEALED}")


def progress(user) -> Iterator[Waiting]:
    """Yield how many indicators are on track and behind, for the director and the board."""
    if user.role not in (Role.EXECUTIVE_DIRECTOR, Role.BOARD_MEMBER):
        return
    today = timezone.localdate()
    try:
        results = indicators(today=today)
    except PlanNotLoaded:
        return
    found = Counter(one.years[today.year].status for one in results if today.year in one.years)
    url = reverse("reporting:dashboard")
    count = found[ProgressStatus.ON_TRACK]
    yield Waiting(count, ngettext("indicator is on track", "indicators are on track", count), url)
    count = found[ProgressStatus.SLIGHTLY_BEHIND] + found[ProgressStatus.BEHIND]
    yield Waiting(count, ngettext("indicator is behind", "indicators are behind", count), url)


def reports(user) -> Iterator[Waiting]:
    """Yield how many reports can be read, for those who come for nothing else."""
    if user.role not in (Role.BOARD_MEMBER, Role.DONOR_VIEWER):
        return
    count = reports_for(user).filter(state=JobState.DONE).count()
    words = ngettext("report can be read", "reports can be read", count)
    yield Waiting(count, words, reverse("reporting:report_list"))


def _check(slug: str) -> str:
    return reverse("reporting:data_health_check", args=[slug])
