"""Allegations against staff: reported with a receipt, looked into, the access suspended, closed.

Rows of the trail carry the receipt alone: neither the case nor the account that is meant.
"""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter import allegations
from shelter.enums import AllegationState
from shelter.models import Allegation, SealedNote, Shelter
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import APART, record
from tracekenya.lib.addresses import address, plain_address
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, save_edited, sent_before
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.notices.models import Notice
from tracekenya.pages.actions import rows
from tracekenya.roles.roles import Role

TO_THE_CHAIR = (Role.EXECUTIVE_DIRECTOR, Role.SAFEGUARDING_LEAD)
MOST_WORDS = 4000  # of a sealed note
REFUTED = (AllegationState.NOT_UPHELD, AllegationState.CANNOT_TELL)


@transaction.atomic
def report(
    *, what: str, by: User, accused: User | None = None, accused_words: str = "",
    happened_on: dt.date | None = None, shelter: Shelter | None = None,
    about_case: uuid.UUID | None = None, submission: uuid.UUID | None = None,
) -> Allegation:  # fmt: skip
    """Keep what is said and tell who handles it, never who is accused.

    Against director or safeguarding lead the chair of the board gets a sealed note too.
    """
    if (made := sent_before(Allegation, submission, by)) is not None:
        return made
    row = Allegation(
        id=new_id(submission), what=what, accused=accused, accused_words=accused_words,
        happened_on=happened_on, shelter=shelter, about_case=about_case, recorded_by=by,
    )  # fmt: skip
    rows.judge(row)
    row.save(force_insert=True)
    _trail(AuditKind.CREATED, row, by)
    _tell_handlers(row)
    _note_about(row, by)
    return row


@transaction.atomic
def open_words(*, row: Allegation, by: User) -> None:
    """Leave a row that `by` opened the sealed words."""
    _trail(AuditKind.REVEALED, row, by)


@transaction.atomic
def take_up(*, row: Allegation, by: User) -> Allegation:
    """Say that it is looked into; twice changes nothing."""
    locked = _locked(row)
    if locked.state == AllegationState.REPORTED:
        _save(locked, state=AllegationState.INVESTIGATED)
        _trail(AuditKind.STATUS_CHANGED, locked, by)
    return locked


@transaction.atomic
def name_accused(*, row: Allegation, version: int, accused: User, by: User) -> Allegation:
    """Say which account is meant; it sees nothing of it from then on. Raises StaleVersion, DomainError."""
    locked = _locked(row)
    if accused.pk == by.pk:
        raise DomainError(_("You cannot handle what is said against you."), field="accused")
    locked.accused = accused
    save_edited(locked, version=version)
    Notice.objects.filter(to=accused, link=_page(locked)).delete()
    _trail(AuditKind.CHANGED, locked, by)
    _tell_handlers(locked)
    _note_about(locked, by)
    return locked


@transaction.atomic
def suspend(*, row: Allegation, by: User) -> Allegation:
    """Let the accused open nothing but the home page from now on; twice changes nothing.

    Raises DomainError where no account is named.
    """
    locked = _locked(row)
    if locked.accused is None:
        raise DomainError(_("Say first which account is meant."))
    if not locked.accused.is_suspended:
        User.objects.filter(pk=locked.accused.pk).update(suspended_from=timezone.now())
        _trail(AuditKind.SUSPENDED, locked, by)
    return locked


@transaction.atomic
def restore(*, row: Allegation, by: User) -> Allegation:
    """Give the access back; twice changes nothing."""
    locked = _any(row)
    if locked.accused is not None and locked.accused.suspended_from is not None:
        User.objects.filter(pk=locked.accused.pk).update(suspended_from=None)
        _trail(AuditKind.SUSPENDED, locked, by)
    return locked


@transaction.atomic
def close(*, row: Allegation, version: int, state: str, closing: str, by: User) -> Allegation:
    """Say what was found. Raises StaleVersion, DomainError.

    What was not upheld gives the access back, unless something else against the same account is open.
    """
    locked = _locked(row)
    locked.state, locked.closing = state, closing
    locked.closed_at, locked.closed_by = timezone.now(), by
    rows.judge(locked)
    save_edited(locked, version=version)
    _trail(AuditKind.DECIDED, locked, by)
    if state in REFUTED and not _others_open(locked):
        restore(row=locked, by=by)
    return locked


@transaction.atomic
def write_note(
    *, row: Allegation, text: str, by: User, submission: uuid.UUID | None = None
) -> SealedNote:
    """Send a sealed note to the chair of the board. Raises DomainError while nobody chairs it."""
    if (made := sent_before(SealedNote, submission, by)) is not None:
        return made
    chair = allegations.chair()
    if chair is None or chair == row.accused:
        raise DomainError(_("Nobody is named as the chair of the board. Tell the chair yourself."))
    note = SealedNote(
        id=new_id(submission), allegation=row, to_chair=chair, text=text, recorded_by=by
    )
    note.save(force_insert=True)
    _trail(AuditKind.SENT, row, by)
    tell(to=[chair], kind=NoticeKind.SEALED_NOTE, link=plain_address("shelter:sealed_note_list"))
    return note


@transaction.atomic
def open_note(*, row: SealedNote, by: User) -> SealedNote:
    """Keep when the chair opened the note first, and leave a row of each time."""
    note = SealedNote.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if note.opened_at is None:
        note.opened_at = timezone.now()
        note.version += 1
        note.save(update_fields=["opened_at", "version"])
    receipt = note.allegation.receipt if note.allegation else ""
    record(AuditKind.REVEALED, by=by, fields={APART: receipt})
    return note


def _any(row: Allegation) -> Allegation:
    found = Allegation.objects.select_for_update(of=("self",)).select_related("accused")
    return found.get(pk=row.pk)


def _locked(row: Allegation) -> Allegation:
    locked = _any(row)
    if locked.closed_at is not None:
        raise DomainError(_("This is closed already."))
    return locked


def _save(row: Allegation, **values: str) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])


def _trail(kind: AuditKind, row: Allegation, by: User) -> None:
    record(kind, by=by, fields={APART: row.receipt})


def _page(row: Allegation) -> str:
    return address("shelter:allegation_detail", row.pk)


def _tell_handlers(row: Allegation) -> None:
    handlers = allegations.handlers_but(row.accused)
    tell(to=handlers, kind=NoticeKind.ALLEGATION, link=_page(row), once=f"apart {row.pk}")


def _note_about(row: Allegation, by: User) -> None:
    """Seal a note to the chair when director or lead is accused, once."""
    chair = allegations.chair()
    is_meant = row.accused is not None and row.accused.role in TO_THE_CHAIR
    if not is_meant or chair is None or row.notes.exists() or row.accused is None:
        return
    head = _("Receipt %(receipt)s, against %(who)s:") % {
        "receipt": row.receipt, "who": row.accused.role_title,
    }  # fmt: skip
    write_note(row=row, text=f"{head}\n\n{str(row.what)}"[:MOST_WORDS], by=by)


def _others_open(row: Allegation) -> bool:
    rows_ = Allegation.objects.filter(accused=row.accused_id, closed_at__isnull=True)
    return rows_.exclude(pk=row.pk).exists()
