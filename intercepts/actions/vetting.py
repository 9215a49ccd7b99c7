"""Judging alone, coming to a class together, and a manager's word over it."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercepts import vetting
from intercepts.enums import GRAVITY, ClassWay, FinalClass, Turn
from intercepts.models import InterceptedPerson, VettingVerdict
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before


@transaction.atomic
def judge(
    *,
    intercepted: InterceptedPerson,
    verdict: str,
    reason: str,
    by: User,
    lowering: str = "",
    was_called: bool = False,
    call_facts: str = "",
    submission: uuid.UUID | None = None,
) -> VettingVerdict:
    """Keep one verdict, given without seeing others; two equal ones set the class.

    The trail tells that somebody judged, not how. Of two at once the second waits for the first.
    Raises DomainError: for who recorded the person or has judged before, for a class that is set, for
    a lower verdict without a reason, without a supervisor.
    """
    if (made := sent_before(VettingVerdict, submission, by)) is not None:
        return made
    row = lock(intercepted)
    given = list(row.verdicts.exclude(turn=Turn.OVERRIDE))
    _refuse_to_judge(row, given, by)
    lowering = _lowering(row.proposed_band, verdict, lowering, by)
    _check_words(reason, was_called=was_called, call_facts=call_facts)
    made = VettingVerdict.objects.create(
        id=new_id(submission), intercepted_person=row, turn=vetting.TURNS[len(given)],
        verdict=verdict, lowering=lowering, reason=reason, was_called=was_called,
        call_facts=call_facts if was_called else "", recorded_by=by,
    )  # fmt: skip
    record(AuditKind.CREATED, by=by, target=made, fields=["verdict"])
    if (outcome := vetting.outcome_of(row.proposed_band, [*given, made])) is not None:
        way = ClassWay.AGREED if len(given) + 1 == vetting.AGREE else ClassWay.THIRD
        _set_class(row, outcome, way, by)
    return made


@transaction.atomic
def override(
    *,
    intercepted: InterceptedPerson,
    final_class: FinalClass,
    why: str,
    by: User,
    reason: str = "",
) -> InterceptedPerson:
    """Set the class over whatever vetters said or have not said yet; always with a reason in words.

    `reason`: code of why the class is lower than the signs say. Raises DomainError naming the field.
    """
    row = lock(intercepted)
    if vetting.recorded(row, by):
        raise DomainError(_("You recorded this person. Somebody else must decide."))
    lowered = GRAVITY[final_class] < GRAVITY[row.proposed_band]
    if lowered and not reason:
        raise DomainError(
            _("The signs say more. Choose why the class is lower."), field="class_reason"
        )
    if not why.strip():
        raise DomainError(_("Say why in words."), field="why")
    kept = reason if lowered else ""
    made = VettingVerdict.objects.create(
        id=uuid.uuid4(), intercepted_person=row, turn=Turn.OVERRIDE, verdict=final_class,
        lowering=kept, reason=why, recorded_by=by,
    )  # fmt: skip
    record(AuditKind.CREATED, by=by, target=made, fields=["verdict"])
    return _set_class(row, vetting.Outcome(final_class, kept), ClassWay.OVERRIDE, by)


def lock(intercepted: InterceptedPerson) -> InterceptedPerson:
    """Return the row, held until the transaction ends, with its event and person."""
    rows = InterceptedPerson.objects.select_for_update(of=("self",))
    return rows.select_related("intercept", "person").get(pk=intercepted.pk)


def _refuse_to_judge(row: InterceptedPerson, given: list[VettingVerdict], by: User) -> None:
    if vetting.recorded(row, by):
        raise DomainError(_("You recorded this person. Others must judge."))
    if any(each.recorded_by_id == by.pk for each in given):
        raise DomainError(_("You have judged this person already."))
    if row.final_class:
        raise DomainError(_("The class of this person is set already."))
    if len(given) >= vetting.MOST_VERDICTS:
        raise DomainError(_("Three people have judged. A programme manager decides now."))


def _lowering(band: str, verdict: str, lowering: str, by: User) -> str:
    """Return the reason to keep. Raises DomainError for a lower verdict without one or by the wrong person."""
    if verdict not in (FinalClass.EVIDENCE, FinalClass.HIGH_RISK, FinalClass.NOT_INTERCEPT):
        raise DomainError(_("Choose from the list."), field="verdict")
    if vetting.is_lowering(band, verdict):
        if not lowering:
            raise DomainError(
                _("The signs say more. Choose why your verdict is lower."), field="lowering"
            )
    elif GRAVITY[verdict] >= GRAVITY[band]:
        return ""
    if lowering and by.role not in vetting.SUPERVISORS:
        raise DomainError(_("Only a supervisor may judge below the signs."), field="verdict")
    return lowering


def _check_words(reason: str, *, was_called: bool, call_facts: str) -> None:
    if not reason.strip():
        raise DomainError(_("Say why in words."), field="reason")
    if was_called and not call_facts.strip():
        raise DomainError(_("Write what the call showed."), field="call_facts")


def _set_class(
    row: InterceptedPerson, outcome: vetting.Outcome, way: ClassWay, by: User
) -> InterceptedPerson:
    before, row.final_class = row.final_class, outcome.final_class
    row.class_reason, row.class_way = outcome.lowering, way
    row.classified_on, row.classified_by = timezone.localdate(), by
    row.version += 1
    row.save(
        update_fields=[
            "final_class", "class_reason", "class_way", "classified_on", "classified_by", "version",
        ]
    )  # fmt: skip
    facts = {
        "from": before,
        "to": outcome.final_class,
        "proposed": row.proposed_band,
        "reason": row.class_reason,
        "way": str(way),
    }
    record(AuditKind.CLASSIFIED, by=by, target=row, fields=facts)
    return row
