"""Data keys stay opened for the length of one request."""

from django.http import HttpRequest, HttpResponse

from tracekenya.vault.keys import keys_kept


class KeysKeptMiddleware:
    """A page that opens many values of one person asks for the person's key once."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with keys_kept():
            return self.get_response(request)
