"""Pages of the institution's registers beyond list, page and form: attendance, "used today"."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from programmes.actions import board, channels
from programmes.board_form import AttendanceForm
from programmes.registers.board import BOARD_MEETINGS
from programmes.registers.channels import CHANNELS
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.BOARD_REGISTER_EDIT)
@require_http_methods(["GET", "POST"])
def board_attendance(request, pk):
    meeting = BOARD_MEETINGS.get_for(request.user, pk)
    if request.method == "GET":  # the form names those who sit on the board
        record(AuditKind.REVEALED, by=request.user, target=meeting, fields=["names"])
    expected = board.expected_at(meeting)
    form = AttendanceForm(request.POST or None, meeting=meeting, expected=expected)
    return form_response(
        request, form, title=_("Who came?"), lead=str(meeting), action=board.save_attendance,
        given={"meeting": meeting}, done=_("Attendance kept."), goes_to=meeting,
        trail=BOARD_MEETINGS.trail(request.user, (str(meeting), meeting.get_absolute_url())),
    )  # fmt: skip


@requires(Permission.INSTITUTION_REGISTER_EDIT)
@require_POST
def channel_used(request, pk):
    channel = CHANNELS.get_for(request.user, pk)
    try:
        channels.used_today(channel=channel, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Kept: used today."))
    return redirect(channel)
