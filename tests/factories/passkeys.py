"""A passkey as a device would have made it, which nobody can sign with."""

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

KEY_ID = b"a passkey of the tests"


def credential() -> dict:
    """Return what django-allauth keeps of a passkey, in the shape of a browser's answer."""
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    made = AttestedCredentialData.create(b"\0" * 16, KEY_ID, ES256.from_cryptography_key(public))
    flag = AuthenticatorData.FLAG
    facts = AuthenticatorData.create(b"\0" * 32, flag.UP | flag.UV | flag.AT, 0, made)
    told = CollectedClientData.create("webauthn.create", b"x" * 16, "https://test.example")
    return {
        "id": websafe_encode(KEY_ID),
        "rawId": websafe_encode(KEY_ID),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "attestationObject": websafe_encode(AttestationObject.create("none", facts, {})),
            "clientDataJSON": websafe_encode(told),
        },
    }
