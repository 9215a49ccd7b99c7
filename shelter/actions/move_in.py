"""Residents move in from a sheet: tried first, then all at once or none; the sheet is sealed and soon gone.

The trial runs the real thing and undoes it, so that it finds all that the real thing would refuse.
"""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.finding import Wanted, find
from cases.models import Case
from shelter import task_clock
from shelter.actions import arrivals, doors
from shelter.enums import TaskKind
from shelter.models import Admission, Bed, MoveIn, Shelter, StayTask
from shelter.move_in import MOST_BYTES, Fault, Resident, residents_in
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.lib.rules import refuse_before
from tracekenya.lib.uploads import RefusedFile, taken_in
from tracekenya.roles.permissions import Permission
from tracekenya.vault.actions import erase
from tracekenya.vault.files import SealedFolder, discard_sealed, keep_sealed, read_sealed

FOLDER = "move_ins"
LABEL = "shelter.move_in"  # frozen: kept files open under it alone
SHEETS = SealedFolder(FOLDER, LABEL)
# field of the actions -> column of the sheet
COLUMN_OF = {
    "admitted_at": "arrived", "stated_age": "age", "stated_age_on": "age", "birth_date": "birth_date",
    "names": "names", "sex": "sex", "bed": "bed", "legal_authority": "legal_authority",
    "reason": "reason", "code": "case", "expected_days": "expected_days", "mother": "mother_row",
}  # fmt: skip


class NotAllGood(DomainError):
    """A row has a fault, so nobody moved in."""


@dataclass
class Trial:
    """What came of the rows. alike: rows whose name may be that of somebody known already."""

    rows: list[Resident]
    stays: list[Admission] = field(default_factory=list)
    alike: list[int] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        return [fault for row in self.rows for fault in row.faults]

    @property
    def good(self) -> int:
        return sum(not row.faults for row in self.rows)


@transaction.atomic
def take(
    *, shelter: Shelter, file: UploadedFile, by: User, submission: uuid.UUID | None = None
) -> MoveIn:
    """Keep a sheet sealed, with how many of its rows are good; the same form sent twice keeps one.

    Raises RefusedFile, Unreadable and DomainError at `file`.
    """
    if (made := sent_before(MoveIn, submission, by)) is not None:
        return made
    if (file.size or 0) > MOST_BYTES:
        raise RefusedFile(_("The file is larger than 1 MB. Send a smaller one."), field="file")
    upload = taken_in(file.read(), kinds=("csv", "xlsx"), field="file")
    sha256 = hashlib.sha256(upload.content).hexdigest()
    _refuse_again(shelter, sha256)
    rows = residents_in(upload.content, upload.kind)
    _refuse_too_many(shelter, len(rows))
    trial = try_out(shelter=shelter, rows=rows, by=by)
    row = MoveIn(
        id=new_id(submission), shelter=shelter, sha256=sha256, rows=len(rows), good=trial.good,
        recorded_by=by,
    )  # fmt: skip
    row.save(force_insert=True)
    record(AuditKind.CREATED, by=by, target=row, fields={"rows": row.rows, "good": row.good})
    content = upload.kind.encode().ljust(len(b"xlsx")) + upload.content
    keep_sealed(content, folder=FOLDER, label=LABEL, row=row.file_key)
    return row


def trial_of(*, row: MoveIn, by: User) -> Trial:
    """Return what would come of the sheet now, and whose names may be known already.

    Raises FileNotFoundError for one that was discarded.
    """
    trial = try_out(shelter=row.shelter, rows=_rows_of(row), by=by)
    trial.alike = _alike(trial.rows, by)
    return trial


def try_out(*, shelter: Shelter, rows: list[Resident], by: User) -> Trial:
    """Let all move in and undo it; the rows carry their faults then."""
    with transaction.atomic():
        trial = _run(shelter, rows, by)
        transaction.set_rollback(True)
    trial.stays = []
    return trial


@transaction.atomic
def take_over(*, row: MoveIn, by: User) -> MoveIn:
    """Let everybody of the sheet move in; sent twice, it happens once.

    Raises NotAllGood when a row has a fault meanwhile, DomainError for a sheet that is gone or was
    taken over before.
    """
    Shelter.objects.select_for_update(no_key=True).get(pk=row.shelter_id)
    row = (
        MoveIn.objects.select_for_update(of=("self",))
        .select_related("shelter__office")
        .get(pk=row.pk)
    )
    if row.applied_at is not None:
        return row
    if row.discarded_at is not None:
        raise DomainError(_("This sheet was discarded. Send it again."))
    _refuse_again(row.shelter, row.sha256)
    with transaction.atomic():
        trial = _run(row.shelter, _rows_of(row), by)
        if trial.faults:
            raise NotAllGood(_("Some rows have a fault, so nobody moved in."))
    row.applied_at = row.discarded_at = timezone.now()
    row.good = row.rows
    row.version += 1
    row.save()
    row.stays.set(trial.stays)
    record(AuditKind.IMPORTED, by=by, target=row, fields={"rows": row.rows})
    _throw_away(row)
    return row


@transaction.atomic
def discard(*, row: MoveIn, by: User | None) -> MoveIn:
    """Throw away a sheet that nobody applied; its row stays."""
    row = MoveIn.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.discarded_at is None:
        row.discarded_at = timezone.now()
        row.version += 1
        row.save()
        record(AuditKind.CHANGED, by=by, target=row, fields=["discarded_at"])
        _throw_away(row)
    return row


def discard_old(now: dt.datetime | None = None) -> int:
    """Throw away what nobody applied within MOVE_IN_HOURS; return how many there were."""
    latest = (now or timezone.now()) - dt.timedelta(hours=settings.MOVE_IN_HOURS)
    old = list(MoveIn.objects.filter(discarded_at=None, recorded_at__lte=latest))
    for row in old:
        discard(row=row, by=None)
    return len(old)


def _throw_away(row: MoveIn) -> None:
    """Take the file off the disk, and its key, so that no copy of the folder opens any more."""
    erase(owner=row.file_key)
    transaction.on_commit(partial(discard_sealed, folder=FOLDER, row=row.file_key))


def _rows_of(row: MoveIn) -> list[Resident]:
    content = read_sealed(folder=FOLDER, label=LABEL, row=row.file_key)
    head = len(b"xlsx")
    return residents_in(content[head:], content[:head].decode().strip())


def _refuse_again(shelter: Shelter, sha256: str) -> None:
    if MoveIn.objects.filter(shelter=shelter, sha256=sha256, applied_at__isnull=False).exists():
        raise DomainError(_("The people of this very sheet moved in already."), field="file")


def _refuse_too_many(shelter: Shelter, people: int) -> None:
    beds = Bed.objects.filter(room__shelter=shelter, retired_on=None).count()
    if people > beds:
        raise DomainError(
            _("The sheet holds %(people)d residents, the house %(beds)d beds. Add the beds first.")
            % {"people": people, "beds": beds},
            field="file",
        )


def _run(shelter: Shelter, rows: list[Resident], by: User) -> Trial:
    """Let each row move in, mothers before their children; what is refused stands at the row."""
    trial, beds = Trial(rows), _Beds(shelter)
    stays: dict[int, Admission] = {}
    for row in sorted(rows, key=lambda one: one.get("mother_row") is not None):
        if row.faults:
            continue
        try:
            with transaction.atomic():
                stays[row.number] = _move_in(shelter, row, beds, stays, by)
        except DomainError as refusal:
            row.fail(COLUMN_OF.get(refusal.field or "", ""), str(refusal.message))
    trial.stays = list(stays.values())
    return trial


def _move_in(
    shelter: Shelter, row: Resident, beds: "_Beds", stays: dict[int, Admission], by: User
) -> Admission:
    bed = beds.find(row.get("room") or "", row.get("bed"))
    arrival = _arrival(shelter, row, stays)
    if row.get("case"):
        stay = arrivals.admit(case=_case_of(row.get("case"), by), bed=bed, arrival=arrival, by=by)
    else:
        stay = doors.let_in(
            shelter=shelter, person=_person(row), bed=bed, arrival=arrival, by=by,
            submission=uuid.uuid4(),
        )  # fmt: skip
    _begin_clocks(stay)
    return stay


def _arrival(shelter: Shelter, row: Resident, stays: dict[int, Admission]) -> arrivals.Arrival:
    refuse_before(
        timezone.localdate(row.get("arrived")), shelter.opened_on, field="admitted_at",
        sentence=_("The arrival (%(day)s) cannot be before the shelter was opened (%(earliest)s)."),
    )  # fmt: skip
    mother = row.get("mother_row")
    if mother is not None and mother not in stays:
        raise DomainError(_("In that row nobody moves in."), field="mother")
    return arrivals.Arrival(
        admitted_at=row.get("arrived"), reason=row.get("reason"),
        legal_authority=row.get("legal_authority"), risk_level=row.get("risk_level") or "",
        expected_days=row.get("expected_days"),
        mother=stays[mother] if mother is not None else None,
    )  # fmt: skip


def _person(row: Resident) -> dict:
    age = row.get("age")
    return {
        "names": row.get("names") or "", "sex": row.get("sex"), "birth_date": row.get("birth_date"),
        "stated_age": age, "stated_age_on": timezone.localdate() if age is not None else None,
    }  # fmt: skip


def _case_of(code: str, by: User) -> Case:
    case = Case.objects.visible_to(by, Permission.STAY_MOVE_IN).filter(code=code).first()
    if case is None:
        raise DomainError(
            _("You see no case of this code. Type it as it stands on the case."), field="code"
        )
    return case


def _begin_clocks(stay: Admission) -> None:
    """Let the tasks be due from today on: who has lived here for months is not late by months."""
    now = timezone.now()
    for task in StayTask.objects.filter(admission=stay, due_at__isnull=False):
        task.due_at = task_clock.due_at(TaskKind(task.kind), now)
        task.save(update_fields=["due_at"])


def _alike(rows: list[Resident], by: User) -> list[int]:
    """Return the rows whose name may be known already; that somebody searched stays in the trail."""
    asked = [row for row in rows if row.get("names") and not row.get("case")]
    found = {row.number: len(find(Wanted(row.get("names")), by)) for row in asked}
    if asked:
        record(AuditKind.SEARCHED, by=by, fields={"by": ["names"], "found": sum(found.values())})
    return [number for number, people in found.items() if people]


class _Beds:
    """The beds of a house by what stands on their labels."""

    def __init__(self, shelter: Shelter) -> None:
        beds = Bed.objects.filter(room__shelter=shelter, retired_on=None)
        self._beds = list(beds.select_related("room__shelter__office"))
        self._given: set[uuid.UUID] = set()

    def find(self, room: str, label: str) -> Bed:
        """Return the bed, once. Raises DomainError at `bed`."""
        named = [bed for bed in self._beds if bed.label.casefold() == label.casefold()]
        if room:
            named = [bed for bed in named if bed.room.name.casefold() == room.casefold()]
        if not named:
            raise DomainError(_("The house has no such bed."), field="bed")
        if len(named) > 1:
            raise DomainError(_("Several rooms have such a bed. Write the room."), field="bed")
        if named[0].pk in self._given:
            raise DomainError(_("Another row has this bed."), field="bed")
        self._given.add(named[0].pk)
        return named[0]
