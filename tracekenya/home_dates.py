"""Days that are late or near: visits, hearings, reviews, meetings, last days of accounts."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.enums import CLOSED_STATUSES
from cases.models import Case, CourtCase, FollowUpVisit, Hearing
from programmes.models import BoardMeeting, PolicyDocument
from shelter.models import Admission, ShelterExit
from tracekenya.accounts.models import User
from tracekenya.home_parts import Due
from tracekenya.lib.addresses import address
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.roles.roles import Role

DAYS_AHEAD = 7
HEARING_DAYS_AHEAD = 14
REVIEW_DAYS_AHEAD = 30
MEETING_DAYS_AHEAD = 120
MOST_DATES = 10


def visits(user, today: dt.date) -> Iterator[Due]:
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


def hearings(user, today: dt.date) -> Iterator[Due]:
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


def first_calls(user, today: dt.date) -> Iterator[Due]:
    """Yield the first follow-ups after exits, for the house from which the people left."""
    if not user.can(Permission.STAY_EXIT):
        return
    rows = ShelterExit.objects.filter(
        admission__in=Admission.objects.visible_to(user),
        first_follow_up_on__range=(today, today + dt.timedelta(days=DAYS_AHEAD)),
    )
    rows = rows.select_related("admission__case").defer("released_to", "safety_plan")
    for exit_ in rows.order_by("first_follow_up_on")[:MOST_DATES]:
        text = _("First follow-up after the exit, %(code)s") % {"code": exit_.admission.case.code}
        yield Due(exit_.first_follow_up_on, text, exit_.admission.get_absolute_url(), False)  # type: ignore[arg-type]  # filtered


def planned_exits(user, today: dt.date) -> Iterator[Due]:
    """Yield residents whose planned exit is over or near, for whoever may ask that they stay longer."""
    if not user.can(Permission.STAY_EXTEND):
        return
    near = today + dt.timedelta(days=settings.EXIT_WARNING_DAYS)
    rows = Admission.objects.visible_to(user, Permission.STAY_EXTEND).in_house()
    rows = rows.filter(planned_exit_on__lte=near).select_related("case")
    for stay in rows.only("planned_exit_on", "case__code").order_by("planned_exit_on")[:MOST_DATES]:
        day: dt.date = stay.planned_exit_on  # type: ignore[assignment]  # filtered
        text = _("Planned exit, %(code)s") % {"code": stay.case.code}
        yield Due(day, text, stay.get_absolute_url(), day < today)


def hearings_of_residents(user, today: dt.date) -> Iterator[Due]:
    """Yield hearings of those who live in the reader's house, by case code: who goes along, and when."""
    if user.scope(Permission.STAY_EXTEND) is not Scope.SHELTER:
        return
    stays = Admission.objects.visible_to(user, Permission.STAY_EXTEND).in_house()
    near = (today, today + dt.timedelta(days=HEARING_DAYS_AHEAD))
    rows = Hearing.objects.filter(
        outcome="", held_on__range=near, court_case__victim_links__case__admissions__in=stays
    ).values_list(
        "held_on",
        "court_case__victim_links__case__code",
        "court_case__victim_links__case__admissions",
    )
    for day, code, stay in rows.order_by("held_on")[:MOST_DATES]:
        text = _("Hearing, %(code)s") % {"code": code}
        yield Due(day, text, address("shelter:admission_detail", stay), False)


def reviews(user, today: dt.date) -> Iterator[Due]:
    if not user.can(Permission.INSTITUTION_REGISTER_EDIT):
        return
    near = today + dt.timedelta(days=REVIEW_DAYS_AHEAD)
    rows = PolicyDocument.objects.filter(status="in_use", next_review_on__lte=near)
    for policy in rows.order_by("next_review_on")[:MOST_DATES]:
        day = policy.next_review_on
        text = _("Review of the policy: %(title)s") % {"title": policy.title}
        yield Due(day, text, policy.get_absolute_url(), day < today)  # type: ignore[arg-type, operator]  # filtered


def meetings(user, today: dt.date) -> Iterator[Due]:
    if user.role not in (Role.BOARD_MEMBER, Role.EXECUTIVE_DIRECTOR):
        return
    near = today + dt.timedelta(days=MEETING_DAYS_AHEAD)
    rows = BoardMeeting.objects.filter(held_on__range=(today, near)).order_by("held_on")
    for meeting in rows[:MOST_DATES]:
        text = _("Board: %(kind)s") % {"kind": meeting.get_kind_display()}
        yield Due(meeting.held_on, text, meeting.get_absolute_url(), False)


def last_days(user, today: dt.date) -> Iterator[Due]:
    """Yield accounts that end, by staff code, for the system administrator."""
    if not user.can(Permission.USER_MANAGE):
        return
    near = today + dt.timedelta(days=REVIEW_DAYS_AHEAD)
    rows = User.objects.filter(is_active=True, ends_on__range=(today, near)).only(
        "staff_code", "ends_on"
    )
    for account in rows.order_by("ends_on")[:MOST_DATES]:
        text = _("Last day of the account %(code)s") % {"code": account.staff_code}
        yield Due(account.ends_on, text, account.get_absolute_url(), False)  # type: ignore[arg-type]  # filtered


def all_for(user) -> list[Due]:
    """Return at most MOST_DATES days that are late or near, oldest first."""
    today = timezone.localdate()
    kinds = (
        visits, hearings, first_calls, planned_exits, hearings_of_residents, reviews, meetings,
        last_days,
    )  # fmt: skip
    found = [due for kind in kinds for due in kind(user, today)]
    return sorted(found, key=lambda due: due.day)[:MOST_DATES]
