"""A yes to the text read aloud at the stage, kept as a consent of the case that follows."""

import uuid

from cases.actions import work
from cases.enums import ConsentStatus
from cases.models import Case
from intercepts.enums import Consent, TalkedApart
from intercepts.models import InterceptedPerson
from tracekenya.accounts.models import User

# What the text asks for: to write down what is told. Not to open a case, nor to tell anybody else.
COVERED = ("interview", "data_processing")
READ_ALOUD = "read_aloud"  # how the answer was given


def key_of(intercepted_id: uuid.UUID, scope: str) -> uuid.UUID:
    """Return the id of the consent that the answer of this person becomes for `scope`."""
    return uuid.uuid5(intercepted_id, scope)


def agreed(row: InterceptedPerson) -> bool:
    """Return whether an adult said yes freely: where others could hear, nobody is free."""
    is_free = row.talked_apart != TalkedApart.NO
    return row.consent == Consent.YES and is_free and not row.is_child


def keep(*, row: InterceptedPerson, case: Case, by: User) -> None:
    """Keep the yes as consents of `case`, once; any other answer, and a child's, keeps nothing."""
    if not agreed(row):
        return
    for scope in COVERED:
        work.record_consent(
            case=case, scope=scope, status=ConsentStatus.GIVEN, giver="self", mode=READ_ALOUD,
            given_on=row.intercept.happened_on, by=by, submission=key_of(row.pk, scope),
        )  # fmt: skip
