"""What a person reads about the own second factors."""

from typing import Any

from allauth.mfa.models import Authenticator

from tracekenya.accounts.models import User
from tracekenya.roles.access import OutOfScope

Type = Authenticator.Type


def factors_of(user: User) -> dict[str, Any]:
    """Return passkeys (rows of key, name, added, used), the app if any, and how many codes are left."""
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    codes = next((row for row in rows if row.type == Type.RECOVERY_CODES), None)
    return {
        "passkeys": [
            {"key": r.pk, "name": r.wrap().name, "added": r.created_at, "used": r.last_used_at}
            for r in rows
            if r.type == Type.WEBAUTHN
        ],
        "app": next((row for row in rows if row.type == Type.TOTP), None),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "has_any": any(row.type != Type.RECOVERY_CODES for row in rows),
    }


def own_passkey(user: User, key: str) -> Authenticator:
    """Return the person's passkey. Raises OutOfScope for another's or none."""
    found = Authenticator.objects.filter(user=user, type=Type.WEBAUTHN)
    row = found.filter(pk=key).first() if key.isdecimal() and len(key) < 12 else None
    if row is None:
        raise OutOfScope(key)
    return row


def own_app(user: User) -> Authenticator:
    """Return the person's app. Raises OutOfScope when there is none."""
    if (row := Authenticator.objects.filter(user=user, type=Type.TOTP).first()) is None:
        raise OutOfScope("app")
    return row


def codes_to_show(user: User) -> list[str] | None:
    """Return the recovery codes when they were never shown before, and mark them as shown."""
    row = Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).first()
    if row is None or row.wrap().did_view:
        return None
    wrapped = row.wrap()
    wrapped.mark_as_viewed()
    return wrapped.get_unused_codes()
