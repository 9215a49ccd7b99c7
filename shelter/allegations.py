"""Allegations against staff: who may open one, what its page says, and the sealed notes to the chair."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.models import Case
from shelter.enums import AllegationState
from shelter.models import Allegation, SealedNote
from tracekenya.accounts.models import User
from tracekenya.audit.enums import LOOKS, AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.addresses import address
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Change, Fact, fact, in_words
from tracekenya.pages.listing import Act
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission

WORDS = ("accused_words", "what", "closing")
ENDED = (AllegationState.UPHELD, AllegationState.NOT_UPHELD, AllegationState.CANNOT_TELL)
TONES = {
    AllegationState.REPORTED: "danger", AllegationState.INVESTIGATED: "warning",
    AllegationState.UPHELD: "", AllegationState.NOT_UPHELD: "", AllegationState.CANNOT_TELL: "",
}  # fmt: skip
MOST_ROWS = 30  # of its history


def get_allegation_for(user: Any, pk: uuid.UUID) -> Allegation:
    """Return the allegation. Raises OutOfScope (404) for whoever is accused, as for no record."""
    rows = Allegation.objects.visible_to(user).select_related("accused", "shelter__office")
    row = rows.select_related("recorded_by", "closed_by").filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    return row


def get_note_for(user: Any, pk: uuid.UUID) -> SealedNote:
    """Return the sealed note. Raises OutOfScope (404) unless it is to `user`, who chairs the board."""
    row = SealedNote.objects.visible_to(user).filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    return row


def rows_of(user: Any) -> list[tuple[Allegation, Tag]]:
    """Return the allegations that `user` handles, those still open first, the newest first."""
    rows = Allegation.objects.visible_to(user).defer(*WORDS)
    found = sorted(rows, key=lambda row: row.closed_at is not None)
    return [(row, state_of(row)) for row in found]


def notes_to(user: Any) -> QuerySet[SealedNote]:
    return SealedNote.objects.visible_to(user).defer("text")


def state_of(row: Allegation) -> Tag:
    return Tag(row.get_state_display(), TONES.get(AllegationState(row.state), ""))


def tags_of(row: Allegation) -> list[Tag]:
    is_suspended = row.accused is not None and row.accused.is_suspended
    return [state_of(row), *([Tag(_("Access suspended"), "danger")] if is_suspended else [])]


def facts(row: Allegation, user: Any) -> list[Fact]:
    """Return what stands in codes; whoever looks has just proved who it is."""
    who = row.accused.staff_code if row.accused else ""
    by = row.recorded_by.staff_code if row.recorded_by else ""
    return [
        fact(_("Receipt"), row.receipt),
        fact(_("Against"), who or _("Nobody with an account")),
        fact(_("Role"), row.accused.role_title if row.accused else ""),
        fact(_("Shelter"), row.shelter),
        _case_fact(row, user),
        *(fact(each, _words(row, name)) for each, name in _labels()),
        fact(_("Reported by"), by),
    ]


def acts_on(row: Allegation) -> list[Act]:
    """Return the next steps, in the order in which they are taken."""
    handle = Permission.ALLEGATION_HANDLE
    read, state, suspend, restore, accused, note, close = (
        address(f"shelter:allegation_{name}", row.pk)
        for name in ("read", "take_up", "suspend", "restore", "accused", "note", "close")
    )
    acts = [Act(_("Open the words"), read, "lock", handle, is_post=True)]
    if row.accused is not None and not row.accused.is_suspended and row.closed_at is None:
        acts.append(Act(_("Suspend the access"), suspend, "lock", handle, is_post=True))
    if row.accused is not None and row.accused.is_suspended:
        acts.append(Act(_("Give the access back"), restore, "check", handle, is_post=True))
    if row.closed_at is not None:
        return acts
    if row.state == AllegationState.REPORTED:
        acts.append(Act(_("Look into it"), state, "search", handle, is_post=True))
    return [
        *acts,
        Act(_("Say who it is"), accused, "person", handle),
        Act(_("Note to the chair"), note, "edit", handle),
        Act(_("Close it"), close, "check", handle),
    ]


def history_of(row: Allegation) -> list[Change]:
    """Return who did what about it, newest first; no list of the trail shows these rows."""
    events = AuditEvent.objects.filter(fields__receipt=row.receipt).exclude(kind__in=LOOKS)
    return [
        Change(event.at, AuditKind(event.kind).label.capitalize(), event.by, [])
        for event in events[:MOST_ROWS]
    ]


def chair() -> User | None:
    """Return the chair of the board, None while nobody is named."""
    found = User.objects.filter(is_board_chair=True).first()
    return found if found is not None and found.may_sign_in else None


def handlers_but(accused: User | None) -> list[User]:
    """Return who handles allegations, without who is accused."""
    people = User.objects.exclude(pk=accused.pk) if accused is not None else User.objects.all()
    return [
        user for user in people.filter(role__in=HANDLING) if user.can(Permission.ALLEGATION_HANDLE)
    ]


HANDLING = (
    "executive_director",
    "safeguarding_lead",
)  # narrows the query; the table of rights decides


def opened(row: Allegation, names: Sequence[str] = WORDS) -> list[Fact]:
    """Return the sealed words, for an answer to a click."""
    return [
        fact(str(row._meta.get_field(name).verbose_name).capitalize(), getattr(row, name))
        for name in names
    ]


def _labels() -> list[tuple[str, str]]:
    return [
        (_("Happened on"), "happened_on"), (_("Reported at"), "recorded_at"),
        (_("Closed at"), "closed_at"),
    ]  # fmt: skip


def _words(row: Allegation, name: str) -> str:
    return in_words(row._meta.get_field(name), getattr(row, name))


def _case_fact(row: Allegation, user: Any) -> Fact:
    """Return the code of the case, as a link for who may see the case."""
    case = Case.objects.filter(pk=row.about_case).only("code").first() if row.about_case else None
    if case is None:
        return fact(_("Case"), "")
    is_seen = Case.objects.visible_to(user).filter(pk=case.pk).exists()
    return fact(_("Case"), case.code, url=case.get_absolute_url() if is_seen else "")
