"""Who came to a meeting of the board: one answer for each seat held on that day."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from programmes.models import BoardAttendance, BoardMeeting, BoardMember
from programmes.registers.spans import lasting_on
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import save_edited
from tracekenya.lib.rules import refuse_future


def expected_at(meeting: BoardMeeting) -> list[BoardMember]:
    """Return the members whose seat was held on the day of the meeting, by code."""
    return list(BoardMember.objects.filter(lasting_on(meeting.held_on)).order_by("code"))


@transaction.atomic
def save_attendance(
    *, meeting: BoardMeeting, version: int, came: Collection[uuid.UUID], by: User
) -> BoardMeeting:
    """Keep for every expected member whether they came; answers of others are taken out.

    came: keys of members. Raises StaleVersion, and DomainError when the day is to come or nobody
    held a seat on it.
    """
    meeting = BoardMeeting.objects.select_for_update().get(pk=meeting.pk)
    refuse_future(meeting.held_on, "came")
    expected = expected_at(meeting)
    if not expected:
        raise DomainError(_("Nobody held a seat on that day. Enter the members first."))
    kept = BoardAttendance.objects.filter(meeting=meeting).select_related("member")
    before: dict[str, bool | None] = {row.member.code: row.attended for row in kept}
    after = {member.code: member.pk in came for member in expected}
    save_edited(meeting, version=version)
    kept.exclude(member__in=expected).delete()
    BoardAttendance.objects.bulk_create(
        [BoardAttendance(meeting=meeting, member=m, attended=after[m.code]) for m in expected],
        update_conflicts=True, unique_fields=["meeting", "member"], update_fields=["attended"],
    )  # fmt: skip
    record(AuditKind.CHANGED, by=by, target=meeting, fields=_changes(before, after))
    return meeting


def _changes(before: dict[str, bool | None], after: dict[str, bool]) -> dict[str, list]:
    """Return code of the member -> answer before and now, None where there was or is none."""
    codes = sorted(before.keys() | after.keys())
    pairs = {code: [before.get(code), after.get(code)] for code in codes}
    return {code: pair for code, pair in pairs.items() if pair[0] != pair[1]}
