"""What follows an arrival, on the page of the stay, on that of the house, and on the board."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import registries as case_registries
from cases.models import ConsentRecord
from shelter import registries, task_list
from shelter.actions import tasks, warnings
from shelter.actions.returns import may_resume
from shelter.authority import Duty, day_of, duty_of
from shelter.enums import NEVER_CAME, TellAnswer
from shelter.models import Admission, OfficerNotice, Shelter
from shelter.sealed import TELL
from shelter.stay_facts import open_stay_of
from shelter.stay_rows import read_once
from tracekenya.accounts.models import User
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

ORDER = 10


def register() -> None:
    registries.stay_parts.append(registries.StayPart(ORDER, acts_of, tags_of, panels_of))
    registries.house_acts.append(acts_of_house)
    registries.due_sources.append(task_list.due_of)
    registries.clocks.append(warnings.tell_of_children)
    case_registries.consent_listeners.append(hear_consent)


def hear_consent(consent: ConsentRecord, by: User) -> None:
    """Settle the task of consent of whoever lives in a house, once the last answer is there."""
    stay = open_stay_of(consent.case)
    if stay is not None:
        tasks.prove_consent(admission=stay, by=by)


def acts_of(stay: Admission, user) -> Iterable[Act]:
    keep = Permission.STAY_TASKS
    if may_resume(stay):
        url = address("shelter:stay_resume", stay.pk)
        yield Act(_("Back in the house"), url, "bed", Permission.STAY_ADMIT)
    if stay.status in NEVER_CAME:
        return
    if stay.is_in_house:
        told = address("shelter:officer_told", stay.pk)
        yield Act(_("Officer told"), told, "shield", keep)
        yield Act(_("Whom may we tell?"), address("shelter:may_tell_edit", stay.pk), "edit", keep)
    if stay.may_tell_answer == TellAnswer.NAMED or not stay.is_in_house:
        yield from TELL.act_on(stay, user)


def tags_of(stay: Admission, user) -> Iterable[Tag]:
    if not stay.is_in_house:
        return
    duty = duty_on(stay)
    if duty is Duty.TELL:
        yield Tag(_("Children officer not told yet"), "danger")
    if duty is Duty.ASK_AGAIN:
        day = day_of(stay.admitted_at, timezone.now())
        yield Tag(_("Day %(day)s without authority") % {"day": day}, "danger")
    if stay.may_tell_answer == TellAnswer.NOT_ASKED:
        yield Tag(_("Not asked whom to tell"), "warning")


def panels_of(stay: Admission, user) -> Iterable[Panel]:
    rows = task_list.rows_of(stay)
    may_change = user.can(Permission.STAY_TASKS)
    if rows:
        context = {"rows": rows, "open": task_list.open_count(rows), "may_change": may_change}
        yield Panel("tasks", _("Task list"), "shelter/_stay_tasks.html", context)
    notices = _officers_told(stay)
    if notices:
        context = {"notices": notices, "may_change": may_change}
        yield Panel("officers", _("Officers who were told"), "shelter/_officers_told.html", context)


def acts_of_house(shelter: Shelter, user) -> Iterable[Act]:
    if shelter.closed_on is None:
        door = address("shelter:at_the_door", shelter.pk)
        yield Act(_("Somebody at the door"), door, "person", Permission.STAY_ADMIT)
    log = plain_address("shelter:turn_away_list")
    yield Act(_("Turned away"), log, "referral", Permission.TURN_AWAY_VIEW)


def duty_on(stay: Admission) -> Duty:
    """Return what the house owes for this resident now for a child without authority."""
    day = timezone.localdate(stay.admitted_at)
    facts = {
        "authority": stay.legal_authority,
        "arrived_at": stay.admitted_at,
        "now": timezone.now(),
    }
    is_child = stay.case.person.presumed_child_on(day)
    if duty_of(is_child=is_child, is_told=True, **facts) is Duty.NONE:
        return Duty.NONE
    is_told = any(row.kind == "children_officer" for row in _officers_told(stay))
    return duty_of(is_child=is_child, is_told=is_told, **facts)


def _officers_told(stay: Admission) -> list[OfficerNotice]:
    rows = OfficerNotice.objects.select_related("recorded_by").defer("officer", "reference")
    return read_once(stay, "officer_notices", rows)
