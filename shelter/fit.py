"""Which bed suits whom: pure rules on sex, age and company, without any name."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import Sex
from shelter.enums import RoomKind

# Said whenever the reason lies with another resident, so that a refusal never reveals one.
NOT_SUITABLE = _("Not suitable")
# Said of a house, whoever asks: it takes nobody in for a time.
NOBODY_NEW = _("Takes nobody new at the moment")
MEANT_FOR = {
    RoomKind.FEMALE: pgettext_lazy("room", "Only for women"),
    RoomKind.MALE: pgettext_lazy("room", "Only for men"),
    RoomKind.GIRLS: pgettext_lazy("room", "Only for girls"),
    RoomKind.BOYS: pgettext_lazy("room", "Only for boys"),
    RoomKind.MOTHER_CHILD: pgettext_lazy("room", "Only for mothers and their children"),
}

# Need of the guest -> the kind of room that meets it, and what is said of all others.
NEEDS = {
    "accessible": (RoomKind.ACCESSIBLE, _("not accessible")),
    "isolation": (RoomKind.ISOLATION, _("no room to be alone")),
    "mother_child": (RoomKind.MOTHER_CHILD, _("not for mother and child")),
}


@dataclass(frozen=True)
class Guest:
    """What the rules know of a person. `is_child`: presumed until shown otherwise."""

    case_id: uuid.UUID
    sex: str
    is_child: bool


def objections(
    guest: Guest,
    kind: str,
    company: Sequence[Guest],
    *,
    mother: uuid.UUID | None = None,
    is_apart: bool = False,
) -> list[str]:
    """Return, for people, why `guest` may not sleep in a room of `kind` with `company`.

    `mother`: the case of the one adult of the company to whom a child belongs, if that was said.
    `is_apart`: somebody is in the house whom the guest may not meet; then nothing else is said of it,
    so that every bed of the house answers the same.
    """
    if is_apart:
        return [str(NOT_SUITABLE)]
    reasons = []
    if not _is_meant_for(guest, kind):
        reasons.append(str(MEANT_FOR[RoomKind(kind)]))
    if not _company_suits(guest, kind, company, mother):
        reasons.append(str(NOT_SUITABLE))
    return reasons


def unmet(needs: Iterable[str], kind: str) -> list[str]:
    """Return, for people, which of the guest's own needs a room of `kind` does not meet.

    They are said beside the bed and stop nobody: a bed with stairs is better than none tonight.
    """
    missing = [(need, text) for need, (right, text) in NEEDS.items() if kind != right]
    return [str(text) for need, text in missing if need in set(needs)]


def with_needs(kept: Iterable[str], asked: Iterable[str]) -> list[str]:
    """Return the needs of a stay once those of NEEDS were asked anew; others stay as they are kept."""
    asked = set(asked)
    return [*(code for code in kept if code not in NEEDS), *(n for n in NEEDS if n in asked)]


def is_settled(kind: str, company: Sequence[Guest]) -> bool:
    """Say whether those who sleep in a room of `kind` may go on doing so.

    People grow up, ages are corrected and rooms are given to others: what suited once may not suit now.
    """
    if not all(_is_meant_for(guest, kind) for guest in company):
        return False
    if kind == RoomKind.ISOLATION:
        return len(company) <= 1
    if kind == RoomKind.MOTHER_CHILD:
        return sum(not guest.is_child for guest in company) <= 1
    if kind == RoomKind.ACCESSIBLE and len({guest.sex for guest in company}) > 1:
        return False
    return len({guest.is_child for guest in company}) <= 1


def rooms_for(sex: str) -> set[str]:
    """Return the kinds of room in which a woman or girl (`female`), or a man or boy, may sleep."""
    either = (Guest(uuid.UUID(int=0), sex, is_child) for is_child in (False, True))
    return {kind for guest in either for kind in RoomKind if _is_meant_for(guest, kind)}


def _is_meant_for(guest: Guest, kind: str) -> bool:
    """An intersex person may choose a room for women or for men, or for girls or for boys."""
    as_female = guest.sex in (Sex.FEMALE, Sex.INTERSEX)
    as_male = guest.sex in (Sex.MALE, Sex.INTERSEX)
    return {
        RoomKind.FEMALE: as_female and not guest.is_child,
        RoomKind.MALE: as_male and not guest.is_child,
        RoomKind.GIRLS: as_female and guest.is_child,
        RoomKind.BOYS: as_male and guest.is_child,
        RoomKind.MOTHER_CHILD: as_female or guest.is_child,
    }.get(RoomKind(kind), True)


def _company_suits(
    guest: Guest, kind: str, company: Sequence[Guest], mother: uuid.UUID | None
) -> bool:
    if not company:
        return True
    if kind == RoomKind.ISOLATION:
        return False
    if kind == RoomKind.MOTHER_CHILD:
        return _is_one_family(guest, company, mother)
    if kind == RoomKind.ACCESSIBLE and any(other.sex != guest.sex for other in company):
        return False
    return all(other.is_child == guest.is_child for other in company)


def _is_one_family(guest: Guest, company: Sequence[Guest], mother: uuid.UUID | None) -> bool:
    """A family room takes one mother; her children join her, nobody joins children."""
    if not guest.is_child:
        return False
    return all(other.is_child or other.case_id == mother for other in company)
