"""What the house keeps for a resident: lists of one stay, words, signatures, and what is still open."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter.enums import ItemStatus
from shelter.models import Admission, BelongingItem, Signature
from shelter.money import sum_of
from shelter.stay_facts import moment
from shelter.stay_rows import read_once
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import label
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act
from tracekenya.roles.permissions import Permission
from tracekenya.vault.fields import open_together

CASH = "cash"
SEALED = ("description", "amount", "out_words")
FACTS = (
    "kind", "description", "quantity", "condition", "value_kes", "amount", "place", "received_at",
    "recorded_by", "handed_out_at", "handed_out_by", "out_to", "out_words",
)  # fmt: skip
TONES = {
    ItemStatus.HELD: "info", ItemStatus.RETURNED: "success", ItemStatus.EVIDENCE_POLICE: "warning",
    ItemStatus.LOST: "danger",
}  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """One thing as the page of a stay shows it. `is_signed`: somebody signed that it was taken in."""

    row: BelongingItem
    state: Tag
    is_signed: bool

    @property
    def words(self) -> str:
        return short(self.row)

    @property
    def is_held(self) -> bool:
        return self.row.status == ItemStatus.HELD

    @property
    def needs_signature(self) -> bool:
        return self.is_held and not self.is_signed


@dataclass(frozen=True)
class Part:
    """Some of a sum of money that was handed out. `words`: when, to whom, by whom."""

    amount: str
    url: str
    state: Tag
    words: str


def open_items(admission: Admission) -> list[BelongingItem]:
    """Return what the house holds and has to hand out before the person goes."""
    return list(BelongingItem.objects.filter(admission=admission, status=ItemStatus.HELD))


def kept_of(stay: Admission) -> list[Kept]:
    """Return what was written down, first what is held, without its sealed words; two queries."""
    items = list(stay.belongings.defer(*SEALED))
    items.sort(key=lambda row: row.status != ItemStatus.HELD)
    pairs = [(key, row.signed_at) for row in signatures_on(stay) for key in _items_in(row)]
    signed = _since_taken_in(items, pairs)
    return [Kept(row, state_of(row), row.pk in signed) for row in items]


def signed_in(items: Collection[BelongingItem]) -> set[uuid.UUID]:
    """Return the keys of `items` for which somebody signed since they were taken in last."""
    pairs = Signature.objects.filter(purpose="items_in", items__in=items).values_list(
        "items", "signed_at"
    )
    return _since_taken_in(items, pairs)


def _since_taken_in(
    items: Collection[BelongingItem], pairs: Iterable[tuple[uuid.UUID, dt.datetime]]
) -> set[uuid.UUID]:
    since = {item.pk: item.received_at for item in items}
    return {key for key, moment in pairs if key in since and moment >= since[key]}


def signatures_on(stay: Admission) -> list[Signature]:
    """Return who signed for what, the last first, without the strokes; each knows its `item_keys`."""
    keys = ArrayAgg("items", filter=Q(items__isnull=False), default=Value([]))
    rows = Signature.objects.defer("strokes").annotate(item_keys=keys)
    return read_once(stay, "signatures", rows)


def _items_in(row: Signature) -> list[uuid.UUID]:
    return row.item_keys if row.purpose == "items_in" else []  # type: ignore[attr-defined]  # `signatures_on`


def to_sign(stay: Admission) -> list[BelongingItem]:
    """Return what lies in safe keeping and nobody signed for yet."""
    items = open_items(stay)
    signed = signed_in(items)
    return [item for item in items if item.pk not in signed]


def signatures_of(rows: Iterable[Signature]) -> list[str]:
    """Return what was signed by whom, how and when, in words."""
    return [
        _("%(what)s: %(who)s, %(how)s, %(when)s")
        % {
            "what": row.get_purpose_display(), "who": row.get_signer_display(),
            "how": row.get_mode_display().lower(), "when": moment(row.signed_at),
        }
        for row in rows
    ]  # fmt: skip


def state_of(item: BelongingItem) -> Tag:
    return Tag(label("belonging_status", item.status), TONES.get(ItemStatus(item.status), ""))


def title_of(item: BelongingItem) -> str:
    """Return the kind and how many, with the case; never what the thing looks like."""
    return _("%(thing)s of %(code)s") % {"thing": short(item), "code": item.admission.case.code}


def short(item: BelongingItem) -> str:
    """Return "Phone", "Clothes × 3", or "Cash, a part" of what was handed out of a sum."""
    kind = label("belonging_kind", item.kind)
    if item.part_of_id is not None:
        return _("%(thing)s, a part") % {"thing": kind}
    return f"{kind} × {item.quantity}" if item.quantity > 1 else kind


def full(item: BelongingItem) -> str:
    """Return the thing with its description and place, for whoever may read these."""
    parts = [short(item), str(item.description), str(item.amount), item.place]
    return ", ".join(part for part in parts if part)


def who_gets_things(stay: Admission) -> str:
    """Return the rule of handing out that holds for this resident; one of unknown age is a child."""
    if stay.case.person.presumed_child_on(timezone.localdate()):
        return _(
            "The papers of a child go to who takes the child over, or to the children officer."
        )
    return _("An adult gets papers and things back on demand, at any hour and without a reason.")


def facts_on(item: BelongingItem, user) -> list[Fact]:
    gone = set() if item.status == ItemStatus.HELD else {"place"}
    if item.part_of is not None:
        gone.add("recorded_by")  # who counted it out, not who took it in
    names = [name for name in FACTS if name not in gone]
    facts = facts_of(item, names, reader=user, recorded_by=_("Taken in by"))
    whole = (
        [fact(_("Part of"), short(item.part_of), url=item.part_of.get_absolute_url())]
        if item.part_of
        else []
    )
    return [*whole, *(each for each in facts if each["value"])]


def parts_of(item: BelongingItem) -> list[Part]:
    """Return what was handed out of a sum of money, the first one first."""
    rows = list(item.parts.select_related("handed_out_by").order_by("recorded_at"))
    open_together(rows)
    return [
        Part(str(row.amount), row.get_absolute_url(), state_of(row), _gone(row)) for row in rows
    ]


def taken_in_altogether(item: BelongingItem, parts: Iterable[Part]) -> str:
    """Return the sum that was taken in: what lies there and what went of it, "" where none was counted."""
    sums = [sum_of(text) for text in (str(item.amount), *(part.amount for part in parts))]
    known = [each for each in sums if each is not None]
    if len(known) != len(sums):
        return ""
    return str(known[0].of(sum((each.number for each in known), Decimal(0))))


def _gone(row: BelongingItem) -> str:
    if row.handed_out_at is None:
        return ""
    by = row.handed_out_by.staff_code if row.handed_out_by else ""
    return ", ".join(filter(None, [moment(row.handed_out_at), row.get_out_to_display(), by]))


def acts_on(item: BelongingItem) -> list[Act]:
    """Return what may be done with a thing in its state."""
    keep = Permission.BELONGING_KEEP
    edit = Act(_("Change"), address("shelter:belonging_edit", item.pk), "edit", keep)
    if item.status == ItemStatus.HELD:
        url = f"{address('shelter:belongings_hand_out', item.admission_id)}?item={item.pk}"
        out = [Act(_("Hand out"), url, "check", keep)]
        if item.kind == CASH:
            part = address("shelter:belonging_part", item.pk)
            out.append(Act(_("Hand out a part"), part, "check", keep))
        return [*out, edit]
    if not item.admission.is_in_house:
        return [edit]
    return [Act(_("Take in"), address("shelter:belonging_back", item.pk), "lock", keep), edit]
