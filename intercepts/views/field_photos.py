"""Where a phone hands in photographs, part by part."""

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from intercepts.actions import field_photos as taking
from intercepts.actions import field_taking
from intercepts.phone import devices
from intercepts.phone.items import UnreadableItem
from intercepts.phone.parts import LARGEST_PART, Part, part_of
from intercepts.views.field_wire import OWN_TOKEN
from tracekenya.roles.access import public

HEAD = "Field-Photo"  # JSON on the whole photograph; the body is the bytes of the part
BYTES = "application/octet-stream"


@public(OWN_TOKEN)
@require_POST
@devices.device(late=True)
def field_photos(request: HttpRequest) -> HttpResponse:
    phone = request.phone
    if not field_taking.still_takes(phone):
        raise devices.revoked()
    try:
        told = taking.take(phone=phone, part=_part_in(request))
    except taking.UnknownRecord:
        raise devices.Refusal(
            404, "unknown_record", _("Its record has not come yet. Keep the photograph.")
        ) from None
    content = {
        "have": told.have, "reasons": told.reasons, "wipe": phone.revoked_at is not None,
    }  # fmt: skip
    if told.row is not None:
        content |= {"ref": told.row.ref, "received_at": told.row.received_at.isoformat()}
    return devices.answered(content, told.status)


def _part_in(request: HttpRequest) -> Part:
    """Return the part that the call carries. Raises Refusal."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST_PART:
        raise _too_large()
    if int(length) and request.content_type != BYTES:  # a question has no body
        raise devices.Refusal(415, "not_bytes", _("Send the bytes of a part."))
    try:
        return part_of(request.headers.get(HEAD, ""), request.body)
    except UnreadablePostError:
        raise devices.unreadable() from None
    except UnreadableItem as refusal:
        raise (_too_large() if refusal.reason == "too_large" else devices.unreadable()) from None


def _too_large() -> devices.Refusal:
    return devices.Refusal(413, "too_large", _("That is too much at once."))
