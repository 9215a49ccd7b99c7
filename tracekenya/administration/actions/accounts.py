"""Inviting and changing accounts, with a word to the second persons when a role waits for them."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from tracekenya.accounts.actions import invitations, users
from tracekenya.accounts.actions.invitations import Invitation
from tracekenya.accounts.models import User
from tracekenya.notices.actions import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role


@transaction.atomic
def invite(*, by: User, **given: Any) -> Invitation:
    """Invite as `invitations.invite` does, and tell who may approve the role."""
    made = invitations.invite(by=by, **given)
    if made.url:  # not the same form sent again
        _tell_of_role(made.user, "", by)
    return made


@transaction.atomic
def edit(*, user: User, by: User, **given: Any) -> User:
    """Change as `users.edit` does, and tell who may approve a role that waits from now on."""
    before = User.objects.values_list("pending_role", flat=True).get(pk=user.pk)
    made = users.edit(user=user, by=by, **given)
    _tell_of_role(made, before, by)
    return made


def second_persons() -> list[User]:
    """Return who may approve roles and resets."""
    roles = [role for role in Role if User(role=role).can(Permission.USER_APPROVE)]
    return list(User.objects.filter(role__in=roles, is_active=True))


def _tell_of_role(user: User, before: str, by: User) -> None:
    if user.pending_role and user.pending_role != before:
        others = [person for person in second_persons() if person.pk not in (user.pk, by.pk)]
        page = reverse("administration:approval_decide", args=[user.pk])
        tell(to=others, kind=NoticeKind.ROLE_WAITS, target=user, by=by, link=page)
