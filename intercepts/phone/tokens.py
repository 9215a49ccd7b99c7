"""Tokens of phones and codes to enrol them: made here, kept as hashes."""

import hashlib
import hmac
import secrets

from django.conf import settings

TOKEN_BYTES = 32
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that look alike
CODE_LENGTH = 8
LONGEST_TOKEN = 100  # characters; more is no token of ours


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """Return what the database keeps; a token is long enough that nobody guesses it from that."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """Return a code as it is read aloud, such as "K7QM-2R4X"."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def code_hash(code: str) -> str:
    """Return what the database keeps: keyed, for a code is short. Blanks, strokes, case do not count."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hmac.digest(settings.VAULT_INDEX_KEY, f"enrol:{plain}".encode(), "sha256").hex()
