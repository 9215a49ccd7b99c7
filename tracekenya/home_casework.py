"""What waits in cases, shelters, on the road and in referrals; one statement for each of them."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from cases.enums import CLOSED_STATUSES, CaseStatus
from cases.models import Case, CaseGrant, CourtCase, EmergencyOpening, Hearing
from intercepts import alerts, quarantine, vetting
from intercepts.models import CheckIn, Intercept
from referrals.enums import WAITING_STATUSES, ReferralStatus
from referrals.models import Referral
from reporting.health import conditions
from shelter.decisions import waiting_decisions
from shelter.enums import IN_HOUSE, BedState, StayStatus
from shelter.lists import visible_beds
from shelter.models import Admission
from shelter.periods import over_expected
from tracekenya.home_parts import Waiting
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

DAYS_BACK = 7  # what a monitor's "lately" means


def cases(user) -> Iterator[Waiting]:
    """Yield what waits in the cases that `user` works on or oversees."""
    if not (user.can(Permission.CASE_EDIT) or user.can(Permission.CASE_CLOSE)):
        return
    unassigned = ~Exists(CaseGrant.objects.live().filter(case=OuterRef("pk"), user__isnull=False))
    numbers = Case.objects.visible_to(user).exclude(status__in=CLOSED_STATUSES).aggregate(
        mine=Count("pk"),
        unassigned=Count("pk", filter=unassigned),
        assessed=Count("pk", filter=Q(status=CaseStatus.ASSESSMENT)),
        critical=Count("pk", filter=Q(risk_level="critical")),
    )  # fmt: skip
    listed = reverse("cases:case_list")
    if user.scope(Permission.CASE_VIEW) is Scope.ASSIGNED:
        count = numbers["mine"]
        words = ngettext("open case is in your hands", "open cases are in your hands", count)
        yield Waiting(count, words, f"{listed}?status=open")
    if user.can(Permission.CASE_ASSIGN):
        count = numbers["unassigned"]
        words = ngettext("open case has no worker", "open cases have no worker", count)
        url = reverse("reporting:data_health_check", args=["case-without-worker"])
        yield Waiting(count, words, url)
    if user.can(Permission.CASE_CLOSE):
        count = numbers["assessed"]
        words = ngettext(
            "assessed case waits for your approval", "assessed cases wait for your approval", count
        )
        yield Waiting(count, words, f"{listed}?status={CaseStatus.ASSESSMENT}")
    count = numbers["critical"]
    words = ngettext("open case is at critical risk", "open cases are at critical risk", count)
    yield Waiting(count, words, f"{listed}?status=open&risk_level=critical")


def referrals(user) -> Iterator[Waiting]:
    if not user.can(Permission.REFERRAL_DRAFT):
        return
    numbers = Referral.objects.visible_to(user).aggregate(
        drafted=Count("pk", filter=Q(status=ReferralStatus.DRAFT)),
        unanswered=Count("pk", filter=Q(status__in=WAITING_STATUSES)),
    )
    listed = reverse("referrals:referral_list")
    if user.can(Permission.REFERRAL_SEND):
        count = numbers["drafted"]
        words = ngettext(
            "drafted referral waits to be sent", "drafted referrals wait to be sent", count
        )
        yield Waiting(count, words, f"{listed}?status={ReferralStatus.DRAFT}")
    count = numbers["unanswered"]
    words = ngettext("referral has no answer", "referrals have no answer", count)
    yield Waiting(count, words, f"{listed}?answer=waiting")


def stays(user) -> Iterator[Waiting]:
    """Yield requests, missing authority and overlong stays for those who run a house."""
    if not user.can(Permission.STAY_ADMIT):
        return
    today = timezone.localdate()
    numbers = Admission.objects.visible_to(user).aggregate(
        asked=Count("pk", filter=Q(status=StayStatus.REQUESTED)),
        unauthorised=Count("pk", filter=conditions.no_authority(today)),
        overlong=Count("pk", filter=over_expected(today)),
    )
    listed = reverse("shelter:stay_list")
    count = numbers["asked"]
    words = ngettext("person asks for a bed", "people ask for a bed", count)
    yield Waiting(count, words, f"{listed}?status={StayStatus.REQUESTED}")
    count = numbers["unauthorised"]
    words = ngettext("stay is still without authority", "stays are still without authority", count)
    url = reverse("reporting:data_health_check", args=["stay-without-authority"])
    yield Waiting(count, words, url)
    count = numbers["overlong"]
    words = ngettext(
        "resident stays longer than expected", "residents stay longer than expected", count
    )
    yield Waiting(count, words, f"{listed}?length=over")


def calls_for_help(user) -> Iterator[Waiting]:
    """Yield monitors who call for help, before anything else."""
    if not user.can(Permission.INTERCEPT_RESPOND):
        return
    count = CheckIn.objects.visible_to(user).calling().count()
    words = ngettext("monitor calls for help", "monitors call for help", count)
    yield Waiting(count, words, f"{reverse('intercepts:check_in_list')}?state=help")


def alarms(user) -> Iterator[Waiting]:
    """Yield alerts that nobody took, with the age of the oldest, and calls that are owed."""
    if not user.can(Permission.INTERCEPT_RESPOND):
        return
    count, since = alerts.open_alerts(user)
    words = ngettext(
        "alert that nobody has taken; the oldest: %(age)s",
        "alerts that nobody has taken; the oldest: %(age)s",
        count,
    )
    words %= {"age": vetting.age_words(since) if since else ""}
    yield Waiting(count, words, f"{reverse('intercepts:alert_list')}?state=open")
    if user.scope(Permission.PERSON_REVEAL) is not Scope.ORGANISATION:  # without the number no call
        return
    count = alerts.calls_due(user)
    words = ngettext("call to make today", "calls to make today", count)
    yield Waiting(count, words, f"{reverse('intercepts:call_back_list')}?state=open")


def to_mend(user) -> Iterator[Waiting]:
    """Yield records of phones that could not be taken, with the age of the oldest; any may be a child's."""
    if not user.can(Permission.QUARANTINE_MEND):
        return
    found = quarantine.waiting_rows().aggregate(count=Count("pk"), since=Min("received_at"))
    words = ngettext(
        "record of a phone to mend; the oldest: %(age)s",
        "records of phones to mend; the oldest: %(age)s",
        found["count"],
    )
    words %= {"age": vetting.age_words(found["since"]) if found["since"] else ""}
    yield Waiting(found["count"], words, reverse("intercepts:submission_list"))


def intercepts(user) -> Iterator[Waiting]:
    """Yield verdicts that are owed, and people on whom a manager decides."""
    listed = reverse("intercepts:vetting_list")
    if user.can(Permission.INTERCEPT_VET):
        count = vetting.waiting_for(user)
        words = ngettext(
            "intercepted person waits for your verdict",
            "intercepted people wait for your verdict",
            count,
        )
        yield Waiting(count, words, f"{listed}?state=mine")
    if user.can(Permission.INTERCEPT_CLASSIFY):
        count = vetting.undecided_for(user)
        words = ngettext(
            "intercepted person on whom vetters differ", "intercepted people on whom vetters differ",
            count,
        )  # fmt: skip
        yield Waiting(count, words, f"{listed}?state=manager")


def exits(user) -> Iterator[Waiting]:
    """Yield children whose exit waits for the director's word; by code alone, like all of home."""
    if not user.can(Permission.EXIT_DECIDE):
        return
    count = waiting_decisions(user).count()
    words = ngettext(
        "exit of a child waits for your decision", "exits of children wait for your decision", count
    )
    yield Waiting(count, words, f"{reverse('shelter:decision_list')}?state=waits")


def emergencies(user) -> Iterator[Waiting]:
    """Yield emergency openings that nobody reviewed, for the data protection officer."""
    if not user.can(Permission.BREAK_GLASS_REVIEW):
        return
    count = EmergencyOpening.objects.unreviewed().exclude(opened_by=user).count()
    words = ngettext(
        "emergency opening waits for a review", "emergency openings wait for a review", count
    )
    yield Waiting(count, words, f"{reverse('cases:emergency_list')}?verdict=open")


def court(user) -> Iterator[Waiting]:
    """Yield hearings that nobody wrote up and cases without a next date, for the legal officer."""
    if not user.can(Permission.COURT_EDIT):
        return
    today = timezone.localdate()
    seen = CourtCase.objects.visible_to(user)
    count = Hearing.objects.filter(
        conditions.hearing_unanswered(today), court_case__in=seen
    ).count()
    words = ngettext(
        "hearing is over and nobody wrote what happened",
        "hearings are over and nobody wrote what happened",
        count,
    )
    yield Waiting(count, words, f"{reverse('cases:hearing_list')}?when=open")
    count = seen.filter(conditions.no_next_hearing(today)).count()
    words = ngettext("court case has no next date", "court cases have no next date", count)
    yield Waiting(count, words, _check("court-case-without-hearing"))


def house(user) -> Iterator[Waiting]:
    """Yield who is in the house and which beds are free, for those who work in one."""
    if user.scope(Permission.STAY_VIEW) is not Scope.SHELTER:
        return
    count = Admission.objects.visible_to(user).filter(status__in=IN_HOUSE).count()
    words = ngettext("person is in the house", "people are in the house", count)
    yield Waiting(count, words, f"{reverse('shelter:stay_list')}?status=in_house")
    count = visible_beds(user).filter(state=BedState.FREE).count()
    words = ngettext("bed is free", "beds are free", count)
    yield Waiting(count, words, f"{reverse('shelter:bed_list')}?state={BedState.FREE}")


def road(user) -> Iterator[Waiting]:
    """Yield what a monitor sent lately and this year."""
    if user.scope(Permission.INTERCEPT_VIEW) is not Scope.OWN:
        return
    since = timezone.localdate() - dt.timedelta(days=DAYS_BACK)
    count = Intercept.objects.visible_to(user).filter(happened_on__gte=since).count()
    words = ngettext(
        "intercept of yours arrived in the last 7 days",
        "intercepts of yours arrived in the last 7 days",
        count,
    )
    yield Waiting(count, words, f"{reverse('intercepts:intercept_list')}?from_day={since}")


def _check(slug: str) -> str:
    return reverse("reporting:data_health_check", args=[slug])
