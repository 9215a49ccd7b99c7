"""Checking a password: an ended account gets the same answer as a wrong password."""

from allauth.account.auth_backends import AuthenticationBackend

from tracekenya.accounts.loaded import ANNOTATIONS
from tracekenya.accounts.models import User


class StaffBackend(AuthenticationBackend):
    def authenticate(self, request, **credentials) -> User | None:
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.may_sign_in else None

    def user_can_authenticate(self, user: User) -> bool:
        return True  # decided above and in get_user; allauth would tell a stranger of the account

    def get_user(self, user_id) -> User | None:
        """Return the person of a session; an account that ended loses its sessions at once."""
        user = User.objects.annotate(**ANNOTATIONS).filter(pk=user_id, is_active=True).first()
        return user if user is not None and user.may_sign_in else None
