"""The way through a list that is cut into pages; filters stay in the address."""

from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext as _


def links_of(page: Page, params: QueryDict) -> dict[str, str]:
    """Return words, first_url, previous_url and next_url for `{% pagination %}`; "" where there is none."""
    words = _("%(first)s to %(last)s of %(all)s") % {
        "first": page.start_index(),
        "last": page.end_index(),
        "all": page.paginator.count,
    }
    has_previous, has_next = page.has_previous(), page.has_next()
    return {
        "words": words,
        "first_url": _url(1, params) if has_previous else "",
        "previous_url": _url(page.number - 1, params) if has_previous else "",
        "next_url": _url(page.number + 1, params) if has_next else "",
    }


def _url(number: int, params: QueryDict) -> str:
    kept = [(name, value) for name, value in params.items() if name != "page" and value]
    return f"?{urlencode([*kept, ('page', number)])}"
