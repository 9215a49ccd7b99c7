"""A limit on how many requests one person, or one network of strangers, sends in a minute.

Far above what a person does by hand. Counted in Redis; without Redis nothing is limited here, for
work goes on (the delays of the sign-in page are kept elsewhere, and hold).
"""

import time
from collections.abc import Callable

import redis
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from tracekenya.lib.networks import network_of

TOO_MANY = 429
WINDOW = 60  # seconds
WAIT_SECONDS = 0.3  # for Redis: a page must not hang on it
REST_SECONDS = 10  # in which a Redis that did not answer is not asked again
PHONES = "/field/v1/"  # phones of monitors: a carrier puts hundreds behind one address
EXEMPT = frozenset({"/livez", "/healthz"})  # asked by machines, all from one address


class RequestRateMiddleware:
    """Stands behind sign-in, for it counts persons."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.counter = Counter(settings.REDIS_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit, who = _limit_of(request)
        if limit and request.path_info not in EXEMPT:
            wait = self.counter.seconds_to_wait(who, limit)
            if wait:
                page = render_to_string("429.html", {"seconds": wait})
                answer = HttpResponse(page, status=TOO_MANY)
                answer.headers["Retry-After"] = str(wait)
                return answer
        return self.get_response(request)


def _limit_of(request: HttpRequest) -> tuple[int, str]:
    """Return how many requests a minute are allowed (0: any number), and to whom."""
    if not (settings.REQUESTS_OF_PERSON or settings.REQUESTS_OF_NETWORK):
        return 0, ""
    if request.path_info.startswith(PHONES):
        return settings.REQUESTS_OF_PHONES, f"phones:{network_of(request)}"
    if request.user.is_authenticated:
        return settings.REQUESTS_OF_PERSON, f"person:{request.user.pk}"
    return settings.REQUESTS_OF_NETWORK, f"network:{network_of(request)}"


class Counter:
    """Counts in windows of a minute; the one before counts as far as it still lies in the last minute."""

    def __init__(self, url: str, now: Callable[[], float] = time.time) -> None:
        self.client = redis.Redis.from_url(
            url, socket_timeout=WAIT_SECONDS, socket_connect_timeout=WAIT_SECONDS
        )
        self.now = now
        self.rests_until = 0.0

    def seconds_to_wait(self, who: str, limit: int) -> int:
        """Count one request of `who`; return 0 when it may pass, else whole seconds to wait."""
        now = self.now()
        if now < self.rests_until:
            return 0
        window, passed = divmod(now, WINDOW)
        try:
            current, before = self._count(who, int(window))
        except redis.RedisError:
            self.rests_until = now + REST_SECONDS
            return 0
        if current + before * (1 - passed / WINDOW) <= limit:
            return 0
        return max(1, round(WINDOW - passed))

    def _count(self, who: str, window: int) -> tuple[int, int]:
        """Return how many came in this window, with this one, and how many in the window before."""
        key = f"rate:{who}"
        with self.client.pipeline(transaction=False) as pipeline:
            pipeline.incr(f"{key}:{window}")
            pipeline.expire(f"{key}:{window}", 2 * WINDOW)
            pipeline.get(f"{key}:{window - 1}")
            current, _expires, before = pipeline.execute()
        return current, int(before or 0)
