"""Deny by default, audit refusals, and ask for the second factor in live mode."""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tracekenya.accounts import proofs, sessions
from tracekenya.accounts.installation import is_practice
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.roles.access import OutOfScope, is_declared

# Asks how long is left, or what changed on an open board: a page does it by itself, that is no work.
UNNOTED = {"session_left", "shelter:board_live"}
SETTING_UP = {
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_add_webauthn_options",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "account_confirm",
    "account_confirm_options", "account_logout", "set_language", "session_left",
    "session_stay",
}  # fmt: skip


METHOD_LETTERS = 10  # of a word that a browser may make up


class DenyByDefaultMiddleware:
    """Refuse a view that does not say who may use it, and a person whose account has ended."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HttpResponseNotAllowed.status_code:
            record_refusal(request)
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        listed = request.resolver_match.view_name in settings.VIEWS_WITHOUT_PERMISSION
        if not listed and not is_declared(view):
            raise PermissionDenied("This view declares no permission")

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Leave a row about a refusal; the act's own transaction has been rolled back by now."""
        if isinstance(exception, (PermissionDenied, OutOfScope)):
            record_refusal(request)


def record_refusal(request: HttpRequest) -> None:
    """Leave a row of the page, the way of asking and the record's key; nothing of who is not known."""
    match = request.resolver_match
    if match is None or not request.user.is_authenticated:
        return
    fields = {"page": match.view_name, "method": str(request.method)[:METHOD_LETTERS]}
    if "pk" in match.kwargs:
        fields["key"] = str(match.kwargs["pk"])
    record(AuditKind.REFUSED, by=request.user, fields=fields)


class SessionLimitsMiddleware:
    """End a session that rested too long or lasted a whole shift, to the second; note that it is used."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        if sessions.OPEN not in request.session:
            sessions.begin(request, request.user)
        if timezone.now() >= sessions.end_of(request)[0]:
            return _ended(request)
        if request.resolver_match.view_name not in UNNOTED:
            sessions.touch(request)
        return None


def _ended(request: HttpRequest) -> HttpResponse:
    """Sign the person out and lead to the sign-in page, which leads back here afterwards."""
    logout(request)
    messages.info(
        request,
        _(
            "You were signed out because nothing was done for a while, or your shift is over. Sign in to go on."
        ),
    )
    is_fragment = "HX-Request" in request.headers
    back = request.headers.get("HX-Current-URL", "/") if is_fragment else request.get_full_path()
    if request.method not in ("GET", "HEAD") and not is_fragment:
        back = _page_of(request)
    response = redirect_to_login(urlunsplit(urlsplit(back)._replace(scheme="", netloc="")))
    if is_fragment:  # the whole page goes there, not the part that was asked for
        return HttpResponse(headers={"HX-Redirect": response.url})
    return response


def _page_of(request: HttpRequest) -> str:
    """Return the page from which a form was sent, if it is one of ours."""
    sent_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(sent_from, {request.get_host()})
    return sent_from if sent_from and is_ours else "/"


class SecondFactorMiddleware:
    """In live mode nobody goes further than setting up the own second factor without one."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        request.practice_mode = is_practice()
        if request.practice_mode or proofs.has_second_factor(request.user):
            return None
        request.sets_up_factor = True  # the menu would lead nowhere
        is_open = request.resolver_match.view_name in SETTING_UP
        return None if is_open else redirect("mfa_index")
