"""The board: seats by code, meetings, and who came; expected and kept attendances make 4.6."""

from collections.abc import Sequence
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.models import BoardAttendance, BoardMeeting, BoardMember
from programmes.registers.spans import LASTING, by_lasting, lasting_tag, overlapping
from tracekenya.lib.addresses import address
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_end_before_start
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.pages.register import Register, all_rows
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Column as TableColumn
from tracekenya.ui.tables import Link, Table
from tracekenya.vault.fields import open_together

HOME = (_("Programmes and registers"), "programmes:programmes_home")
OUTSIDE_SEAT = Q(member__starts_on__gt=F("meeting__held_on")) | Q(
    member__ends_on__lt=F("meeting__held_on")
)


class BoardMemberFilter(filters.FilterSet):
    lasting = filters.ChoiceFilter(
        label=_("On the board"), choices=LASTING, empty_label=_("Any"), method=by_lasting
    )

    class Meta:
        model = BoardMember
        fields: list[str] = []


class BoardMemberForm(forms.BaseForm):
    """Codes are written one way."""

    def clean_code(self) -> str:
        return self.cleaned_data["code"].upper()


def check_member(member: BoardMember) -> None:
    """Refuse reversed days, a second seat for the same names, and an end before they last came.

    Raises DomainError at the field.
    """
    refuse_end_before_start(member.ends_on, member.starts_on, "ends_on")
    _refuse_second_seat(member)
    came = BoardAttendance.objects.filter(member=member.pk, attended=True)
    outside = Q(meeting__held_on__lt=member.starts_on)
    if member.ends_on is not None:
        outside |= Q(meeting__held_on__gt=member.ends_on)
    found = came.filter(outside).select_related("meeting").first()
    if found is None:
        return
    day, is_late = found.meeting.held_on, found.meeting.held_on >= member.starts_on
    limit = member.ends_on if is_late else member.starts_on
    raise DomainError(
        _now("This member came to the meeting of %(day)s, outside of a seat bounded by %(limit)s.")
        % {"day": date_format(day), "limit": date_format(limit)},
        field="ends_on" if is_late else "starts_on",
    )


def _refuse_second_seat(member: BoardMember) -> None:
    """Names are sealed, so those of the few overlapping seats are opened one by one."""
    names = " ".join(str(member.names).casefold().split())
    if not names:
        return
    others = list(overlapping(BoardMember.objects.all(), member))
    open_together(others)
    for other in others:
        if " ".join(str(other.names).casefold().split()) == names:
            raise DomainError(
                _now("%(code)s holds a seat under these names already, since %(day)s.")
                % {"code": other.code, "day": date_format(other.starts_on)},
                field="names",
            )


def member_panels(member: BoardMember, user: Any) -> Sequence[Panel]:
    kept = member.attendances.select_related("meeting").order_by("-meeting__held_on")
    rows = [
        (Link(str(each.meeting), each.meeting.get_absolute_url()), _answer(each)) for each in kept
    ]
    empty = _now("No attendance has been kept for this member yet.")
    return [_attendance_panel(_now("Meeting"), rows, empty)]


def _answer(kept: BoardAttendance) -> str:
    return _now("Came") if kept.attended else _now("Absent")


def _attendance_panel(head: str, rows: list, empty: str) -> Panel:
    title = _now("Attendance")
    table = Table(title, [TableColumn(head), TableColumn(title)], rows)
    context = {"table": table, "empty": empty}
    return Panel("attendance", title, "pages/_table_panel.html", context)


BOARD_MEMBERS = Register(
    app="programmes",
    name="board_member",
    folder="board/members",
    model=BoardMember,
    listing=ListPage(
        name="board-members",
        title=_("Board members"),
        columns=(
            Column("code", _("Code"), lambda row: Link(row.code, row.get_absolute_url()), "code"),
            Column("from", _("From"), lambda row: row.starts_on, "starts_on"),
            Column("until", _("Until"), lambda row: row.ends_on, "ends_on"),
            Column("state", _("State"), lasting_tag),
        ),
        filters=BoardMemberFilter,
        sort="code",
        empty_title=_("No board member yet"),
        empty_text=_("The secretary of the board enters each seat with the day from which it is held."),
    ),
    add_label=_("Add a member"),
    view=Permission.BOARD_REGISTER_VIEW,
    edit=Permission.BOARD_REGISTER_EDIT,
    fields=("code", "names", "starts_on", "ends_on"),
    hints={
        "code": _("For example BD08. Lists and files show this code only."),
        "names": _("Kept sealed. Only the secretary of the board sees them."),
        "ends_on": _("The last day of the seat. Later meetings no longer expect this member."),
    },
    rows=all_rows(BoardMember),
    form_mixin=BoardMemberForm,
    check=check_member,
    tags=lambda row: [lasting_tag(row)],
    panels=member_panels,
    above=(HOME, (_("Board meetings"), "programmes:board_meeting_list")),
)  # fmt: skip


def meetings(user: Any) -> QuerySet:
    """Return every meeting with `came`, `expected` and whether the kept answers need a look."""
    seats = BoardMember.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("held_on")),
        starts_on__lte=OuterRef("held_on"),
    )
    kept = BoardAttendance.objects.filter(meeting=OuterRef("pk"))
    unanswered = seats.exclude(attendances__meeting=OuterRef("pk"))
    return BoardMeeting.objects.annotate(
        came=Count("attendances", filter=Q(attendances__attended=True)),
        expected=Count("attendances"),
        is_off=ExpressionWrapper(
            Exists(kept) & (Exists(kept.filter(OUTSIDE_SEAT)) | Exists(unanswered)),
            output_field=BooleanField(),
        ),
    )


class BoardMeetingFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(
        label=_("Kind"), choices=lambda: choices("board_meeting_kind"), empty_label=_("Any")
    )
    year = filters.NumberFilter(label=_("Year"), method="by_year", min_value=1900, max_value=2199)
    attendance = filters.ChoiceFilter(
        label=_("Attendance"),
        choices=[("missing", _("Not entered yet")), ("off", _("To be checked"))],
        empty_label=_("Any"),
        method="by_attendance",
    )

    class Meta:
        model = BoardMeeting
        fields: list[str] = []

    def by_year(self, rows, name: str, value):
        return rows.filter(held_on__year=int(value))

    def by_attendance(self, rows, name: str, value: str):
        if value == "off":
            return rows.filter(is_off=True)
        return rows.filter(expected=0, held_on__lte=timezone.localdate())


def attendance_tag(meeting: Any) -> Tag:
    """Return whether the attendance is complete, or what is to be done about it."""
    if meeting.held_on > timezone.localdate():
        return Tag(_("To come"), "info")
    if not meeting.expected:
        return Tag(_("Attendance not entered yet"), "warning")
    if meeting.is_off:
        return Tag(_("Attendance to be checked"), "warning")
    return Tag(_("Attendance complete"), "success")


def attended(meeting: Any) -> str:
    """Return "5 of 7", or nothing while no attendance is kept."""
    if not meeting.expected:
        return ""
    return _now("%(came)s of %(expected)s") % {"came": meeting.came, "expected": meeting.expected}


def check_meeting(meeting: BoardMeeting) -> None:
    """Refuse the same meeting twice, and a day to come once attendance is kept."""
    twins = BoardMeeting.objects.exclude(pk=meeting.pk)
    if twins.filter(kind=meeting.kind, held_on=meeting.held_on).exists():
        raise DomainError(
            _now("A meeting of this kind on %(day)s is in the register already.")
            % {"day": date_format(meeting.held_on)},
            field="held_on",
        )
    is_to_come = meeting.held_on > timezone.localdate()
    if is_to_come and BoardAttendance.objects.filter(meeting=meeting.pk).exists():
        raise DomainError(
            _now("Its attendance is kept already, so it cannot be held on %(day)s, a day to come.")
            % {"day": date_format(meeting.held_on)},
            field="held_on",
        )


def meeting_panels(meeting: BoardMeeting, user: Any) -> Sequence[Panel]:
    kept = meeting.attendances.select_related("member").order_by("member__code")
    rows = [
        (Link(each.member.code, each.member.get_absolute_url()), _answer(each)) for each in kept
    ]
    empty = _now("The attendance has not been entered yet.")
    return [_attendance_panel(_now("Member"), rows, empty)]


def meeting_acts(meeting: BoardMeeting, user: Any) -> list[Act]:
    if meeting.held_on > timezone.localdate():
        return []
    url = address("programmes:board_attendance", meeting.pk)
    label = _("Change attendance") if meeting.expected else _("Enter attendance")
    return [Act(label, url, "check", Permission.BOARD_REGISTER_EDIT)]


BOARD_MEETINGS = Register(
    app="programmes",
    name="board_meeting",
    folder="board",  # the entry of the board's own menu: members lie under it
    model=BoardMeeting,
    listing=ListPage(
        name="board-meetings",
        title=_("Board meetings"),
        columns=(
            Column("day", _("Date"), lambda row: Link(date_format(row.held_on), row.get_absolute_url()), "held_on"),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), "kind"),
            Column("came", _("Attendance"), attended),
            Column("state", _("State"), attendance_tag),
        ),
        filters=BoardMeetingFilter,
        sort="-day",
        empty_title=_("No board meeting yet"),
        empty_text=_("The secretary of the board enters each meeting, then who came."),
    ),
    add_label=_("Add a meeting"),
    view=Permission.BOARD_REGISTER_VIEW,
    edit=Permission.BOARD_REGISTER_EDIT,
    fields=("held_on", "kind"),
    hints={
        "held_on": _("Who came is entered on or after this day."),
        "kind": _("Activities of impact or policy count in indicator 4.6 like meetings."),
    },
    rows=meetings,
    check=check_meeting,
    tags=lambda row: [attendance_tag(row)],
    panels=meeting_panels,
    acts=meeting_acts,
    list_acts=lambda user: [Act(_("Board members"), BOARD_MEMBERS.url(), "people")],
    above=(HOME,),
)  # fmt: skip
