"""What the page of an intercept shows of vetting, of the alert and of the call: nothing before its time."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Person
from cases.reveals import Reveal
from intercepts import vetting
from intercepts.access import get_intercepted_for
from intercepts.alerts import get_call_back_for, of_office
from intercepts.enums import Turn
from intercepts.models import CallBack, InterceptAlert, InterceptedPerson, VettingVerdict
from tracekenya.pages.cells import Tag
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope


@dataclass
class Standing:
    """Of one person met: verdicts that may be seen, whether the reader may judge, alert and call.

    given: how many have judged; never how. verdicts: once the class is set.
    """

    given: int = 0
    state: Tag | None = None
    may_judge: bool = False
    has_judged: bool = False
    verdicts: list[VettingVerdict] = field(default_factory=list)
    may_read: bool = False
    alert: InterceptAlert | None = None
    call: CallBack | None = None


def standings(people: Iterable[InterceptedPerson], user: Any) -> dict[uuid.UUID, Standing]:
    """Return the standing of each of `people` as far as `user` may know it; four queries at most."""
    rows = {row.pk: row for row in people}
    found = {key: Standing() for key in rows}
    if user.can(Permission.INTERCEPT_VET):
        verdicts = VettingVerdict.objects.filter(intercepted_person__in=rows)
        for verdict in verdicts.select_related("recorded_by").defer("reason", "call_facts"):
            _count(found[verdict.intercepted_person_id], verdict, user)
        mended = vetting.mended_among(list(rows.values()), user)
        for key, standing in found.items():
            _close(standing, rows[key], user, mended)
    if user.can(Permission.INTERCEPT_RESPOND):
        alerts = of_office(InterceptAlert.objects.filter(intercepted_person__in=rows), user)
        for alert in alerts.select_related("taken_by"):
            found[alert.intercepted_person_id].alert = alert
        calls = of_office(CallBack.objects.filter(intercepted_person__in=rows), user)
        for call in calls.select_related("last_by").defer("words"):
            found[call.intercepted_person_id].call = call
    return found


def _count(standing: Standing, verdict: VettingVerdict, user: Any) -> None:
    standing.verdicts.append(verdict)
    if verdict.turn != Turn.OVERRIDE:
        standing.given += 1
        standing.has_judged = standing.has_judged or verdict.recorded_by_id == user.pk


def _close(standing: Standing, row: InterceptedPerson, user: Any, mended: set[uuid.UUID]) -> None:
    """Hide verdicts until the class is set; say whether the reader may still judge."""
    if row.final_class:
        standing.may_read = True
        return
    standing.verdicts = []
    standing.state = vetting.state_of(standing.given)
    standing.may_judge = not (
        standing.has_judged
        or standing.given >= vetting.MOST_VERDICTS
        or vetting.wrote(row, user)
        or row.intercept_id in mended
    )


def get_verdict_for(user: Any, pk: uuid.UUID, act: Permission) -> VettingVerdict:
    """Return a verdict on somebody whose class is set. Raises OutOfScope: before that nobody reads one."""
    verdict = VettingVerdict.objects.filter(pk=pk).first()
    if verdict is None:
        raise OutOfScope(str(pk))
    verdict.intercepted_person = get_intercepted_for(user, verdict.intercepted_person_id)
    if not verdict.intercepted_person.final_class:
        raise OutOfScope(str(pk))
    return verdict


def may_know(user: Any, call: CallBack, act: Permission = Permission.PERSON_REVEAL) -> bool:
    """Return whether the reader may learn who is to be called: without the number nobody calls."""
    if user.scope(act) is Scope.ORGANISATION:
        return True
    seen = Case.objects.visible_to(user, act)
    return seen.filter(pk=call.intercepted_person.case_id).exists()


def get_met_for(user: Any, pk: uuid.UUID, act: Permission) -> Person:
    """Return the person to call. Raises PermissionDenied where the reader may not learn who it is."""
    call = get_call_back_for(user, pk)
    if not may_know(user, call, act):
        raise PermissionDenied(act)  # that somebody is to be called they may know
    person = call.intercepted_person.person
    person.call_back = call  # the way back, and what stands in the address
    return person


VERDICT = Reveal(
    route="intercepts:verdict_read", folder="verdicts/", act=Permission.INTERCEPT_VET,
    get=get_verdict_for, fields=("reason", "call_facts"), label=_("Read why"),
    case_of=lambda row: row.intercepted_person.case,
    title=lambda row: row.get_turn_display(),
    name_of_home=lambda row: row.intercepted_person.intercept.code,
)  # fmt: skip
CALL_WORDS = Reveal(
    route="intercepts:call_back_read", folder="calls/", act=Permission.INTERCEPT_RESPOND,
    get=lambda user, pk, act: get_call_back_for(user, pk), fields=("words",),
    label=_("Read what came out"), case_of=lambda row: row.intercepted_person.case,
    title=lambda row: row.intercepted_person.person.code,
    name_of_home=lambda row: row.intercepted_person.intercept.code,
)  # fmt: skip
CALL_PHONE = Reveal(
    route="intercepts:call_back_phone", folder="calls/", end="phone/", act=Permission.PERSON_REVEAL,
    get=get_met_for, fields=("names", "phone", "safe_to_call"), label=_("Open name and phone"),
    case_of=lambda person: person.call_back.intercepted_person.case,
    title=lambda person: person.code, key=lambda person: person.call_back.pk,
    home=lambda person: person.call_back.get_absolute_url(),
    name_of_home=lambda person: person.call_back.intercepted_person.intercept.code,
)  # fmt: skip
