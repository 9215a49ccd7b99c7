"""Opening one case in an emergency: for an hour, to read, told to others at once, and reviewed."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.reveals import Reason, keep_reason
from cases.models import Case, CaseGrant, EmergencyOpening
from cases.models.conflict import people_near
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.roles.roles import Role

LEAST_WORDS = 30  # characters of the reason
LEAST_REVIEW = 10  # characters of the words of a review
TOLD = (Role.CASE_MANAGER, Role.EXECUTIVE_DIRECTOR)


def cases_for_emergency(user: User) -> QuerySet[Case]:
    """Return the cases that `user` may open in an emergency; never those of people too near.

    Over the whole organisation all; else those that were ever granted to the person or the office.
    """
    scope = user.scope(Permission.BREAK_GLASS_OPEN)
    cases = Case.objects.exclude(person__in=people_near(user).values("pk"))
    if scope is Scope.ORGANISATION:
        return cases
    if scope in (Scope.ASSIGNED, Scope.SHELTER):
        whom = Q(office=user.office_id) if user.office_id else Q(pk__in=[])
        if scope is Scope.ASSIGNED:
            whom |= Q(user=user)
        return cases.filter(pk__in=CaseGrant.objects.filter(whom).values("case_id"))
    return cases.none()


@transaction.atomic
def open_case(*, code: str, kind: str, reason: str, by: User) -> EmergencyOpening:
    """Open the case with `code` for EMERGENCY_MINUTES and tell case managers, director and officer.

    Raises DomainError; a code that does not exist and one that may not be opened answer alike.
    """
    if len(reason.strip()) < LEAST_WORDS:
        words = _("Say in at least %(number)s characters why.") % {"number": LEAST_WORDS}
        raise DomainError(words, field="reason")
    case = cases_for_emergency(by).filter(code__iexact=code.strip()).first()
    if case is None:
        raise DomainError(_("There is no case with this code that you may open."), field="code")
    if Case.objects.visible_to(by, Permission.PERSON_REVEAL).filter(pk=case.pk).exists():
        raise DomainError(_("You may open this case without an emergency."), field="code")
    now = timezone.now()
    opening = EmergencyOpening.objects.create(
        case=case, opened_by=by, opened_at=now, kind=kind, reason=reason,
        until_at=now + dt.timedelta(minutes=settings.EMERGENCY_MINUTES),
    )  # fmt: skip
    _set_limit(by)
    event = record(AuditKind.EMERGENCY_OPENED, by=by, target=case, fields={"reason": kind})
    keep_reason(event, case=case, reason=Reason(kind, reason), by=by)
    _tell(opening)
    return opening


@transaction.atomic
def read(*, opening: EmergencyOpening, fields: dict[str, Sequence[str]], by: User) -> None:
    """Leave the rows about what an emergency shows. `fields`: "person" and "case" -> names of fields."""
    case = opening.case
    for target, names in ((case.person, fields["person"]), (case, fields["case"])):
        kept: dict[str, Any] = dict.fromkeys(names) | {"reason": opening.kind}
        record(AuditKind.REVEALED, by=by, target=target, case_id=case.pk, fields=kept)


@transaction.atomic
def review(*, opening: EmergencyOpening, verdict: str, words: str, by: User) -> EmergencyOpening:
    """Say whether an opening was justified; the account of its opener is free again with the last one.

    Raises DomainError for one's own, for one reviewed already, and for too few words.
    """
    rows = EmergencyOpening.objects.select_for_update(of=("self",)).select_related(
        "case", "opened_by"
    )
    opening = rows.get(pk=opening.pk)
    if opening.opened_by_id == by.pk:
        raise DomainError(_("Nobody reviews what they opened themselves."))
    if opening.reviewed_at is not None:
        raise DomainError(_("This opening is reviewed already."))
    if len(words.strip()) < LEAST_REVIEW:
        least = _("Say in at least %(number)s characters why.") % {"number": LEAST_REVIEW}
        raise DomainError(least, field="words")
    opening.verdict, opening.review_words = verdict, words
    opening.reviewed_by, opening.reviewed_at = by, timezone.now()
    opening.save(update_fields=["verdict", "review_words", "reviewed_by", "reviewed_at"])
    _set_limit(opening.opened_by)
    record(AuditKind.EMERGENCY_REVIEWED, by=by, target=opening, fields={"verdict": verdict})
    return opening


def _set_limit(user: User) -> None:
    """Set from when the account is restricted: by the oldest opening that nobody reviewed yet."""
    waiting = user.emergency_openings.unreviewed().order_by("opened_at").first()
    user.restricted_from = waiting.review_due_at if waiting is not None else None
    User.objects.filter(pk=user.pk).update(restricted_from=user.restricted_from)


def _tell(opening: EmergencyOpening) -> None:
    """Tell those who answer for cases and the data protection officer, at once; never the opener."""
    others = User.objects.exclude(pk=opening.opened_by_id)
    tell(
        to=others.filter(role__in=TOLD), kind=NoticeKind.BREAK_GLASS_OPENED, target=opening.case,
        by=opening.opened_by, link=reverse("home"),
    )  # fmt: skip
    tell(
        to=others.filter(role=Role.DATA_PROTECTION_OFFICER), by=opening.opened_by,
        kind=NoticeKind.BREAK_GLASS_TO_REVIEW, target=opening,
    )  # fmt: skip
