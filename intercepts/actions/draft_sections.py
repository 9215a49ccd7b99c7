"""Writing the sections of the next version of the screening form, and the numbers of its scoring."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intercepts.actions.drafts import lock
from intercepts.models import DraftSection, ScreeningDraft
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions import rows


@transaction.atomic
def add_section(
    *, draft: ScreeningDraft, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> DraftSection:
    """Add a section to the draft. Raises DomainError naming the field."""
    lock(draft)
    facts |= {"draft": draft, "submission": submission}
    return rows.add(DraftSection, by=by, check=_check, **facts)


@transaction.atomic
def edit_section(*, row: DraftSection, version: int, by: User, **facts: Any) -> DraftSection:
    """Change a section of the draft. Raises StaleVersion, DomainError naming the field."""
    lock(row.draft)
    return rows.edit(row, version=version, by=by, check=_check, **facts)


@transaction.atomic
def remove_section(*, row: DraftSection, by: User) -> None:
    """Leave a section out of the next version. Raises DomainError while signs stand in it."""
    draft = lock(row.draft)
    if draft.questions.filter(section=row.code).exists():
        raise DomainError(_("Signs stand in this section. Move them or leave them out first."))
    DraftSection.objects.filter(pk=row.pk).delete()
    record(AuditKind.CHANGED, by=by, target=draft, fields=["sections"])


@transaction.atomic
def edit_numbers(*, row: ScreeningDraft, version: int, by: User, **facts: Any) -> ScreeningDraft:
    """Say from how many points on each band begins. Raises StaleVersion, DomainError naming the field."""
    lock(row)
    return rows.edit(row, version=version, by=by, check=_check_order, **facts)


def _check(row: DraftSection) -> None:
    if row.draft.sections.exclude(pk=row.pk).filter(code=row.code).exists():
        raise DomainError(_("Another section of this draft has this code."), field="code")


def _check_order(row: ScreeningDraft) -> None:
    """A graver band begins later than a milder one, and a child is never judged milder than an adult."""
    if row.evidence_from <= row.high_risk_control_from:
        raise DomainError(
            _("Evidence begins later than high risk: more than %(number)d points of control.")
            % {"number": row.high_risk_control_from},
            field="evidence_from",
        )
    if row.high_risk_from <= row.at_risk_from:
        raise DomainError(
            _("High risk begins later than at risk: more than %(number)d points.")
            % {"number": row.at_risk_from},
            field="high_risk_from",
        )
    if row.child_high_risk_from > row.high_risk_from:
        raise DomainError(
            _(
                "A child is at high risk as early as an adult, or earlier: at most %(number)d points."
            )
            % {"number": row.high_risk_from},
            field="child_high_risk_from",
        )
