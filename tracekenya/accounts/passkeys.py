"""Passkeys: the ceremony through allauth and fido2, with the checks that they leave to us."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from tracekenya.accounts import proofs
from tracekenya.accounts.models import User

MOST_BYTES = 20_000  # of one answer of a device


def options(request: HttpRequest, user: User) -> dict[str, Any]:
    """Return what the browser needs to let `user` sign a challenge; the challenge stays in the session."""
    return auth.begin_authentication(user)


def used(request: HttpRequest, user: User, answer: Any) -> Authenticator | None:
    """Return the passkey of `user` that signed the session's challenge, None for a bad answer.

    The challenge serves once, right or wrong. The device must have checked the person (PIN, finger or
    face), and its signature count must have gone up.
    """
    if not isinstance(answer, dict) or len(json.dumps(answer)) > MOST_BYTES:
        return None
    try:
        parsed = auth.parse_authentication_response(answer)
        row = auth.complete_authentication(user, answer)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    finally:
        auth.clear_state()
    seen = parsed.response.authenticator_data
    if not seen.is_user_verified() or not proofs.count_went_up(row, seen.counter):
        return None
    return row
