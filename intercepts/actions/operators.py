"""Entering transport operators and their crews."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intercepts.models import TransportOperator
from tracekenya.accounts.models import User
from tracekenya.directory.models import OF_TRANSPORT, CrewMember, Organisation
from tracekenya.directory.rules import refuse_known_name
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import sent_before
from tracekenya.pages.actions import rows

MADE_FOR = {"matatu": OF_TRANSPORT[0]}  # vehicle -> kind of a new organisation; else a company


@transaction.atomic
def add(
    *,
    by: User,
    mode: str,
    organisation: Organisation | None = None,
    new_name: str = "",
    is_trained: bool = False,
    submission: uuid.UUID | None = None,
) -> TransportOperator:
    """Make an organisation of the directory an operator, or a new one of that name; once a form.

    Raises DomainError at `new_name` when both or neither are given, or when the name is taken.
    """
    if (made := sent_before(TransportOperator, submission, by)) is not None:
        return made
    if (organisation is None) is not bool(new_name.strip()):
        raise DomainError(
            _("Choose an organisation, or enter the name of a new one."), field="new_name"
        )
    if organisation is None:
        organisation = rows.add(
            Organisation, by=by, name=new_name, kind=MADE_FOR.get(mode, OF_TRANSPORT[1]),
            check=lambda row: refuse_known_name(row, "new_name"),
        )  # fmt: skip
    return rows.add(
        TransportOperator, by=by, submission=submission, organisation=organisation, mode=mode,
        is_trained=is_trained,
    )  # fmt: skip


def add_crew_member(*, operator: TransportOperator, by: User, **facts: Any) -> CrewMember:
    """Enter one of the operator's crew. Raises DomainError when neither names nor phone are known."""
    return rows.add(
        CrewMember, by=by, organisation=operator.organisation, check=_known_and_indexed, **facts
    )


def edit_crew_member(*, member: CrewMember, by: User, version: int, **facts: Any) -> CrewMember:
    """Correct what is known of one of the crew. Raises StaleVersion, DomainError as adding does."""
    return rows.edit(member, by=by, version=version, check=_known_and_indexed, **facts)


def _known_and_indexed(member: CrewMember) -> None:
    if not (str(member.names).strip() or str(member.phone).strip()):
        raise DomainError(
            _("Enter names or a phone, so that the person is found again."), field="names"
        )
    member.index_names()
