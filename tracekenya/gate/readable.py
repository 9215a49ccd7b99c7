"""Refuse what cannot be read or stored before any view meets it: politely, never with an error."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string

UNREADABLE, TOO_MUCH = 400, 413
WHOLE_REQUESTS = (
    3  # so many of the largest allowed file; forms refuse one that is too large by name
)


class ReadableInputMiddleware:
    """PostgreSQL stores no NUL and no half of a surrogate pair; no form of ours has thousands of fields.

    Such characters in fields of a form are left to the form, which names the field.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: v for name, v in request.COOKIES.items() if is_storable(v)}
        if not _is_utf8(request):
            return HttpResponse(render_to_string("400.html"), status=UNREADABLE)
        if _is_too_much(request):
            return HttpResponse(render_to_string("413.html"), status=TOO_MUCH)
        if not _is_readable(request):
            return HttpResponse(render_to_string("400.html"), status=UNREADABLE)
        return self.get_response(request)


def is_storable(text: str) -> bool:
    if "\0" in text:
        return False
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)


def _is_utf8(request: HttpRequest) -> bool:
    """Tell whether the body claims to be what every page of ours asks for.

    Some other encodings that Python knows cannot decode a form at all.
    """
    return request.content_params.get("charset", "utf-8").lower() in ("utf-8", "utf8")


def _is_readable(request: HttpRequest) -> bool:
    """Look at the address, the query, the headers and the names of fields."""
    headers = (value for name, value in request.META.items() if name.startswith("HTTP_"))
    query = (text for name, values in request.GET.lists() for text in (name, *values))
    return all(map(is_storable, (request.path_info, *query, *headers)))


def _is_too_much(request: HttpRequest) -> bool:
    """Read the form now: what it costs to refuse it later is the same, and the page is kinder."""
    if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE + (
        WHOLE_REQUESTS * settings.EVIDENCE_MAX_BYTES
    ):
        request._mark_post_parse_error()
        return True
    try:
        request.GET, request.POST  # noqa: B018  reading them is the point
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        request._mark_post_parse_error()
        return True
    except UnreadablePostError:  # the line broke; nobody reads the answer
        request._mark_post_parse_error()
    return False


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0
