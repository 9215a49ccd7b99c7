"""Whether our server is reached, in as few bytes as can be: phones at a stage ask once a minute."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PING = "/field/ping"
NOTHING = 204


class PingMiddleware:
    """Outermost of all: an answer without content needs none of the headers that protect content.

    A phone that names itself is answered by the view, which may have to tell it that it was revoked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info != PING or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if "Authorization" in request.headers:
            told = self.get_response(request)
            if told.status_code != NOTHING:
                return told
        answer = HttpResponse(status=NOTHING, headers={"Cache-Control": "no-store"})
        del answer.headers["Content-Type"]
        return answer
