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
BAD_ANSWERS = (ValidationError, ValueError, TypeError, KeyError, AttributeError, IndexError)


def options(user: User) -> dict[str, Any]:
    """Return what the browser needs to let `user` sign a challenge; the challenge stays in the session."""
    return auth.begin_authentication(user)


def options_for_new(user: User) -> dict[str, Any]:
    """Return what the browser needs to make a passkey for `user` that can sign in by itself."""
    return auth.begin_registration(user, True)


def made(request: HttpRequest, answer: Any) -> bool:
    """Return whether the device made a passkey for the session's challenge and checked the person."""
    if not _is_answer(answer):
        return False
    try:
        auth.parse_registration_response(answer)
        return auth.complete_registration(answer).is_user_verified()
    except BAD_ANSWERS:
        return False
    finally:
        auth.clear_state()


def person_of(answer: Any) -> User | None:
    """Return whom a passkey says it belongs to, if they may sign in; nothing is proved yet."""
    if not _is_answer(answer):
        return None
    try:
        user = auth.extract_user_from_response(answer)
    except BAD_ANSWERS:
        return None
    return user if user.may_sign_in else None


def used(request: HttpRequest, user: User, answer: Any) -> Authenticator | None:
    """Return the passkey of `user` that signed the session's challenge, None for a bad answer.

    The challenge serves once, right or wrong. The device must have checked the person (PIN, finger or
    face), and its signature count must have gone up.
    """
    if not _is_answer(answer):
        return None
    try:
        parsed = auth.parse_authentication_response(answer)
        row = auth.complete_authentication(user, answer)
    except BAD_ANSWERS:
        return None
    finally:
        auth.clear_state()
    seen = parsed.response.authenticator_data
    if not seen.is_user_verified() or not proofs.count_went_up(row, seen.counter):
        return None
    return row


def _is_answer(answer: Any) -> bool:
    return isinstance(answer, dict) and len(json.dumps(answer)) <= MOST_BYTES
