"""Signing in: e-mail and password, the second step, or a passkey alone; wrong tries wait longer."""

from typing import Any

from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from tracekenya.accounts import delays, passkeys, proofs, waiting
from tracekenya.accounts.forms import SignInForm
from tracekenya.roles.access import public


class SignInView(LoginView):
    """E-mail and password. The e-mail that was typed stays on every answer."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        email, password = request.POST.get("login", ""), request.POST.get("password", "")
        self.tried = delays.take(request, email) if email and password else delays.Try(0)
        if self.tried.wait:
            form = SignInForm(request=request, initial={"login": email[:254]})
            context = self.get_context_data(form=form, wait=waiting.words(self.tried.wait))
            return waiting.answer(self.render_to_response(context), self.tried.wait)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        self.tried.was_right()
        return super().form_valid(form)


class SecondStepView(AuthenticateView):
    """The code or the passkey after the right password."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.tried = delays.take(request, self.stage.login.user.email)
        if self.tried.wait:
            context = self.get_context_data(wait=waiting.words(self.tried.wait))
            return waiting.answer(self.render_to_response(context), self.tried.wait)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        self.tried.was_right()
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = proofs.kinds_of(self.stage.login.user)
        context = super().get_context_data(**kwargs)
        return context | kwargs | {
            "has_passkey": proofs.Type.WEBAUTHN in kinds,
            "has_codes": bool(kinds - {proofs.Type.WEBAUTHN}),
        }  # fmt: skip


class PasskeySignInView(LoginWebAuthnView):
    """A passkey alone. GET returns a challenge; nobody learns from it who has an account."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.tried = delays.take_passkey(request)
        if self.tried.wait:
            messages.error(request, waiting.words(self.tried.wait))
            return waiting.answer(redirect("account_login"), self.tried.wait)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        self.tried.was_right()
        row = form.cleaned_data["credential"]
        login = Login(user=row.user, redirect_url=get_next_redirect_url(self.request))
        return flows.perform_passwordless_login(self.request, row, login)


account_login = SignInView.as_view()
mfa_authenticate = SecondStepView.as_view()
mfa_login_webauthn = PasskeySignInView.as_view()


@public("the second step of signing in asks for a challenge; it names nobody")
def mfa_authenticate_options(request: HttpRequest) -> HttpResponse:
    """Return the challenge that a passkey of the person in the middle of signing in signs."""
    stage = get_pending_stage(request)
    if stage is None or stage.login.user is None:
        return JsonResponse({}, status=403)
    return JsonResponse(passkeys.options(stage.login.user))
