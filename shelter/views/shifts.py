"""The log of a shift, its handover, and notes on residents."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shelter import shift_logs, stay_page
from shelter.access import get_admission_for, get_shelter_for
from shelter.actions import shifts
from shelter.forms.shifts import LogEditForm, LogForm, NoteEditForm, NoteForm
from shelter.house_records import get_of_house, get_of_stay
from shelter.models import DailyNote, Shelter, ShiftLog
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.lib.addresses import plain_address
from tracekenya.lib.rules import day_words
from tracekenya.pages.facts import facts_of
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import (
    Panel,
    edit_response,
    form_response,
    press_response,
    record_response,
)
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.HOUSE_READ)
@require_safe
def shift_list(request):
    return list_response(request, shift_logs.SHIFTS, shift_logs.visible_logs(request.user))


@requires(Permission.HOUSE_KEEP)
@require_http_methods(GET_POST)
def shift_add(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.HOUSE_KEEP)
    log = shift_logs.log_now(shelter)
    if log is not None and request.method == "GET":
        return redirect(log)
    is_missed = shift_logs.missed(shelter, timezone.now())
    return form_response(
        request, LogForm(request.POST or None), title=_("This shift"), action=shifts.begin,
        given={"shelter": shelter}, done=_("Kept."), goes_to=None, trail=_above(shelter),
        cancel_url=shelter.get_absolute_url(),
        lead=_("The shift before this one ended without a handover.") if is_missed else "",
    )  # fmt: skip


@requires(Permission.HOUSE_READ)
@require_safe
def shift_detail(request, pk):
    log = get_of_house(ShiftLog, request.user, pk, Permission.HOUSE_READ)
    record_look(AuditKind.VIEWED, by=request.user, target=log)
    reads, chores = shift_logs.reads_of(log), shift_logs.chores_of(log, request.user)
    may_keep = request.user.can(Permission.HOUSE_KEEP)
    panels = [
        Panel("chores", _("Chores"), "shelter/_chores.html", {"chores": chores, "may_keep": may_keep}),
        Panel("reads", _("Read by"), "shelter/_reads.html", {"reads": reads}),
    ]  # fmt: skip
    return record_response(
        request, log, title=_title(log), trail=_above(log.shelter),
        facts=facts_of(log, shift_logs.FIELDS, reader=request.user), tags=[shift_logs.state_of(log)],
        acts=shift_logs.acts_on(log, request.user),
        panels=[panel for panel, rows in zip(panels, (chores, reads), strict=True) if rows],
    )  # fmt: skip


@requires(Permission.HOUSE_KEEP)
@require_http_methods(GET_POST)
def shift_edit(request, pk):
    log = get_of_house(ShiftLog, request.user, pk, Permission.HOUSE_KEEP)
    return edit_response(
        request, LogEditForm, log, title=_("Change: %(what)s") % {"what": _title(log)},
        action=shifts.edit_log,
        trail=[*_above(log.shelter), (_title(log), log.get_absolute_url())],
    )  # fmt: skip


@requires(Permission.HOUSE_KEEP)
@require_POST
def shift_hand_over(request, pk):
    log = get_of_house(ShiftLog, request.user, pk, Permission.HOUSE_KEEP)
    return press_response(
        request, shifts.hand_over, row=log, goes_to=log, done=_("The shift is handed over.")
    )


@requires(Permission.HOUSE_READ)
@require_POST
def shift_read(request, pk):
    log = get_of_house(ShiftLog, request.user, pk, Permission.HOUSE_READ)
    return press_response(
        request, shifts.read, row=log, goes_to=log, done=_("Kept that you have read it.")
    )


@requires(Permission.HOUSE_KEEP)
@require_http_methods(GET_POST)
def daily_note_add(request, pk):
    stay = get_admission_for(request.user, pk, Permission.HOUSE_KEEP)
    return form_response(
        request, NoteForm(request.POST or None), title=_("Note: %(code)s") % {"code": stay.case.code},
        action=shifts.note, given={"admission": stay}, done=_("Kept."),
        goes_to=stay.get_absolute_url(), trail=stay_page.trail_of(stay),
    )  # fmt: skip


@requires(Permission.HOUSE_KEEP)
@require_http_methods(GET_POST)
def daily_note_edit(request, pk):
    row = get_of_stay(DailyNote, request.user, pk, Permission.HOUSE_KEEP)
    stay = row.admission
    return edit_response(
        request, NoteEditForm, row, title=_("Note: %(code)s") % {"code": stay.case.code},
        action=shifts.edit_note, goes_to=stay, trail=stay_page.trail_of(stay),
    )  # fmt: skip


def _title(log: ShiftLog) -> str:
    words = {"shift": log.get_shift_display(), "day": day_words(log.day)}
    return _("Shift of %(day)s: %(shift)s") % words


def _above(shelter: Shelter) -> list[tuple[str, str]]:
    lists = (_("Shifts"), plain_address("shelter:shift_list"))
    return [lists, (str(shelter), shelter.get_absolute_url())]
