"""A phone of a monitor that seals and sends as the scripts of the shell do."""

import base64
import hashlib
import json
import os
import uuid
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

from intercepts.actions import field_keys, field_phones
from intercepts.actions.photos import FOLDER, LABEL
from intercepts.models import FieldPhone, FieldSubmission, Intercept, InterceptPhoto, Station
from tracekenya.accounts.models import User
from tracekenya.vault.files import keep_sealed

CURVE = ec.SECP256R1()


def seal(
    content: bytes, *, key: uuid.UUID, kind: str, version: int, kid: str, point: bytes,
    secret: ec.EllipticCurvePrivateKey | None = None, nonce: bytes | None = None,
) -> bytes:  # fmt: skip
    """Seal as WebCrypto does: written apart from the code that opens it."""
    secret = secret or ec.generate_private_key(CURVE)
    shared = secret.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point))
    derived = HKDF(hashes.SHA256(), 32, salt=key.bytes, info=b"tracekenya field record 1")
    nonce = nonce or os.urandom(12)
    bound = f"{key}|{kind}|{version}|{kid}".encode()
    own = secret.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return b"\x01" + own + nonce + AESGCM(derived.derive(shared)).encrypt(nonce, content, bound)


@dataclass
class PhoneInHand:
    """An enrolled phone: its row, its token and the definition that it was given."""

    row: FieldPhone
    token: str
    definition: dict[str, Any]
    client: Client = field(default_factory=lambda: Client(SERVER_NAME="localhost"))

    @property
    def header(self) -> dict[str, str]:
        return {"HTTP_AUTHORIZATION": f"Device {self.token}"}

    def item(self, kind: str, payload: Any, **other: Any) -> dict[str, Any]:
        """Return one sealed record; `other` replaces keys of the item, `raw` the sealed text."""
        key = other.pop("key", None) or uuid.uuid4()
        version = other.pop("version", 1)
        raw = other.pop("raw", None)
        kid, point = self.definition["key"]["kid"], self.definition["key"]["public"]
        sealed = seal(
            raw if raw is not None else json.dumps(payload).encode(), key=key, kind=kind,
            version=version, kid=kid, point=base64.b64decode(point),
        )  # fmt: skip
        item = {
            "id": str(key), "kind": kind, "version": version, "kid": kid, "tz": "Africa/Nairobi",
            "device_time": "2026-01-05T09:00:00Z", "sealed": base64.b64encode(sealed).decode(),
            "sha256": hashlib.sha256(sealed).hexdigest(),
        }  # fmt: skip
        return item | other

    def sealed_photo(self, jpeg: bytes, of: str, **other: Any) -> tuple[dict[str, Any], bytes]:
        """Return what each part says of a photograph of the record `of`, and its sealed bytes.

        `other` replaces what is said; `inside` the record that the seal names.
        """
        key, inside = uuid.uuid4(), other.pop("inside", of)
        kid, point = self.definition["key"]["kid"], self.definition["key"]["public"]
        sealed = seal(
            uuid.UUID(inside).bytes + jpeg, key=key, kind="photo", version=1, kid=kid,
            point=base64.b64decode(point),
        )  # fmt: skip
        said = {
            "id": str(key), "of": of, "kid": kid, "version": 1, "size": len(sealed),
            "sha256": hashlib.sha256(sealed).hexdigest(),
        }  # fmt: skip
        return said | other, sealed

    def send_part(self, said: dict[str, Any], part: bytes, start: int, **headers: Any):
        """Send some bytes of a photograph; none asks how much the office has."""
        head = {"HTTP_FIELD_PHOTO": json.dumps(said | {"from": start})}
        sent = {"content_type": "application/octet-stream", **self.header, **head, **headers}
        return self.client.post("/field/v1/photos", part, **sent)

    def post(self, name: str, content: Any, **headers: Any):
        body = content if isinstance(content, (str, bytes)) else json.dumps(content)
        return self.client.post(
            f"/field/v1/{name}", body, content_type="application/json", **self.header | headers
        )

    def send(self, *items: dict[str, Any], **headers: Any):
        """Send one item alone, several as a batch."""
        content = items[0] if len(items) == 1 else {"items": list(items)}
        return self.post("submissions", content, **headers)


def phone_of(monitor: User, by: User | None = None, label: str = "Phone 1") -> PhoneInHand:
    """Return an enrolled phone of `monitor`, added by somebody of the office."""
    row = field_phones.add(by=by or monitor, label=label, monitor=monitor)
    code = field_phones.make_code(phone=row, by=by or monitor)
    row, token = field_phones.enrol(code=code)
    phone = PhoneInHand(row, token, {})
    phone.definition = phone.client.get("/field/v1/definition", **phone.header).json()
    return phone


def made_phone(monitor: User, label: str = "", **facts: Any) -> FieldPhone:
    """Return a phone as somebody of the office entered it, with what it said last."""
    label = label or f"Phone {FieldPhone.objects.count()}"
    return FieldPhone.objects.create(label=label, monitor=monitor, **facts)


def waiting_record(phone: FieldPhone, payload: Any, kind: str = "tally") -> FieldSubmission:
    """Return a record in quarantine that opens with the present key."""
    key, row = field_keys.present_key(), uuid.uuid4()
    sealed = seal(
        json.dumps(payload).encode(), key=row, kind=kind, version=1, kid=key.kid,
        point=bytes(key.point),
    )  # fmt: skip
    return FieldSubmission.objects.create(
        client_uuid=row, phone=phone, kind=kind, layout=1, kid=key.kid, sealed=sealed,
        sha256=hashlib.sha256(sealed).hexdigest(), state="quarantined", reasons=["refused_by_form"],
        faults=["event.women"], recorded_by=phone.monitor,
    )  # fmt: skip


def kept_photo(intercept: Intercept, phone: FieldPhone, **facts: Any) -> InterceptPhoto:
    """Return the next photograph of an intercept with its sealed file."""
    content = b"\xff\xd8\xff a picture"
    photo = InterceptPhoto.objects.create(
        intercept=intercept, number=intercept.photos.count() + 1, size=len(content), phone=phone,
        sha256=hashlib.sha256(content).hexdigest(), **facts,
    )  # fmt: skip
    keep_sealed(content, folder=FOLDER, label=LABEL, row=photo.pk)
    return photo


def tally(station: Station, **facts: Any) -> dict[str, Any]:
    return {
        "station": str(station.pk), "happened_on": "2026-01-05", "transport_mode": "bus", "women": 2,
        "men": 1, "girls": 0, "boys": 0, "not_known": 0, "gave_card": True,
    } | facts  # fmt: skip


def person(**facts: Any) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()), "sex": "female", "age_band": "18_24", "outcome": "refused_help",
        "signs": ["c_debt"], "names": "Mfano wa Jina", "phone": "0700 000 000", "safe_to_call": "yes",
        "language": "Kiswahili", "band": "evidence_of_trafficking",
    } | facts  # fmt: skip


def intercept(station: Station, *persons: dict[str, Any], **facts: Any) -> dict[str, Any]:
    return {
        "station": str(station.pk), "happened_on": "2026-01-05", "happened_at": "14:05",
        "transport_mode": "matatu", "destination": "country:SA", "police_called": False,
        "narrative": "Maneno ya mfano.", "apart": "yes", "form": 1,
        "consent": {"answer": "yes", "language": "sw", "interpreter": False},
        "signs": ["v_doesnt_know_dest"], "looked_for": ["control"],
        "persons": list(persons) or [person()],
    } | facts  # fmt: skip
