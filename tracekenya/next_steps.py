"""What waits for a person, counted from the records that they may see; shown on the home page."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.enums import CLOSED_STATUSES, CaseStatus
from cases.models import Case, CaseGrant, CourtCase, FollowUpVisit, Hearing
from intercepts.models import Intercept, InterceptedPerson
from referrals.enums import ReferralStatus
from referrals.models import Referral
from shelter.models import Admission
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

DAYS_AHEAD = 7
HEARING_DAYS_AHEAD = 14
MOST_DATES = 10


@dataclass(frozen=True)
class Waiting:
    """One kind of work that waits: how many, in words, and where to begin."""

    count: int
    words: str
    url: str


@dataclass(frozen=True)
class Due:
    """One dated thing that comes next."""

    day: dt.date
    text: str
    url: str
    is_late: bool


def waiting_for(user) -> list[Waiting]:
    """Return what waits for `user`, only what is there."""
    found = [*_cases(user), *_referrals(user), *_stays(user), *_intercepts(user)]
    return [each for each in found if each.count]


def due_for(user) -> list[Due]:
    """Return at most MOST_DATES visits and hearings that are late or near, oldest first."""
    today = timezone.localdate()
    found = [*_visits(user, today), *_hearings(user, today)]
    return sorted(found, key=lambda due: due.day)[:MOST_DATES]


def first_acts(user) -> list[dict[str, str]]:
    """Return the acts with which the day of this role begins: label, icon, url."""
    acts = (
        (
            Permission.INTERCEPT_RECORD,
            _("Record an intercept"),
            "bus",
            "intercepts:intercept_record",
        ),
        (Permission.CASE_OPEN, _("Open a case"), "plus", "cases:case_open"),
        (Permission.PERSON_SEARCH, _("Find a person"), "search", "cases:people_search"),
        (Permission.REPORT_ORDER, _("Order the annual report"), "report", "reporting:report_list"),
    )
    return [
        {"label": label, "icon": icon, "url": reverse(route)}
        for permission, label, icon, route in acts
        if user.can(permission)
    ]


def _cases(user) -> Iterator[Waiting]:
    if not user.can(Permission.CASE_EDIT) and not user.can(Permission.CASE_ASSIGN):
        return
    rows = Case.objects.visible_to(user).exclude(status__in=CLOSED_STATUSES)
    listed = reverse("cases:case_list")
    if user.scope(Permission.CASE_VIEW) is Scope.ASSIGNED:
        count = rows.count()
        words = ngettext("open case is in your hands", "open cases are in your hands", count)
        yield Waiting(count, words, f"{listed}?status=open")
    if user.can(Permission.CASE_ASSIGN):
        yield _unassigned(rows, f"{listed}?status=open")
    if user.can(Permission.CASE_CLOSE):
        count = rows.filter(status=CaseStatus.ASSESSMENT).count()
        words = ngettext(
            "assessed case waits for your approval", "assessed cases wait for your approval", count
        )
        yield Waiting(count, words, f"{listed}?status={CaseStatus.ASSESSMENT}")
    count = rows.filter(risk_level="critical").count()
    words = ngettext("open case is at critical risk", "open cases are at critical risk", count)
    yield Waiting(count, words, f"{listed}?status=open&risk_level=critical")


def _unassigned(rows, url: str) -> Waiting:
    workers = CaseGrant.objects.live().filter(case=OuterRef("pk"), user__isnull=False)
    count = rows.filter(~Exists(workers)).count()
    words = ngettext("open case has no worker", "open cases have no worker", count)
    return Waiting(count, words, url)


def _referrals(user) -> Iterator[Waiting]:
    if not user.can(Permission.REFERRAL_DRAFT):
        return
    rows = Referral.objects.visible_to(user)
    url = reverse("referrals:referral_list")
    if user.can(Permission.REFERRAL_SEND):
        count = rows.filter(status=ReferralStatus.DRAFT).count()
        words = ngettext(
            "drafted referral waits to be sent", "drafted referrals wait to be sent", count
        )
        yield Waiting(count, words, url)
    count = rows.filter(status__in=(ReferralStatus.SENT, ReferralStatus.NO_RESPONSE)).count()
    words = ngettext("referral has no answer", "referrals have no answer", count)
    yield Waiting(count, words, url)


def _stays(user) -> Iterator[Waiting]:
    if not user.can(Permission.STAY_ADMIT):
        return
    count = Admission.objects.visible_to(user).requested().count()
    words = ngettext("person asks for a bed", "people ask for a bed", count)
    yield Waiting(count, words, reverse("shelter:shelter_list"))


def _intercepts(user) -> Iterator[Waiting]:
    if not user.can(Permission.INTERCEPT_CLASSIFY):
        return
    rows = InterceptedPerson.objects.filter(final_class="")
    count = rows.filter(intercept__in=Intercept.objects.visible_to(user)).count()
    words = ngettext(
        "intercepted person has no final class", "intercepted people have no final class", count
    )
    yield Waiting(count, words, reverse("intercepts:intercept_list"))


def _visits(user, today: dt.date) -> Iterator[Due]:
    if not user.can(Permission.REINTEGRATION_RECORD):
        return
    cases = Case.objects.visible_to(user).exclude(status__in=CLOSED_STATUSES)
    rows = FollowUpVisit.objects.filter(
        reintegration__case__in=cases,
        done_on__isnull=True,
        due_on__lte=today + dt.timedelta(days=DAYS_AHEAD),
    )
    for visit in rows.select_related("reintegration__case").order_by("due_on")[:MOST_DATES]:
        case = visit.reintegration.case
        text = _("Follow-up visit, %(code)s") % {"code": case.code}
        yield Due(visit.due_on, text, case.get_absolute_url(), visit.due_on < today)


def _hearings(user, today: dt.date) -> Iterator[Due]:
    if not user.can(Permission.COURT_EDIT):
        return
    rows = Hearing.objects.filter(
        court_case__in=CourtCase.objects.visible_to(user),
        outcome="",
        held_on__lte=today + dt.timedelta(days=HEARING_DAYS_AHEAD),
    )
    for hearing in rows.select_related("court_case").order_by("held_on")[:MOST_DATES]:
        code, kind = hearing.court_case.code, hearing.get_kind_display()
        text = _("%(kind)s in court, %(code)s") % {"kind": kind, "code": code}
        url = hearing.court_case.get_absolute_url()
        yield Due(hearing.held_on, text, url, hearing.held_on < today)
