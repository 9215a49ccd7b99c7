"""The answer to somebody who must wait after wrong passwords or codes: 429, in words, nothing lost."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

TOO_MANY = 429


def words(seconds: int) -> str:
    """Say how long to wait: seconds up to a minute and a half, then minutes, rounded up."""
    if seconds <= 90:
        how_long = ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    else:
        minutes = -(-seconds // 60)
        how_long = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    return _("Too many wrong tries. Wait %(how_long)s, then try again.") % {"how_long": how_long}


def answer(response: Any, seconds: int) -> HttpResponse:
    """Turn the response of a view into a refusal for now."""
    response.status_code = TOO_MANY
    response.headers["Retry-After"] = str(seconds)
    return response
