"""What we were told: written down, joined to the intercept that followed, or closed."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import numbers
from intercepts.models import Intercept, Tip, TransportOperator
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.directory.models import CrewMember
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import save_edited
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.pages.actions import rows

MOST_CODE = 30  # characters of the code of an intercept


@transaction.atomic
def add(
    *, by: User, crew_member: CrewMember | None = None, submission: uuid.UUID | None = None,
    **facts: Any,
) -> Tip:  # fmt: skip
    """Write down once what somebody told us; with `crew_member`, it is one of that operator's crew.

    Who of the crew is kept in the row, never in the trail. Raises DomainError naming the field.
    """
    if crew_member is not None:
        facts |= {"operator": _operator_of(crew_member), "source": crew_member.job}

    def check(tip: Tip) -> None:
        refuse_future(tip.happened_on, "happened_on")
        tip.crew_member = crew_member
        tip.code = numbers.tip_code(tip.happened_on.year)

    return rows.add(Tip, by=by, submission=submission, check=check, quiet=("words",), **facts)


def edit(*, row: Tip, by: User, version: int, **facts: Any) -> Tip:
    """Correct what we were told. Raises StaleVersion, DomainError naming the field."""
    return rows.edit(row, by=by, version=version, check=_check, quiet=("words",), **facts)


@transaction.atomic
def join(*, tip: Tip, code: str, by: User) -> Tip:
    """Say which intercept followed from the tip; saying it again changes nothing.

    Raises DomainError for a code that `by` cannot see, a day before the tip, or another intercept.
    """
    tip = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
    wanted = code.strip().upper()[:MOST_CODE]
    intercept = Intercept.objects.visible_to(by).filter(code__iexact=wanted).first()
    if intercept is None:
        raise DomainError(_("There is no such intercept that you may open."), field="code")
    if tip.intercept_id not in (None, intercept.pk):
        raise DomainError(_("It is joined to another intercept already."), field="code")
    refuse_before(
        intercept.happened_on, tip.happened_on, field="code",
        sentence=_("That intercept was on %(day)s, before we were told (%(earliest)s)."),
    )  # fmt: skip
    if tip.intercept_id is None:
        tip.intercept, tip.is_closed = intercept, False
        save_edited(tip, version=tip.version)
        record(AuditKind.CHANGED, by=by, target=tip, fields=["intercept"])
    return tip


def heard_since(operator: TransportOperator, day: dt.date) -> int:
    """Return how often the crews of an operator told us something since `day`."""
    return Tip.objects.filter(operator=operator, happened_on__gte=day).count()


@transaction.atomic
def keep_letter(*, target: TransportOperator | CrewMember, by: User) -> None:
    """Keep that a letter of thanks was printed, and whose names it opened."""
    opened = ["names"] if isinstance(target, CrewMember) else []
    record(AuditKind.PRINTED, by=by, target=target, fields=opened)


def _operator_of(member: CrewMember) -> TransportOperator:
    return TransportOperator.objects.get(organisation=member.organisation_id)


def _check(tip: Tip) -> None:
    refuse_future(tip.happened_on, "happened_on")
    if tip.intercept_id and tip.is_closed:
        raise DomainError(_("An intercept followed from it: it led somewhere."), field="is_closed")
    if tip.intercept is not None:
        refuse_before(
            tip.intercept.happened_on, tip.happened_on, field="happened_on",
            sentence=_("The intercept that followed was on %(day)s, before this day (%(earliest)s)."),
        )  # fmt: skip
    if tip.crew_member_id and tip.operator_id is None:
        raise DomainError(_("One of a crew told us: the operator belongs to it."), field="operator")
