"""What allauth asks of us about second factors: their secrets are sealed, passkeys belong to our name."""

import base64
import uuid
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from tracekenya.accounts.models import User
from tracekenya.vault import cipher

LABEL = "authenticator.secret"
NO_ROW = uuid.UUID(int=0)  # allauth seals before the row is there


class FactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        """Seal the key of an app or the seed of recovery codes for the database."""
        return base64.b64encode(cipher.seal(text, label=LABEL, row=NO_ROW)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher.open_sealed(base64.b64decode(encrypted_text), label=LABEL, row=NO_ROW)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the host of SITE_URL, never to what a request calls us."""
        return {"id": urlsplit(settings.SITE_URL).hostname or "localhost", "name": "Trace Kenya"}

    def get_public_key_credential_user_entity(self, user: User) -> dict:
        """Name the person by staff code: a key chain shows it to whoever holds the phone."""
        stated = super().get_public_key_credential_user_entity(user)
        return stated | {"display_name": user.staff_code, "name": user.staff_code}

    def get_totp_label(self, user: User) -> str:
        return user.staff_code
