"""Who calls: the phone behind a token, how often it may, and how an answer to it looks."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from intercepts.enums import PhoneState
from intercepts.models import FieldPhone
from intercepts.phone import tokens
from intercepts.phone.items import LARGEST_BODY, UnreadableItem, body_of
from tracekenya.gate.rates import Counter
from tracekenya.lib.networks import network_of

SCHEME = "Device"
View = Callable[..., HttpResponse]


class Refusal(Exception):
    """The call is refused: `status` as in HTTP, `code` and `message` for the phone and its reader."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(code)
        self.status, self.more = status, {"error": code, "message": message, **more}


def answered(content: dict[str, Any], status: int = 200) -> JsonResponse:
    """Return JSON with the time of the server, by which the phone knows how far its clock is off."""
    content = {**content, "server_time": timezone.now().isoformat()}
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


def for_phones(view: View) -> View:
    """Take calls of phones: no form token is asked, for no cookie counts; a refusal is JSON.

    A browser never sends `Authorization: Device` by itself, so a page of somebody else cannot use what
    a phone holds.
    """

    @csrf_exempt
    @wraps(view)
    def called(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except Refusal as refusal:
            response = answered(refusal.more, refusal.status)
            if "retry_after" in refusal.more:
                response.headers["Retry-After"] = str(refusal.more["retry_after"])
            return response

    return called


def device(*, late: bool = False) -> Callable[[View], View]:
    """Ask for the token of a phone and put the phone on the request.

    `late`: a revoked phone may still call; the view says what becomes of it.
    """

    def decorate(view: View) -> View:
        @for_phones
        @wraps(view)
        def called(request: HttpRequest) -> HttpResponse:
            phone = phone_of(request)
            limit("phone", str(phone.pk), settings.REQUESTS_OF_PHONE)
            if is_revoked(phone) and not late:
                raise revoked()
            request.phone = phone  # type: ignore[attr-defined]
            return view(request)

        return called

    return decorate


def phone_of(request: HttpRequest) -> FieldPhone:
    """Return the phone whose token the call carries. Raises Refusal."""
    scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != SCHEME or not token or len(token) > tokens.LONGEST_TOKEN:
        raise _unknown(request)
    rows = FieldPhone.objects.select_related("monitor")
    phone = rows.filter(token_hash=tokens.token_hash(token)).first()
    if phone is None or phone.state is PhoneState.ENDED:
        raise _unknown(request)
    return phone


def is_revoked(phone: FieldPhone) -> bool:
    return phone.state is PhoneState.REVOKED


def revoked() -> Refusal:
    return Refusal(
        401, "revoked", _("This phone was revoked. Ask the office."), wipe=True
    )  # fmt: skip


def body_in(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object that the call carries. Raises Refusal."""
    if request.content_type != "application/json":
        raise Refusal(415, "not_json", _("Send JSON."))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        raise Refusal(413, "too_large", _("That is too much at once."))
    try:
        return body_of(request.body)
    except (UnreadableItem, UnreadablePostError):
        raise unreadable() from None


def unreadable(code: str = "unreadable") -> Refusal:
    return Refusal(400, code, _("This cannot be read. Nothing of it was kept."))


def limit(kind: str, who: str, most: int) -> None:
    """Count one call of `who`. Raises Refusal with the seconds to wait when there were too many."""
    wait = _counter(settings.REDIS_URL).seconds_to_wait(f"{kind}:{who}", most) if most else 0
    if wait:
        raise Refusal(
            429, "too_many", _("Too many calls. Wait a moment."), retry_after=wait
        )  # fmt: skip


def limit_strangers(request: HttpRequest) -> None:
    """Count a code or token that is not known, by network. Raises Refusal."""
    limit("strange-phone", network_of(request), settings.STRANGE_PHONES_OF_NETWORK)


def _unknown(request: HttpRequest) -> Refusal:
    limit_strangers(request)
    return Refusal(401, "unknown_token", _("This phone is not enrolled, or no longer."), wipe=False)


@cache
def _counter(url: str) -> Counter:
    return Counter(url)
