"""The office's answers to a phone, from memory: for tests of the phone alone, in any state of the network.

It keeps the contract of docs/field-protocol.md and really opens what was sealed; the real endpoint is
tested with the same phone in `test_field_office_real.py`.
"""

import base64
import datetime as dt
import hashlib
import json
import uuid

import yaml
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import translation

from intercepts.actions.screening import FORM_FILE
from intercepts.explanation import ADULT_EVIDENCE, CHILD, DUTIES
from intercepts.scoring import CHILD_ALONE
from tracekenya.lib.vocabularies import from_file

INFO = b"tracekenya field record 1"
POINT, NONCE = 65, 12
CODE = "ABCD2345"
HOTLINES = [
    {"number": number, "text": {"en": english, "sw": swahili}, "checked": checked}
    for number, english, swahili, checked in (
        ("116", "Child helpline", "Simu ya watoto", str(dt.date.today())),  # noqa: DTZ011  to the day
        ("999", "Police emergency", "Dharura ya polisi", "2025-01-01"),
    )
]
FILE = yaml.safe_load(FORM_FILE.read_text())
RULES = {
    "sections": [
        {"code": code, "counts_as": said["counts_as"], "cap": said.get("cap")}
        for code, said in FILE["sections"].items()
    ],
    **FILE["numbers"], "child_alone": CHILD_ALONE, "vulnerability_cap": 12, "evasion_cap": 10,
}  # fmt: skip


def both(text) -> dict[str, str]:
    words = {}
    for language in ("en", "sw"):
        with translation.override(language):
            words[language] = str(text)
    return words


def terms(vocabulary: str, **fit: str) -> list[dict]:
    return [
        {
            "code": term.code,
            "text": {"en": term.english, "sw": term.swahili},
            "for": fit.get(term.code, "all"),
        }
        for term in from_file()[vocabulary].values()
    ]


def whole_form(only_phone: bool = True) -> dict:
    """Return the screening form of the file as the definition has it."""
    sections = []
    for code, said in FILE["sections"].items():
        questions = [
            {
                "code": row[0], "weight": row[1], "child_only": "child" in row[2],
                "trigger": "trigger" in row[2], "text": {"en": row[3], "sw": row[4]},
            }
            for row in said["signs"]
            if "phone" in row[2] or not only_phone
        ]  # fmt: skip
        sections.append(
            {
                "code": code,
                "text": {"en": said["text_en"], "sw": said["text_sw"]},
                "questions": questions,
            }
        )
    return {"number": FILE["number"], "sections": sections}


class Office:
    """Answers `/field/v1/` and `/field/ping` of one browser context; `taken` is what it could open."""

    def __init__(self, context) -> None:
        self.context = context
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.taken: dict[str, dict] = {}
        self.order: list[str] = []
        self.posts: list[list[str]] = []
        self.hashes: dict[str, str] = {}
        self.heartbeats: list[dict] = []
        self.is_dead = self.is_revoked = self.is_unknown = False
        self.refuses: dict[str, tuple[int, str]] = {}  # kind -> status and reason
        self.busy = 0  # so many submissions are answered 503
        self.drops = 0  # so many answers get lost after the record was taken
        self.clock = dt.timedelta()
        self.photos: dict[
            str, dict
        ] = {}  # id -> what was said of it, `bytes` so far, `jpeg` once whole
        self.parts: list[tuple[int, int]] = []  # from where, how many bytes
        self.hangs_at = 0  # the line hangs in the part that begins at this byte, until it is cut
        self.hanging = None
        context.route("**/field/v1/**", self._answer)
        context.route("**/field/ping", self._ping)

    def definition(self) -> dict:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        adults = {"travel_stopped_voluntary": "adult", "refused_help": "adult"}
        types = {
            "child_trafficking": "child", "runaway_child": "child", "child_marriage": "child",
            "adult_trafficking": "adult",
        }  # fmt: skip
        return {
            "version": "one", "server_time": self._now(),
            "key": {"kid": "k1", "public": base64.b64encode(point).decode()},
            "monitor": {"code": "FM-1", "name": "Asha"}, "phone": {"label": "Phone 7"},
            "stations": [
                {"id": str(uuid.UUID(int=n)), "name": name}
                for n, name in enumerate(["Mtwapa stage", "Likoni ferry", "Namanga", "Busia"], 1)
            ],
            "vehicles": terms("transport_mode"), "operators": [{"id": "op1", "name": "Pwani Sacco"}],
            "destinations": [
                {"code": "county:047", "text": {"en": "Nairobi", "sw": "Nairobi"}},
                {"code": "county:001", "text": {"en": "Mombasa", "sw": "Mombasa"}},
                {"code": "country:SA", "text": {"en": "Saudi Arabia", "sw": "Saudia"}},
                {"code": "country:QA", "text": {"en": "Qatar", "sw": "Katari"}},
                {"code": "unknown", "text": {"en": "Doesn't know", "sw": "Hajui"}},
            ],
            "nationalities": [
                {"code": "KE", "text": {"en": "Kenya", "sw": "Kenya"}},
                {"code": "TZ", "text": {"en": "Tanzania", "sw": "Tanzania"}},
                {"code": "UG", "text": {"en": "Uganda", "sw": "Uganda"}},
                {"code": "", "text": {"en": "Not known", "sw": "Haijulikani"}},
            ],
            "sexes": terms("sex"), "types": terms("intercept_type", **types),
            "outcomes": terms("intercept_outcome", **adults), "noticed": terms("notified_by"),
            "visits": terms("followup_outcome"),
            "form": whole_form(), "rules": RULES,
            "duties": {band: [both(text) for text in rows] for band, rows in DUTIES.items()}
            | {"child": both(CHILD), "adult_evidence": both(ADULT_EVIDENCE)},
            "consent": [
                {"language": "en", "name": "English", "number": 1, "text": "We would like to write down your name."},
                {"language": "sw", "name": "Kiswahili", "number": 2, "text": "Tungependa kuandika jina lako."},
            ],
            "hotlines": HOTLINES,
            "limits": {"people": 10, "at_once": 200, "items": 10, "sealed_bytes": 65536},
        }  # fmt: skip

    def open(self, item: dict) -> dict:
        """Return the payload. Raises InvalidTag when anything of it or of its head was altered."""
        return json.loads(self.opened(item, base64.b64decode(item["sealed"])))

    def opened(self, item: dict, sealed: bytes) -> bytes:
        assert sealed[0] == 1
        assert hashlib.sha256(sealed).hexdigest() == item["sha256"]
        point, rest = sealed[1 : 1 + POINT], sealed[1 + POINT :]
        ephemeral = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        secret = self.key.exchange(ec.ECDH(), ephemeral)
        key = HKDF(SHA256(), 32, uuid.UUID(item["id"]).bytes, INFO).derive(secret)
        head = "|".join(str(item[name]) for name in ("id", "kind", "version", "kid")).encode()
        return AESGCM(key).decrypt(rest[:NONCE], rest[NONCE:], head)

    def cut(self, is_cut: bool) -> None:
        """Cut the phone from the network, or give it back; answers from memory are cut with it."""
        self.is_dead = is_cut
        if is_cut and self.hanging is not None:
            self.hanging.abort("connectionreset")
            self.hanging = None
        self.context.set_offline(is_cut)

    def _now(self) -> str:
        return (dt.datetime.now(dt.UTC) + self.clock).isoformat()

    def _ping(self, route) -> None:
        if self.is_dead:
            route.abort("connectionrefused")
        elif self.is_revoked or self.is_unknown:
            route.fulfill(status=401, json={"error": "no", "wipe": self.is_revoked})
        else:
            route.fulfill(status=204)

    def _answer(self, route) -> None:
        if self.is_dead:
            route.abort("connectionrefused")
            return
        if (
            self.hangs_at
            and json.loads(route.request.headers.get("field-photo", "{}")).get("from")
            == self.hangs_at
        ):
            self.hangs_at, self.hanging = 0, route
            return
        call = route.request.url.rpartition("/")[2]
        status, body = getattr(self, f"_{call}")(route.request)
        if status is None:
            route.abort("connectionreset")
            return
        body = {"server_time": self._now()} | body
        route.fulfill(status=status, body=json.dumps(body), content_type="application/json")

    def _photos(self, request) -> tuple[int | None, dict]:
        said = json.loads(request.headers["field-photo"])
        part = request.post_data_buffer or b""
        self.parts.append((said["from"], len(part)))
        if self.is_unknown:
            return self._unauthorised()
        if said["of"] not in self.taken:
            return 404, {"error": "unknown_record"}
        photo = self.photos.setdefault(said["id"], said | {"bytes": b""})
        if said["from"] == len(photo["bytes"]):
            photo["bytes"] += part
        have = len(photo["bytes"])
        if have < said["size"]:
            return 200, {"have": have}
        photo["jpeg"] = self.open_photo(photo)
        return 201, {
            "have": have,
            "ref": "INT-MTW-2026-0001",
            "received_at": self._now(),
            "reasons": [],
        }

    def open_photo(self, photo: dict) -> bytes:
        """Return the JPEG. Raises InvalidTag when anything of it or of its head was altered."""
        plain = self.opened({**photo, "kind": "photo"}, photo["bytes"])
        assert plain[:16] == uuid.UUID(photo["of"]).bytes
        return plain[16:]

    def _enrol(self, request) -> tuple[int, dict]:
        if request.post_data_json["code"].replace("-", "").upper() != CODE:
            return 404, {"error": "unknown_code"}
        return 201, {"token": "a" * 43, "phone": "Phone 7", "monitor": "FM-1"}

    def _definition(self, request) -> tuple[int, dict]:
        return 200, self.definition()

    def _heartbeat(self, request) -> tuple[int, dict]:
        self.heartbeats.append(request.post_data_json)
        if self.is_revoked or self.is_unknown:
            return self._unauthorised()
        return 200, {"definition": "one", "wipe": False}

    def _unauthorised(self) -> tuple[int, dict]:
        if self.is_revoked:
            return 401, {"error": "revoked", "wipe": True}
        return 401, {"error": "unknown_token"}

    def _submissions(self, request) -> tuple[int | None, dict]:
        items = request.post_data_json["items"]
        self.posts.append([item["id"] for item in items])
        if self.is_unknown:
            return self._unauthorised()
        if self.busy:
            self.busy -= 1
            return 503, {"error": "busy"}
        results = [self._take(item) for item in items]
        if self.drops:
            self.drops -= 1
            return None, {}
        return 207, {"results": results} | ({"wipe": True} if self.is_revoked else {})

    def _take(self, item: dict) -> dict:
        answer = {"id": item["id"], "ref": "", "received_at": self._now(), "reasons": []}
        if self.is_revoked:
            return answer | {"status": 422, "reasons": ["revoked_phone"]}
        if item["kind"] in self.refuses:
            status, reason = self.refuses[item["kind"]]
            return answer | {"status": status, "reasons": [reason]}
        known = self.hashes.get(item["id"])
        if known is not None:
            return answer | {"status": 200 if known == item["sha256"] else 409}
        self.hashes[item["id"]] = item["sha256"]
        self.taken[item["id"]] = self.open(item)
        self.order.append(item["id"])
        ref = f"INT-MTW-2026-{len(self.order):04}" if item["kind"] == "intercept" else ""
        return answer | {"status": 201, "ref": ref}
