"""Deny by default, audit refusals, and ask for the second factor in live mode."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tracekenya.accounts import proofs
from tracekenya.accounts.installation import is_practice
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.roles.access import OutOfScope, is_declared

SETTING_UP = {
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_add_webauthn_options",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "account_confirm",
    "account_confirm_options", "account_logout", "set_language",
}  # fmt: skip


class DenyByDefaultMiddleware:
    """Refuse a view that does not say who may use it, and a person whose account has ended."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        listed = request.resolver_match.view_name in settings.VIEWS_WITHOUT_PERMISSION
        if not listed and not is_declared(view):
            raise PermissionDenied("This view declares no permission")

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Leave a row about a refusal; the act's own transaction has been rolled back by now."""
        if isinstance(exception, (PermissionDenied, OutOfScope)) and request.user.is_authenticated:
            record(
                AuditKind.REFUSED,
                by=request.user,
                fields={"page": request.resolver_match.view_name},
            )


class SecondFactorMiddleware:
    """In live mode nobody goes further than setting up the own second factor without one."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.user.is_authenticated or request.resolver_match.view_name in SETTING_UP:
            return None
        request.practice_mode = is_practice()
        if request.practice_mode or proofs.has_second_factor(request.user):
            return None
        return redirect("mfa_index")
