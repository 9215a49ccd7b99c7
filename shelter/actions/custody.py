"""What the house keeps for a resident: taken in, signed for, handed out, taken in again."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter.actions import tasks
from shelter.actions.requests import lock_stay
from shelter.enums import NEVER_CAME, ItemStatus, TaskKind
from shelter.models import Admission, BelongingItem, Signature
from shelter.moments import refuse_before, refuse_future
from shelter.money import Sum, sum_of
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import sent_before
from tracekenya.pages.actions import rows
from tracekenya.vault.fields import known

CASH, OTHER, RESIDENT = "cash", "other", "resident"
PAPERS = ("identity_paper", "passport", "other_paper")
ITEMS_IN, ITEMS_OUT, RULES = "items_in", "items_out", "rules"
# how it leaves safe keeping -> who may take it
TAKERS: dict[str, tuple[str, ...]] = {
    ItemStatus.RETURNED: (RESIDENT, "receiver", "children_officer"),
    ItemStatus.EVIDENCE_POLICE: ("police",),
    ItemStatus.DISPOSED: ("thrown_away",),
    ItemStatus.LOST: (),
}
SIGNED_FOR = (ItemStatus.RETURNED, ItemStatus.EVIDENCE_POLICE)


@dataclass(frozen=True)
class Signed:
    """How somebody signed. mode: "touch", "paper", "" for not at all; strokes: of a touch screen."""

    mode: str = ""
    signer: str = ""
    strokes: str = ""


@dataclass(frozen=True)
class HandOut:
    """How things leave safe keeping. status: one of TAKERS; out_to: "" where only one may take them."""

    status: str
    handed_out_at: dt.datetime
    out_to: str = ""
    out_words: str = ""

    @property
    def taker(self) -> str:
        allowed = TAKERS.get(self.status, ())
        return self.out_to or (allowed[0] if len(allowed) == 1 else "")


@transaction.atomic
def take_in(
    *, admission: Admission, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> BelongingItem:
    """Write one thing of a resident, which settles the task. Raises DomainError naming the field."""
    stay = _came(lock_stay(admission))
    facts |= {"admission": stay, "submission": submission}
    row = rows.add(BelongingItem, by=by, check=_check_new, **facts)
    tasks.proved(admission=stay, kind=TaskKind.BELONGINGS, by=by)
    return row


@transaction.atomic
def brought_nothing(*, admission: Admission, by: User) -> None:
    """Settle the task of somebody who came with nothing. Raises DomainError where things are kept."""
    stay = _came(lock_stay(admission))
    if stay.belongings.exists():
        raise DomainError(_("Things of this person are written down already."))
    tasks.proved(admission=stay, kind=TaskKind.BELONGINGS, by=by)


def edit_item(*, row: BelongingItem, version: int, by: User, **facts: Any) -> BelongingItem:
    """Correct what a thing is and where it lies. Raises StaleVersion, DomainError naming the field."""
    before = BelongingItem.objects.get(pk=row.pk)

    def check(item: BelongingItem) -> None:
        if known(item.amount) != known(before.amount) or item.kind != before.kind:
            _check_sum(item)
        _check(item)

    return rows.edit(row, version=version, by=by, check=check, **facts)


@transaction.atomic
def sign(
    *, admission: Admission, purpose: str, signed: Signed, by: User,
    items: Sequence[BelongingItem] = (), submission: uuid.UUID | None = None,
) -> Signature:  # fmt: skip
    """Keep that somebody signed; for the rules of the house it settles their task.

    `items`: what was taken in, for that purpose alone. Raises DomainError naming the field.
    """
    stay = _came(lock_stay(admission))
    if purpose == ITEMS_IN and not items:
        raise DomainError(_("Choose the things for which somebody signs."), field="items")
    if not signed.mode:
        raise DomainError(_("Say how it was signed."), field="mode")
    of_purpose = list(items) if purpose == ITEMS_IN else []
    row = _keep(stay, purpose, signed, of_purpose, by, submission)
    if purpose == RULES:
        tasks.proved(admission=stay, kind=TaskKind.RULES, by=by)
    return row


@transaction.atomic
def hand_out(
    *, admission: Admission, items: Sequence[BelongingItem], given: HandOut, signed: Signed,
    by: User, submission: uuid.UUID | None = None,
) -> list[BelongingItem]:  # fmt: skip
    """Let things leave safe keeping, signed for, or with words that say why nobody signed.

    The same form sent twice changes nothing. Raises DomainError naming the field.
    """
    stay = _came(lock_stay(admission))
    if sent_before(Signature, submission, by) is not None:
        return list(items)
    _check_hand_out(stay, items, given, signed)
    found = BelongingItem.objects.select_for_update(of=("self",)).filter(admission=stay)
    locked = list(found.filter(pk__in=[item.pk for item in items]))
    if any(item.status != ItemStatus.HELD for item in locked):
        raise DomainError(_("One of them left safe keeping meanwhile. Look again."), field="items")
    facts = _leaving(given, by)
    out = [
        rows.edit(item, version=item.version, by=by, check=_check_out, **facts) for item in locked
    ]
    if signed.mode:
        _keep(stay, ITEMS_OUT, signed, out, by, submission)
    return out


@transaction.atomic
def hand_out_part(
    *, row: BelongingItem, version: int, part: Decimal, given: HandOut, signed: Signed, by: User,
    submission: uuid.UUID | None = None,
) -> BelongingItem:  # fmt: skip
    """Hand out `part` of a sum of money and return what went; the rest stays in safe keeping.

    What goes becomes a row of its own with its signature; the last part ends the first row. The same
    form sent twice changes nothing. Raises StaleVersion, DomainError naming the field.
    """
    stay = _came(lock_stay(row.admission))
    if (made := sent_before(Signature, submission, by)) is not None:
        return made.items.get()
    item = BelongingItem.objects.select_for_update(of=("self",)).get(pk=row.pk)
    kept = sum_kept(item)
    if kept is None:
        raise DomainError(_("This is no sum of money in safe keeping. Look again."))
    if part > kept.number:
        raise DomainError(_("Only %(rest)s is kept.") % {"rest": kept}, field="part")
    _check_hand_out(stay, [item], given, signed)
    if part == kept.number:
        return hand_out(
            admission=stay, items=[item], given=given, signed=signed, by=by, submission=submission
        )[0]
    rest = kept.of(kept.number - part)
    item = rows.edit(item, version=version, by=by, check=_check, amount=str(rest), value_kes=None)
    copied = {
        name: getattr(item, name) for name in ("kind", "description", "condition", "received_at")
    }
    out = rows.add(
        BelongingItem, by=by, check=_check, admission=stay, part_of=item, amount=str(kept.of(part)),
        place=item.place, **copied, **_leaving(given, by),
    )  # fmt: skip
    _keep(stay, ITEMS_OUT, signed, [out], by, submission)
    return out


def sum_kept(item: BelongingItem) -> Sum | None:
    """Return the sum of money that lies in safe keeping, None for anything else."""
    is_money = item.kind == CASH and item.status == ItemStatus.HELD
    return sum_of(known(item.amount)) if is_money else None


@transaction.atomic
def take_back(*, row: BelongingItem, version: int, place: str, by: User) -> BelongingItem:
    """Take a thing into safe keeping that the resident had, or that was wrongly written as gone.

    It has to be signed for again. Raises StaleVersion, DomainError naming the field.
    """
    stay = lock_stay(row.admission)
    if not stay.is_in_house:
        raise DomainError(_("This stay has ended already."))
    if row.status == ItemStatus.HELD:
        raise DomainError(_("It is in safe keeping already."))
    facts: dict[str, Any] = {
        "status": ItemStatus.HELD, "place": place, "received_at": timezone.now(),
        "handed_out_at": None, "handed_out_by": None, "out_to": "", "out_words": "",
    }  # fmt: skip
    return rows.edit(row, version=version, by=by, check=_check, **facts)


def _leaving(given: HandOut, by: User) -> dict[str, Any]:
    """Return what a thing says of itself once it left safe keeping."""
    return {
        "status": given.status, "out_to": given.taker, "out_words": given.out_words,
        "handed_out_at": given.handed_out_at, "handed_out_by": by,
    }  # fmt: skip


def _came(stay: Admission) -> Admission:
    if stay.status in NEVER_CAME:
        raise DomainError(_("This person has not come to the house."))
    return stay


def _keep(
    stay: Admission, purpose: str, signed: Signed, items: list[BelongingItem], by: User,
    submission: uuid.UUID | None,
) -> Signature:  # fmt: skip
    if not signed.signer:
        raise DomainError(_("Choose who signed."), field="signer")
    is_touch = signed.mode == "touch"
    if is_touch and not signed.strokes:
        raise DomainError(
            _("Sign in the field below, or choose “On the printed sheet”."), field="strokes"
        )
    return rows.add(
        Signature, by=by, submission=submission, admission=stay, purpose=purpose, mode=signed.mode,
        signer=signed.signer, strokes=signed.strokes if is_touch else "", items=items,
    )  # fmt: skip


def _check(item: BelongingItem) -> None:
    """Hold a thing against its rules: when it came, and what has to be said of it."""
    refuse_future(item.received_at, "received_at")
    refuse_before(
        item.received_at, _minute(item.admission.admitted_at), field="received_at",
        sentence=_("It cannot be taken in (%(time)s) before the person arrived (%(earliest)s)."),
    )  # fmt: skip
    if item.handed_out_at is not None:
        _check_out(item)
    if item.kind == CASH and not known(item.amount).strip():
        raise DomainError(_("Count the money together and write the amount."), field="amount")
    if item.kind == OTHER and not known(item.description).strip():
        raise DomainError(_("Write what it is."), field="description")
    if item.status == ItemStatus.HELD and not item.place.strip():
        raise DomainError(_("Write where it lies, so that others find it."), field="place")


def _check_new(item: BelongingItem) -> None:
    _check(item)
    _check_sum(item)


def _check_sum(item: BelongingItem) -> None:
    """Money is one number and one currency, so that a part of it can be counted out later."""
    if item.kind != CASH and (item.part_of_id or item.parts.exists()):
        raise DomainError(_("A part of this money was handed out: it stays money."), field="kind")
    text = known(item.amount).strip()
    if item.kind == CASH and text and sum_of(text) is None:
        raise DomainError(
            _("Write one number and one currency, for example 3,200 KES; of each currency a line."),
            field="amount",
        )


def _check_out(item: BelongingItem) -> None:
    refuse_before(
        item.handed_out_at, _minute(item.received_at), field="handed_out_at",
        sentence=_("It cannot be handed out (%(time)s) before it was taken in (%(earliest)s)."),
    )  # fmt: skip


def _check_hand_out(
    stay: Admission, items: Sequence[BelongingItem], given: HandOut, signed: Signed
) -> None:
    if not items:
        raise DomainError(_("Choose what is handed out."), field="items")
    refuse_future(given.handed_out_at, "handed_out_at")
    if given.taker not in (TAKERS.get(given.status) or ("",)):
        raise DomainError(
            _("Choose who takes the things; it must fit what happens to them."), field="out_to"
        )
    if given.taker == RESIDENT and _are_papers_of_child(stay, items):
        raise DomainError(
            _("The papers of a child go to who takes the child over, or to the children officer."),
            field="out_to",
        )
    if given.status in SIGNED_FOR and not signed.mode:
        raise DomainError(_("Whoever takes the things signs for them."), field="mode")
    if not signed.mode and not given.out_words.strip():
        raise DomainError(_("Nobody signs: write what happened."), field="out_words")


def _are_papers_of_child(stay: Admission, items: Sequence[BelongingItem]) -> bool:
    is_child = stay.case.person.presumed_child_on(timezone.localdate())
    return is_child and any(item.kind in PAPERS for item in items)


def _minute(moment: dt.datetime | None) -> dt.datetime | None:
    """Return the moment as forms show it: they know no seconds."""
    return moment.replace(second=0, microsecond=0) if moment else None
