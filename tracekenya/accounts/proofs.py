"""Checking that it is this person: password, code or passkey; every code and count serves once."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.db import transaction

from tracekenya.accounts.models import User

Type = Authenticator.Type
MOST_CODE_LENGTH = 40  # characters; whatever is longer is not a code


def has_second_factor(user: User) -> bool:
    """Return whether `user` has a passkey or an app that makes codes; recovery codes alone are none."""
    return Authenticator.objects.filter(user=user, type__in=[Type.TOTP, Type.WEBAUTHN]).exists()


def kinds_of(user: User) -> set[str]:
    """Return the kinds of proof that `user` has set up, as allauth names them."""
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


@transaction.atomic
def use_code(user: User, code: str) -> Authenticator | None:
    """Use up a code of the app or a recovery code; return what it belongs to, None for a wrong one.

    The row is locked, so that of many who send the same code at once exactly one is let in.
    """
    if not 0 < len(code) <= MOST_CODE_LENGTH or not code.isascii():
        return None
    rows = Authenticator.objects.select_for_update().filter(user=user).exclude(type=Type.WEBAUTHN)
    for row in rows.order_by("-type"):
        if _use_totp(row, code) if row.type == Type.TOTP else row.wrap().validate_code(code):
            return row
    return None


def _use_totp(row: Authenticator, code: str) -> bool:
    """Accept a code of a step later than the last one used, within the allowed skew."""
    secret, typed = decrypt(row.data["secret"]), code.replace(" ", "")
    for step in totp.yield_hotp_counters_from_time():
        if step > row.data.get("last_step", 0) and totp.compare_user_code(
            actual=typed, expected=totp.format_hotp_value(totp.hotp_value(secret, step))
        ):
            row.data["last_step"] = step
            row.save(update_fields=["data"])
            return True
    return False


def note_first_step(row: Authenticator, code: str) -> None:
    """Let the code with which an app was set up not serve again."""
    _use_totp(row, code)


def count_went_up(row: Authenticator, count: int) -> bool:
    """Keep the signature count of a passkey; False when it did not go up: somebody has a copy.

    Passkeys that are shared between devices always say 0, which is allowed as long as it stays so.
    """
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=row.pk)
        kept = row.data.get("sign_count", 0)
        if (count or kept) and count <= kept:
            return False
        data: dict[str, Any] = row.data
        data["sign_count"] = count
        row.save(update_fields=["data"])
    return True
