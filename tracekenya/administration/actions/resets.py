"""Resets of a lost second factor, with notices to the person and to those who may agree."""

from django.db import transaction
from django.urls import reverse

from tracekenya.accounts.actions import recovery
from tracekenya.accounts.models import User
from tracekenya.administration.actions.accounts import second_persons
from tracekenya.notices.actions import tell
from tracekenya.notices.enums import NoticeKind


@transaction.atomic
def ask(*, user: User, by: User) -> User:
    """Ask for the reset and tell the person and the second persons. Raises as `recovery.ask`."""
    row = recovery.ask(user=user, by=by)
    tell(to=[row], kind=NoticeKind.ACCOUNT_CHANGED, by=by, link=reverse("mfa_index"))
    tell(
        to=second_persons(), kind=NoticeKind.RESET_WAITS, target=row, by=by,
        link=reverse("administration:reset_list"),
    )  # fmt: skip
    return row


@transaction.atomic
def decide(*, user: User, decision: str, by: User) -> User:
    """Agree or decline, and tell the person. Raises as `recovery.decide`."""
    row = recovery.decide(user=user, decision=decision, by=by)
    tell(to=[row], kind=NoticeKind.ACCOUNT_CHANGED, by=by, link=reverse("mfa_index"))
    return row
