"""What allauth asks of us: no sign-up by strangers, who may be signed in, what follows a sign-in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tracekenya.accounts import delays, fresh, proofs
from tracekenya.accounts.installation import is_practice
from tracekenya.accounts.models import User
from tracekenya.lib.networks import address_of

SECOND_STEP = "allauth.mfa.stages.AuthenticateStage"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # accounts are made by the system administrator

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return False  # our own pages ask, for each kind of act (`fresh`)

    def is_safe_url(self, url: str | None) -> bool:
        try:
            return super().is_safe_url(url)
        except ValueError:  # "http://[" is no address at all
            return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def get_login_stages(self) -> list[str]:
        stages = super().get_login_stages()
        return [each for each in stages if each != SECOND_STEP or not is_practice()]

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign `user` in, whatever way it was proved; never one whose account has ended meanwhile."""
        if not User.objects.get(pk=user.pk).may_sign_in:
            raise ImmediateHttpResponse(redirect("account_login"))
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        if not proofs.has_second_factor(user):
            fresh.mark(request, fresh.Act.OWN_FACTORS)  # the password was typed just now
        delays.forget(request, user.email)
        delays.remember(request, response, user.email)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response
