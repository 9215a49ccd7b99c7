"""Departure: a stay and its bed end, and a child leaves only on a document."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shelter.actions import beds, requests
from shelter.enums import EXITS_NOBODY_DECIDED, EXITS_TO_SOMEBODY, ExitKind, StayStatus
from shelter.models import Admission, ShelterExit
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before
from tracekenya.places.models import County


@dataclass(frozen=True)
class Departure:
    """How a stay ended. `first_follow_up_on`: day of the first visit or call afterwards."""

    kind: str
    left_at: dt.datetime
    county: County | None = None
    released_to: str = ""
    authority_document: str = ""
    safety_plan: str = ""
    first_follow_up_on: dt.date | None = None


@transaction.atomic
def leave(*, admission: Admission, departure: Departure, by: User) -> ShelterExit:
    """End the stay and its bed; a child goes only on a document, and to somebody who is named.

    Raises DomainError naming the field at fault.
    """
    admission = requests.lock_stay(admission)
    if not admission.is_in_house:
        raise DomainError(_("This stay has ended already."))
    check_departure(admission, departure)
    beds.end_night(admission=admission, at=departure.left_at)
    gone = departure.kind == ExitKind.ABSCONDED
    admission.status = StayStatus.ABSCONDED if gone else StayStatus.EXITED
    admission.ended_at = departure.left_at
    admission.save(update_fields=["status", "ended_at"])
    exit_ = ShelterExit.objects.create(
        admission=admission, kind=departure.kind, county=departure.county,
        released_to=departure.released_to, authority_document=departure.authority_document,
        safety_plan=departure.safety_plan, first_follow_up_on=departure.first_follow_up_on,
        recorded_by=by,
    )  # fmt: skip
    record(AuditKind.EXITED, by=by, target=admission, fields={"kind": departure.kind})
    return exit_


def check_departure(admission: Admission, departure: Departure) -> None:
    """Hold a departure against the stay. Raises DomainError naming the field and both days."""
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
    if admission.case.person.presumed_child_on(left_on):
        _check_child_departure(departure)


def _moment(value: dt.datetime) -> str:
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


def _check_child_departure(departure: Departure) -> None:
    if departure.kind in EXITS_NOBODY_DECIDED:
        return
    if departure.kind == ExitKind.VOLUNTARY:
        raise DomainError(
            _("A child does not leave by their own decision. Choose who takes over."), field="kind"
        )
    if not departure.authority_document.strip():
        raise DomainError(
            _(
                "A child leaves only on the authority of a court or a children officer. Write which"
                " document says so, for example the number of the order."
            ),
            field="authority_document",
        )
    if departure.kind in EXITS_TO_SOMEBODY and not departure.released_to.strip():
        raise DomainError(_("Write to whom the child goes."), field="released_to")
