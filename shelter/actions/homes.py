"""Home assessments, and the two decisions that an alarm asks for."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter import release
from shelter.actions import requests
from shelter.models import Admission, ExitDecision, HomeAssessment
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.pages.actions import rows
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role


@transaction.atomic
def assess(
    *, admission: Admission, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> HomeAssessment:
    """Keep what was found about going home, with the alarms that follow. Raises DomainError.

    It is never changed: who knows better writes another one, and an alarm that was raised stays. The
    stay is locked, so that nobody leaves while an alarm about the home is being written.
    """
    admission = requests.lock_stay(admission)
    if not admission.is_in_house:
        raise DomainError(_("This person does not live in the house."))

    def check(row: HomeAssessment) -> None:
        refuse_future(row.assessed_on, "assessed_on")
        if admission.admitted_at is not None:
            refuse_before(
                row.assessed_on, timezone.localdate(admission.admitted_at), field="assessed_on",
                sentence=_("It cannot be assessed on %(day)s, before the arrival (%(earliest)s)."),
            )  # fmt: skip
        is_child = admission.case.person.presumed_child_on(timezone.localdate())
        row.stops = release.alarms_of(row, is_child=is_child)

    return rows.add(
        HomeAssessment, by=by, submission=submission, check=check, admission=admission, **facts
    )


@transaction.atomic
def ask(*, admission: Admission, by: User) -> ExitDecision:
    """Ask director and children officer about the alarms that stand; asking again returns the question.

    Raises DomainError where nothing has to be decided.
    """
    admission = requests.lock_stay(admission)
    assessments = list(admission.home_assessments.all())
    stops = sorted({code for row in assessments for code in row.stops})
    if not admission.is_in_house or not stops:
        raise DomainError(_("No alarm stands, so nobody has to decide."))
    standing = release.standing_decision(admission, stops, assessments)
    if standing is not None and not is_refused(standing):
        return standing
    question = ExitDecision.objects.create(admission=admission, stops=stops, recorded_by=by)
    record(AuditKind.CREATED, by=by, target=question)
    deciding = [role for role in Role if scope_of(role, Permission.EXIT_DECIDE) is not Scope.NONE]
    directors = User.objects.filter(role__in=deciding)
    tell(to=directors.exclude(pk=by.pk), kind=NoticeKind.EXIT_WAITS, target=question, by=by)
    return question


def is_refused(question: ExitDecision) -> bool:
    return "refused" in (question.director_verdict, question.officer_verdict)


@transaction.atomic
def decide(*, row: ExitDecision, by: User, verdict: str, words: str = "") -> ExitDecision:
    """Keep what the director decided, once. Raises DomainError, also for whoever asked."""
    row = ExitDecision.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.director_verdict:
        raise DomainError(_("This is decided already."))
    if row.recorded_by_id == by.pk:
        raise DomainError(_("You asked for this decision. Somebody else must decide."))
    row.director_verdict, row.director_words = verdict, words
    row.director_by, row.director_at = by, timezone.now()
    rows.judge(row)
    row.version += 1
    row.save()
    record(AuditKind.DECIDED, by=by, target=row, fields={"director_verdict": verdict})
    return row


@transaction.atomic
def keep_officers_word(
    *, row: ExitDecision, by: User, verdict: str, names: str, on: dt.date, reference: str
) -> ExitDecision:
    """Keep what the children officer decided, once. Raises DomainError naming the field."""
    row = ExitDecision.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.officer_verdict:
        raise DomainError(_("This is decided already."))
    refuse_future(on, "on")
    refuse_before(
        on, _last_assessed(row), field="on",
        sentence=_("The officer cannot have decided on %(day)s, before the assessment (%(earliest)s)."),
    )  # fmt: skip
    row.officer_verdict, row.officer_names, row.officer_on = verdict, names, on
    row.officer_reference, row.officer_recorded_by = reference, by
    rows.judge(row)
    row.version += 1
    row.save()
    record(AuditKind.DECIDED, by=by, target=row, fields={"officer_verdict": verdict})
    return row


def _last_assessed(row: ExitDecision) -> dt.date | None:
    newest = row.admission.home_assessments.first()
    return None if newest is None else timezone.localdate(newest.recorded_at)
