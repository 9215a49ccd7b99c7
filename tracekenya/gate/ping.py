"""Whether our server is reached, in as few bytes as can be: phones at a stage ask once a minute."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PING = "/field/ping"
NOTHING = 204


class PingMiddleware:
    """Outermost of all: an answer without content needs none of the headers that protect content."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info != PING or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        answer = HttpResponse(status=NOTHING, headers={"Cache-Control": "no-store"})
        del answer.headers["Content-Type"]
        return answer
