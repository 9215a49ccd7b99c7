"""A resident moves to another of our houses: asked by one, answered by the other, no exit between."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import grants
from cases.models import CaseGrant
from shelter import apart, fit
from shelter.actions import beds, requests
from shelter.actions.answers import tell_asker
from shelter.enums import BedUse, Verdict
from shelter.house_staff import managers_of, may_see
from shelter.models import Admission, Bed, Shelter, ShelterTransfer
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import save_edited, sent_before
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.pages.actions import rows
from tracekenya.roles.permissions import Permission


@transaction.atomic
def ask(
    *, admission: Admission, to_shelter: Shelter, by: User, submission: uuid.UUID | None = None,
    **facts: Any,
) -> ShelterTransfer:  # fmt: skip
    """Ask another house to take a resident over, and tell its managers; the stay goes on meanwhile.

    Raises DomainError naming the field at fault; it never says whom the person would meet there.
    """
    stay = requests.lock_stay(admission)
    if (made := sent_before(ShelterTransfer, submission, by)) is not None:
        return made
    if not stay.is_in_house:
        raise DomainError(_("This stay has ended already."))
    if stay.transfers.filter(verdict="").exists():
        raise DomainError(_("A move is asked for already. It waits for the answer."))
    _check_house(stay, to_shelter)
    facts |= {"admission": stay, "from_shelter": stay.shelter, "to_shelter": to_shelter}
    row = rows.add(ShelterTransfer, by=by, submission=submission, **facts)
    people = [user for user in managers_of(to_shelter) if may_see(user, stay.case)]
    tell(
        to=people, kind=NoticeKind.TRANSFER_WAITS, target=stay.case, by=by,
        link=row.get_absolute_url(), once=f"transfer {row.pk}",
    )  # fmt: skip
    return row


@transaction.atomic
def answer(
    *, row: ShelterTransfer, version: int, verdict: str, by: User, bed: Bed | None = None,
    mother: Admission | None = None,
) -> ShelterTransfer:  # fmt: skip
    """Say no, or take the resident into `bed` from now on: the same stay goes on in the other house.

    Its former bed is free at once, and the former house reads the case no longer. Whoever asked does
    not answer, and is told that there is an answer. Raises StaleVersion, BedTaken, BedUnsuitable, DomainError naming the field.
    """
    stay = requests.lock_stay(row.admission)
    row = ShelterTransfer.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.verdict:
        raise DomainError(_("This move has its answer already."))
    if row.recorded_by_id == by.pk:
        raise DomainError(_("Whoever asked for the move does not answer it: a colleague does."))
    row.verdict, row.answered_by, row.answered_at = verdict, by, timezone.now()
    if verdict == Verdict.GRANTED:
        row.bed = _checked_bed(row, bed)
        _move(stay, row, by, mother)
    save_edited(row, version=version)
    record(AuditKind.DECIDED, by=by, target=row, fields={"verdict": verdict})
    tell_asker(row=row, kind=NoticeKind.TRANSFER_ANSWERED, opens=Permission.STAY_TRANSFER, by=by)
    return row


def _move(stay: Admission, row: ShelterTransfer, by: User, mother: Admission | None) -> None:
    """Let the locked stay go on in the bed of the other house."""
    if not stay.is_in_house or stay.shelter_id != row.from_shelter_id:
        raise DomainError(_("The person does not live in that house any more."))
    if row.bed is None or row.answered_at is None:
        raise DomainError(_("Choose a bed."), field="bed")
    beds.end_night(admission=stay, at=row.answered_at)
    left, stay.shelter = stay.shelter, row.to_shelter
    stay.version += 1
    stay.save(update_fields=["shelter", "version"])
    beds.occupy(
        bed=row.bed, admission=stay, use=BedUse.STAY, since=row.answered_at, by=by,
        mother=mother.case_id if mother else None,
    )  # fmt: skip
    _hand_over_access(stay, left, by)
    houses = {"from": left.office.code, "to": row.to_shelter.office.code, "bed": str(row.bed.pk)}
    record(AuditKind.TRANSFERRED, by=by, target=stay, fields=houses)


def _hand_over_access(stay: Admission, left: Shelter, by: User) -> None:
    """The former house read the case because the person lived there; now the other one does."""
    grants.give(case=stay.case, office=stay.shelter.office, reason=grants.ADMITTED, by=by)
    live = CaseGrant.objects.live().filter(
        case=stay.case_id, office=left.office_id, reason=grants.ADMITTED
    )
    for grant in live.select_related("case"):
        grants.end(grant=grant, by=by)


def _check_house(stay: Admission, house: Shelter) -> None:
    if house.pk == stay.shelter_id:
        raise DomainError(_("The person lives in that house."), field="to_shelter")
    if house.closed_on is not None or not house.is_accepting:
        raise DomainError(_("That house takes nobody in at the moment."), field="to_shelter")
    if house.pk in apart.closed_to(stay.case, [house]):
        raise DomainError(str(fit.NOT_SUITABLE), field="to_shelter")


def _checked_bed(row: ShelterTransfer, bed: Bed | None) -> Bed:
    if bed is None or bed.room.shelter_id != row.to_shelter_id:
        raise DomainError(_("Choose a bed."), field="bed")
    return bed
