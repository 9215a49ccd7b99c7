"""What allauth asks of us: no sign-up by strangers, and accounts that have ended stay out."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False  # accounts are made by the system administrator

    def is_active_user(self, user) -> bool:
        return user.may_sign_in
