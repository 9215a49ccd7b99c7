"""The roll-call: the count must equal who is said to be here, or it asks who."""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter import rollcall
from shelter.actions import absences
from shelter.enums import RollState
from shelter.house_staff import managers_of
from shelter.models import Absence, Admission, RollCall, RollCallAnswer, Shelter
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind


class WhoIsIt(DomainError):
    """The count and the answers differ, and nobody said why."""


@transaction.atomic
def call(
    *, shelter: Shelter, states: Mapping[uuid.UUID, str], counted: int, by: User,
    differs_words: str = "", submission: uuid.UUID | None = None,
) -> RollCall:  # fmt: skip
    """Keep one count of the house and return it.

    `states`: key of the stay -> where the person is, for each resident whose stay `by` may see; the
    others are taken to be where the records say. Somebody who was out and is here is back from now.
    Raises WhoIsIt when `counted` differs and no words say why, DomainError for a form grown old.
    """
    if (made := sent_before(RollCall, submission, by)) is not None:
        return made
    now = timezone.now()
    Shelter.objects.select_for_update(of=("self",)).get(pk=shelter.pk)  # one roll-call at a time
    residents = rollcall.expected_in(shelter, now)
    shown, hidden = rollcall.seen_by(by, residents)
    if {each.stay.pk for each in shown} != set(states):
        raise DomainError(_("Somebody came or left meanwhile. Open the roll-call again."))
    here = sum(states[each.stay.pk] == RollState.PRESENT for each in shown)
    here += sum(each.state is RollState.PRESENT for each in hidden)
    if counted != here and not differs_words.strip():
        raise WhoIsIt(_who(counted, here), field="counted")
    roll = RollCall.objects.create(
        id=new_id(submission), shelter=shelter, called_at=now, shift=rollcall.shift_at(now),
        expected=sum(each.state is RollState.PRESENT for each in residents), counted=counted,
        differs_words=differs_words.strip(), recorded_by=by,
    )  # fmt: skip
    known = {each.stay.pk: each.state.value for each in hidden} | dict(states)
    RollCallAnswer.objects.bulk_create(
        RollCallAnswer(roll_call=roll, admission=each.stay, state=known[each.stay.pk])
        for each in residents
    )
    fields = {"expected": roll.expected, "counted": counted}
    record(AuditKind.ROLL_CALLED, by=by, target=roll, fields=fields)
    _settle(residents, known, by)
    if counted != here or RollState.UNEXPLAINED in known.values():
        tell(
            to=managers_of(shelter), kind=NoticeKind.ROLL_CALL_DIFFERS, target=roll, by=by,
            once=f"roll-call {roll.pk}",
        )  # fmt: skip
    return roll


def _settle(residents: list[rollcall.Expected], known: Mapping[uuid.UUID, str], by: User) -> None:
    """Let who was out and is here be back, and who is still out over a night be on leave."""
    keys = [each.stay.pk for each in residents]
    for row in Absence.objects.filter(admission__in=keys, back_at__isnull=True):
        if known[row.admission_id] == RollState.PRESENT:
            absences.come_back(row=row, version=row.version, back_at=timezone.now(), by=by)
        else:
            stay = Admission.objects.select_for_update().get(pk=row.admission_id)
            absences.settle(stay, by=by)


def _who(counted: int, here: int) -> str:
    numbers = {"counted": counted, "here": here}
    if counted < here:
        return _(
            "You counted %(counted)s, but %(here)s are marked as in the house. Who is not here? Mark"
            " where each person is."
        ) % numbers  # fmt: skip
    return _(
        "You counted %(counted)s, but %(here)s are marked as in the house. Who is here too? Mark"
        " each person, or write below who else is in the house."
    ) % numbers  # fmt: skip
