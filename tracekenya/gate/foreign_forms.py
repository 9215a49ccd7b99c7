"""Refuse forms of other sites, while no page of ours tells anybody where the reader was.

With `Referrer-Policy: no-referrer` browsers send `Origin: null` and no `Referer` with our own forms,
which Django takes for foreign. They also send `Sec-Fetch-Site`, which no page can forge: that is
asked then. The token of the form is asked in any case.
"""

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware

NAMELESS = "null"


def is_own(request: HttpRequest) -> bool:
    """Say whether the browser itself states that a page of ours sent the request."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def tells_the_sender(request: HttpRequest) -> bool:
    """Say whether this browser states who sends (all since 2023; before, Safari did not)."""
    return "Sec-Fetch-Site" in request.headers


class ForeignFormsMiddleware(CsrfViewMiddleware):
    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.META["HTTP_ORIGIN"] == NAMELESS:
            return is_own(request)
        return super()._origin_verified(request)

    def _check_referer(self, request: HttpRequest) -> None:
        if "HTTP_REFERER" not in request.META and is_own(request):
            return
        super()._check_referer(request)
