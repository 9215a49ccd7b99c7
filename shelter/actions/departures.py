"""Departure: a stay and its bed end, and a child leaves only through the gate."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.actions import grants
from cases.models import CaseGrant
from shelter import custody, gate, release
from shelter.actions import beds, homecoming, requests, stay_end
from shelter.actions.departure import HOMES_OF_EXITS, Departure
from shelter.enums import EXITS_NOBODY_DECIDED, EXITS_TO_SOMEBODY, ExitKind, StayStatus
from shelter.models import Admission, Receiver, ShelterExit
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before
from tracekenya.pages.actions import rows

SEALED = ("released_to", "safety_plan", "destination_place", "escort", "open_items_words")
GATED = ("kind", "receiver", "reintegration_kind")  # of an exit that is corrected: judged anew


@transaction.atomic
def leave(*, admission: Admission, departure: Departure, by: User) -> ShelterExit:
    """End the stay, its bed and what the house may read; going home and its visits are made with it.

    Raises DomainError naming the field at fault.
    """
    admission = requests.lock_stay(admission)
    if not admission.is_in_house:
        raise DomainError(_("This stay has ended already."))
    if departure.receiver is not None:  # as it stands now, and nobody changes it meanwhile
        departure = replace(departure, receiver=_locked(departure.receiver))
    check_departure(admission, departure)
    _check_open_items(admission, departure)
    beds.end_night(admission=admission, at=departure.left_at)
    gone = departure.kind == ExitKind.ABSCONDED
    admission.status = StayStatus.ABSCONDED if gone else StayStatus.EXITED
    admission.ended_at = departure.left_at
    admission.save(update_fields=["status", "ended_at"])
    exit_ = _keep(admission, departure, by)
    record(AuditKind.EXITED, by=by, target=admission, fields={"kind": departure.kind})
    _end_access(admission, by)
    return exit_


@transaction.atomic
def edit_exit(
    *, row: ShelterExit, version: int, by: User, left_at: dt.datetime | None = None,
    emptied: Sequence[str] = (), empty_reason: str = "", **facts: Any,
) -> ShelterExit:  # fmt: skip
    """Correct how and when a stay ended; an empty sealed text keeps what is there.

    emptied: names of SEALED whose text goes; the trail keeps `empty_reason`. The end of the stay and of
    its last bed, its state, who took over, and the return home follow.
    Raises StaleVersion, DomainError naming the field.
    """
    facts = _sealed_of(facts, emptied, empty_reason)
    before = ShelterExit.objects.select_related("receiver").get(pk=row.pk)
    stay = requests.lock_stay(row.admission)
    end = stay_end.corrected(stay, left_at)

    def check(exit_: ShelterExit) -> None:
        is_same = all(getattr(exit_, name) == getattr(before, name) for name in GATED)
        given = _departure_of(exit_, end)
        if given.receiver is not None:
            given = replace(given, receiver=_locked(given.receiver))
        check_departure(stay, given, with_gate=not is_same)
        if before.open_items_reason != exit_.open_items_reason:
            _check_open_items(stay, given)

    exit_ = rows.edit(row, version=version, by=by, check=check, **facts)
    if emptied:
        record(AuditKind.CHANGED, by=by, target=exit_, fields={"reason": empty_reason})
    ended_before, stay = cast(dt.datetime, stay.ended_at), stay_end.move(stay=stay, end=end, by=by)
    _hand_over_anew(exit_, before, end, by)
    homecoming.follow(
        exit_=exit_, before=before, ended_before=ended_before, by=by,
        departure=_departure_of(exit_, end),
    )  # fmt: skip
    _set_status(stay, exit_.kind, by)
    return exit_


def _sealed_of(facts: dict[str, Any], emptied: Sequence[str], reason: str) -> dict[str, Any]:
    """Return `facts` without sealed texts that stay as they are; those of `emptied` are empty."""
    typed = {name for name in SEALED if str(facts.get(name, "")).strip()}
    if emptied and not reason:
        raise DomainError(_("Choose why it is emptied."), field="empty_reason")
    if typed & set(emptied):
        raise DomainError(_("Write a new text or empty the old one, not both."), field="emptied")
    kept = {name: value for name, value in facts.items() if name not in SEALED or name in typed}
    return kept | dict.fromkeys((name for name in SEALED if name in emptied), "")


def check_departure(admission: Admission, departure: Departure, *, with_gate: bool = True) -> None:
    """Hold a departure against the stay. Raises DomainError naming the field and both days.

    with_gate: a child passes only where nothing stops it at this moment, as `gate` says.
    """
    left_on = timezone.localdate(departure.left_at)
    if departure.left_at > timezone.now():
        raise DomainError(_("The person cannot leave in the future."), field="left_at")
    arrived_at = cast(dt.datetime, admission.admitted_at)
    if departure.left_at < arrived_at:
        moments = {"left": _moment(departure.left_at), "arrived": _moment(arrived_at)}
        raise DomainError(
            _("The person cannot leave (%(left)s) before arriving (%(arrived)s).") % moments,
            field="left_at",
        )
    refuse_before(
        departure.first_follow_up_on, left_on, field="first_follow_up_on",
        sentence=_("The first follow-up (%(day)s) cannot be before the exit (%(earliest)s)."),
    )  # fmt: skip
    _check_home(departure)
    if with_gate:
        check_gate(admission, departure)
    if admission.case.person.presumed_child_on(left_on):
        _check_child_departure(departure)


def check_gate(admission: Admission, departure: Departure) -> None:
    """Raise DomainError at the field with all that stops this exit now, and who decides about it."""
    receiver = departure.receiver
    if receiver is not None and receiver.admission_id != admission.pk:
        raise DomainError(_("Choose somebody who is written down for this stay."), field="receiver")
    found = gate.refusals(facts_for(admission, departure, receiver))
    if found:
        said = " ".join(f"{refusal.sentence} {refusal.who}" for refusal in found)
        raise DomainError(said, field=found[0].field)


def facts_for(admission: Admission, departure: Departure, receiver: Receiver | None) -> gate.Facts:
    """Return the facts of this departure at this moment."""
    return release.facts_of(
        admission, kind=departure.kind, home=departure.home, receiver=receiver,
        has_safety_plan=bool(departure.safety_plan.strip()), left_at=departure.left_at,
    )  # fmt: skip


def _locked(receiver: Receiver) -> Receiver:
    return Receiver.objects.select_for_update(of=("self",)).get(pk=receiver.pk)


def _moment(value: dt.datetime) -> str:
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


def _check_home(departure: Departure) -> None:
    """Refuse a kind of home that does not go with the kind of exit."""
    allowed = ("", *HOMES_OF_EXITS.get(departure.kind, ()))
    if departure.reintegration_kind not in allowed:
        raise DomainError(
            _("This kind of home does not go with how the stay ended."), field="reintegration_kind"
        )


def _check_child_departure(departure: Departure) -> None:
    if departure.kind in EXITS_NOBODY_DECIDED:
        return
    if not departure.authority_document.strip() and departure.receiver is None:
        raise DomainError(
            _(
                "A child leaves only on the authority of a court or a children officer. Write which"
                " document says so, for example the number of the order."
            ),
            field="authority_document",
        )
    is_named = departure.released_to.strip() or departure.receiver is not None
    if departure.kind in EXITS_TO_SOMEBODY and not is_named:
        raise DomainError(_("Write to whom the child goes."), field="released_to")


def _check_open_items(admission: Admission, departure: Departure) -> None:
    """Refuse to let go while the house still keeps something, unless it is said why."""
    kept = custody.open_items(admission)
    if kept and not departure.open_items_reason:
        raise DomainError(
            _(
                "The house still keeps things of this person: %(number)s. Hand them out, or say why not."
            )
            % {"number": len(kept)},
            field="open_items_reason",
        )


def _keep(admission: Admission, departure: Departure, by: User) -> ShelterExit:
    """Write the exit, who gave the child over, and the return home."""
    facts = {
        field.name: getattr(departure, field.name)
        for field in fields(departure)
        if field.name != "left_at"
    }
    receiver = departure.receiver
    exit_ = ShelterExit(
        **facts | {"package_items": list(departure.package_items), "reintegration_kind": departure.home},
        admission=admission, second_by=_second(receiver, by), recorded_by=by,
    )  # fmt: skip
    rows.judge(exit_)
    exit_.reintegration = homecoming.begin(admission=admission, departure=departure, by=by)
    exit_.save(force_insert=True)
    if receiver is not None:
        _set_hand_over(receiver, departure.left_at)
        record(AuditKind.HANDED_OVER, by=by, target=receiver)
    return exit_


def _second(receiver: Receiver | None, by: User) -> User | None:
    """Return who confirmed beside `by`; when `by` did, who prepared it: they are never one person."""
    if receiver is None or receiver.second_by is None:
        return None
    return receiver.second_by if receiver.second_by != by else receiver.recorded_by


def _end_access(admission: Admission, by: User) -> None:
    """The house read the case because the person lived there; that is over."""
    live = CaseGrant.objects.live().filter(
        case=admission.case_id, office=admission.shelter.office_id, reason=grants.ADMITTED
    )
    for grant in live.select_related("case"):
        grants.end(grant=grant, by=by)


def _set_status(stay: Admission, kind: str, by: User) -> None:
    status = StayStatus.ABSCONDED if kind == ExitKind.ABSCONDED else StayStatus.EXITED
    if stay.status != status:
        stay.status = status
        stay.save(update_fields=["status"])
        record(AuditKind.STATUS_CHANGED, by=by, target=stay, fields={"to": status})


def _hand_over_anew(
    exit_: ShelterExit, before: ShelterExit, end: dt.datetime, by: User
) -> None:  # fmt: skip
    """Say of whoever took over, and no longer of another, that it was at the end of the stay."""
    is_same = exit_.receiver_id == before.receiver_id
    if before.receiver is not None and not is_same:
        _set_hand_over(before.receiver, None)
    if exit_.receiver is not None and exit_.receiver.handed_at != end:
        _set_hand_over(exit_.receiver, end)
        record(AuditKind.HANDED_OVER, by=by, target=exit_.receiver)


def _set_hand_over(receiver: Receiver, at: dt.datetime | None) -> None:
    receiver.handed_at = at
    receiver.save(update_fields=["handed_at"])


def _departure_of(exit_: ShelterExit, end: dt.datetime) -> Departure:
    """Return what an exit says as a departure that ended at `end`."""
    kept = {
        each.name: getattr(exit_, each.name) for each in fields(Departure) if each.name != "left_at"
    }
    sealed = {name: str(kept[name]) for name in (*SEALED, "authority_document")}
    return Departure(**kept | sealed, left_at=end)
