"""Who signed in, failed to, or left (the only signals we listen to)."""

from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from tracekenya.accounts import sessions
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record


def connect() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="trail")
    user_logged_out.connect(_signed_out, dispatch_uid="trail")
    user_login_failed.connect(_failed, dispatch_uid="trail")
    authentication_failed.connect(_failed, dispatch_uid="trail")


def _signed_in(sender, user, request=None, **kwargs) -> None:
    if request is not None:
        sessions.begin(request, user)
    record(AuditKind.SIGNED_IN, by=user)


def _signed_out(sender, user, request=None, **kwargs) -> None:
    if request is not None:
        sessions.forget(request)
    if user is not None:
        record(AuditKind.SIGNED_OUT, by=user)


def _failed(sender, **kwargs) -> None:
    record(AuditKind.SIGN_IN_FAILED, by=None)  # never what was typed: it may be a password
