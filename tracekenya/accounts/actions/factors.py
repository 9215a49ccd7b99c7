"""The own second factors: adding, renaming and removing them, each with a row in the trail."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.utils.translation import gettext as _

from tracekenya.accounts import alerts, proofs
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError

Type = Authenticator.Type
MOST_PASSKEYS = 10


@transaction.atomic
def add_app(*, secret: str, code: str, by: User) -> bool:
    """Keep the secret of a new app; the code that proved it serves no more.

    Return whether recovery codes were made with it. Raises DomainError when there is an app already.
    """
    _locked(by)
    if Authenticator.objects.filter(user=by, type=Type.TOTP).exists():
        raise DomainError(_("An app is set up already. Remove it first."))
    row = TOTP.activate(by, secret).instance
    proofs.note_first_step(row, code)
    _changed(by, Type.TOTP)
    return _with_codes(by)


@transaction.atomic
def add_passkey(*, name: str, credential: dict[str, Any], by: User) -> bool:
    """Keep a passkey whose making was checked; return whether recovery codes were made with it."""
    _locked(by)
    if Authenticator.objects.filter(user=by, type=Type.WEBAUTHN).count() >= MOST_PASSKEYS:
        raise DomainError(_("You have many passkeys already. Remove one first."))
    passkey = WebAuthn.add(by, name, credential)
    proofs.count_went_up(passkey.instance, passkey.authenticator_data.counter)
    _changed(by, Type.WEBAUTHN)
    return _with_codes(by)


@transaction.atomic
def rename_passkey(*, row: Authenticator, name: str, by: User) -> None:
    row.data["name"] = name
    row.save(update_fields=["data"])
    _changed(by, Type.WEBAUTHN)


@transaction.atomic
def remove(*, row: Authenticator, by: User) -> None:
    """Remove an app or a passkey. Raises DomainError for the last one: there would be none left."""
    _locked(by)
    factors = Authenticator.objects.filter(user=by).exclude(type=Type.RECOVERY_CODES)
    if not factors.exclude(pk=row.pk).exists():
        raise DomainError(_("This is your only second factor. Add another one first."))
    kind = row.type
    row.delete()
    _changed(by, kind)
    alerts.sign_in_changed(by)


@transaction.atomic
def new_codes(*, by: User) -> None:
    """Make ten fresh recovery codes; the old ones serve no more."""
    _locked(by)
    Authenticator.objects.filter(user=by, type=Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(by)
    _changed(by, Type.RECOVERY_CODES)
    alerts.sign_in_changed(by)


def _with_codes(user: User) -> bool:
    if Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).exists():
        alerts.sign_in_changed(user)
        return False
    RecoveryCodes.activate(user)
    _changed(user, Type.RECOVERY_CODES)
    return True


def _locked(user: User) -> None:
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def _changed(user: User, kind: str) -> None:
    record(AuditKind.SECOND_FACTOR_CHANGED, by=user, target=user, fields={"type": str(kind)})
