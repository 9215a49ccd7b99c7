"""What a phone calls: to enrol, for its definition, to say how much waits, to hand in records."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from intercepts.actions import field_phones, field_taking
from intercepts.phone import devices
from intercepts.phone.definition import definition_for, version_for
from intercepts.phone.items import MOST_ITEMS, Item, UnreadableItem, item_of, moment_of, uuid_of
from tracekenya.roles.access import public

LONGEST_CODE = 40  # characters, strokes and blanks among them
LARGEST_NUMBER = 2**53  # that a browser says exactly
OWN_TOKEN = "the phone's own token says who calls, not a sign-in"  # noqa: S105  words, no secret


@public("tells a phone whether our server is reached, and one that was revoked to empty itself")
@require_safe
@devices.for_phones
def field_ping(request: HttpRequest) -> HttpResponse:
    if "Authorization" in request.headers and devices.is_revoked(devices.phone_of(request)):
        raise devices.revoked()
    return HttpResponse(status=204)


@public("a code that the office made, once and for half an hour, says which phone calls")
@require_POST
@devices.for_phones
def field_enrol(request: HttpRequest) -> HttpResponse:
    code = devices.body_in(request).get("code")
    if not isinstance(code, str) or len(code) > LONGEST_CODE:
        raise devices.unreadable()
    made = field_phones.enrol(code=code)
    if made is None:
        devices.limit_strangers(request)
        return devices.answered({"error": "unknown_code"}, 404)
    phone, token = made
    told = {"token": token, "phone": phone.label, "monitor": phone.monitor.staff_code}
    return devices.answered(told, 201)


@public(OWN_TOKEN)
@require_safe
@devices.device()
def field_definition(request: HttpRequest) -> HttpResponse:
    field_phones.heard(phone=request.phone)
    definition = definition_for(request.phone)
    tag = f'"{definition["version"]}"'
    if request.headers.get("If-None-Match", "").strip('W/"') == definition["version"]:
        return HttpResponse(status=304, headers={"ETag": tag})
    response = devices.answered(definition)
    response.headers["ETag"] = tag
    return response


@public(OWN_TOKEN)
@require_POST
@devices.device()
def field_heartbeat(request: HttpRequest) -> HttpResponse:
    said = devices.body_in(request)
    waiting, free = _number(said.get("waiting", 0)), said.get("free_bytes")
    field_phones.report(
        phone=request.phone, waiting=min(waiting, field_phones.MOST_WAITING),
        oldest=moment_of(said.get("oldest")) if waiting else None,
        free_bytes=None if free is None else _number(free),
        is_persisted=said.get("persisted") if isinstance(said.get("persisted"), bool) else None,
        was_evicted=said.get("evicted") is True,
    )  # fmt: skip
    field_phones.heard(phone=request.phone)
    return devices.answered({"definition": version_for(request.phone), "wipe": False})


@public(OWN_TOKEN)
@require_POST
@devices.device(late=True)
def field_submissions(request: HttpRequest) -> HttpResponse:
    phone = request.phone
    is_revoked = devices.is_revoked(phone)
    if is_revoked and not field_taking.still_takes(phone):
        raise devices.revoked()
    said = devices.body_in(request)
    if "items" in said:
        results = _batch(phone, said["items"])
        return devices.answered({"results": results, "wipe": is_revoked}, 207)
    if not _names_itself(request, said):
        raise devices.unreadable()
    try:
        item = item_of(said)
    except UnreadableItem as refusal:
        raise devices.unreadable(refusal.reason) from None
    [taken] = field_taking.take(phone=phone, items=[item])
    return devices.answered(_told(taken) | {"wipe": is_revoked}, taken.status)


def _batch(phone, said: Any) -> list[dict[str, Any]]:
    """Take what can be read of a batch; an item that cannot hinders no other."""
    if not isinstance(said, list) or not 1 <= len(said) <= MOST_ITEMS:
        raise devices.unreadable()
    read: list[Item | dict[str, Any]] = [_read(one) for one in said]
    items = [one for one in read if isinstance(one, Item)]
    taken = iter(field_taking.take(phone=phone, items=items) if items else ())
    return [_told(next(taken)) if isinstance(one, Item) else one for one in read]


def _read(said: Any) -> Item | dict[str, Any]:
    try:
        return item_of(said)
    except UnreadableItem as refusal:
        named = said.get("id") if isinstance(said, dict) else None
        try:
            key = str(uuid_of(named))
        except UnreadableItem:
            key = None
        status = 413 if refusal.reason == "too_large" else 400
        return {
            "id": key, "status": status, "ref": "", "received_at": None, "reasons": [refusal.reason],
        }  # fmt: skip


def _told(taken: field_taking.Taken) -> dict[str, Any]:
    return {
        "id": str(taken.id), "status": taken.status, "ref": taken.ref,
        "received_at": taken.received_at.isoformat(), "reasons": taken.reasons,
    }  # fmt: skip


def _names_itself(request: HttpRequest, said: dict[str, Any]) -> bool:
    key = request.headers.get("Idempotency-Key")
    return key is None or key == said.get("id")


def _number(said: Any) -> int:
    if type(said) is int and 0 <= said <= LARGEST_NUMBER:
        return said
    raise devices.unreadable()
