"""Visitors at the door: held against the register, let in or not, and leaving again."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import suspect_match
from shelter.house_staff import told_of_visitor
from shelter.models import Shelter, Visit
from shelter.moments import refuse_before, refuse_future
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.pages.actions import rows
from tracekenya.vault.fields import known

REFUSED = "refused"
ON_OUR_REGISTER = "on_our_register"
MOST_HOURS = 24  # of one visit


class OnOurRegister(DomainError):
    """The visitor fits somebody of our register; the message names nobody."""


@transaction.atomic
def receive(
    *, shelter: Shelter, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> Visit:
    """Write who is at the door. Raises OnOurRegister for somebody let in who fits our register.

    Of a visitor who fits it those hear who may see visitors of the house; the notice names nobody. Raises DomainError naming the field at fault.
    """
    facts |= {"shelter": shelter, "submission": submission}
    return _told(rows.add(Visit, by=by, check=_check, **facts), by)


@transaction.atomic
def edit_visit(*, row: Visit, version: int, by: User, **facts: Any) -> Visit:
    """Correct a visit. Raises StaleVersion, and what `receive` raises."""
    return _told(rows.edit(row, version=version, by=by, check=_check, **facts), by)


@transaction.atomic
def leave(*, row: Visit, by: User) -> Visit:
    """Write that the visitor leaves now; pressing twice changes nothing."""
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if visit.left_at is not None or visit.outcome == REFUSED:
        return visit
    return rows.edit(visit, version=visit.version, by=by, left_at=timezone.now())


def _told(visit: Visit, by: User) -> Visit:
    """Tell the manager of the house and the case managers that a visitor fits our register, once."""
    if visit.matched:
        tell(
            to=told_of_visitor(visit), kind=NoticeKind.VISITOR_MATCHES, target=visit, by=by,
            once=f"visitor {visit.pk}",
        )  # fmt: skip
    return visit


def _check(visit: Visit) -> None:
    refuse_future(visit.came_at, "came_at")
    refuse_future(visit.left_at, "left_at")
    refuse_before(
        visit.left_at, visit.came_at, field="left_at",
        sentence=_("Nobody leaves (%(time)s) before coming (%(earliest)s)."),
    )  # fmt: skip
    if visit.left_at and visit.left_at - visit.came_at > dt.timedelta(hours=MOST_HOURS):
        raise DomainError(_("Check the days: a visit lasts a day at most."), field="left_at")
    if visit.outcome == REFUSED and not visit.refusal_reason:
        raise DomainError(_("Choose why the visitor was not let in."), field="refusal_reason")
    if visit.outcome != REFUSED and visit.refusal_reason:
        raise DomainError(
            _("Somebody who was let in has no such reason: clear it."), field="refusal_reason"
        )
    if visit.outcome != REFUSED and visit.admission and visit.resident_agrees != "yes":
        raise DomainError(
            _("Ask the resident first. Let the visitor in only if the resident wants it."),
            field="resident_agrees",
        )
    visit.index_identity()
    _check_register(visit)


def _check_register(visit: Visit) -> None:
    """Hold the visitor against all people suspected; a match is not let in and has no name here."""
    found = suspect_match.match(known(visit.names), known(visit.phone), known(visit.id_number))
    visit.matched = bool(found)
    if visit.matched and visit.outcome != REFUSED:
        raise OnOurRegister(
            _(
                "Matches our register. Do not let the visitor in yet: choose “Not let in”, keep the"
                " visit, and call the case manager. Do not tell the visitor why."
            ),
            field="outcome",
        )
