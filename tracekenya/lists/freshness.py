"""Keeping the code lists of this process up to date with what staff saved anywhere.

Every process (web worker, Celery worker) holds the lists in memory. Before a request or a task it
asks the database for one number, at most every `CODE_LISTS_LOOK_SECONDS`; only when the number
grew are the rows read again. So a change shows at once in the process that made it, and in
all others within that many seconds.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse

from tracekenya.lib import vocabularies
from tracekenya.lib.vocabularies import Term
from tracekenya.lists.models import ChangedTerm, ListOrder


@dataclass
class _Memory:
    """What this process knows: the number of the rows it read last, and when it may look again."""

    number: int = 0
    look_at: float = 0.0


_memory = _Memory()


def freshen() -> None:
    """Read the rows again if they changed and the last look is long enough ago."""
    seconds = settings.CODE_LISTS_LOOK_SECONDS
    now = time.monotonic()
    if seconds is None or now < _memory.look_at:
        return
    _memory.look_at = now + seconds
    try:
        number = _number()
        if number != _memory.number:
            _read(number)
    except (
        DatabaseError
    ):  # pages that must answer without the database do so with the lists as known
        return


def freshen_now() -> None:
    """Read the rows again whatever the clock says: for the process that changed them."""
    _read(_number())


def merged(vocabulary: str) -> list[Term]:
    """Return one list as file and rows together say, straight from the database."""
    changed = ChangedTerm.objects.filter(vocabulary=vocabulary)
    order = ListOrder.objects.filter(vocabulary=vocabulary).first()
    return _merge(vocabulary, list(changed), order.codes if order else [])


def _number() -> int:
    """Return a number that every saved change makes larger: versions grow, rows stay."""
    terms = ChangedTerm.objects.aggregate(number=Sum("version", default=0))["number"]
    orders = ListOrder.objects.aggregate(number=Sum("version", default=0))["number"]
    return terms + orders


def _read(number: int) -> None:
    rows: dict[str, list[ChangedTerm]] = {}
    for row in ChangedTerm.objects.order_by("recorded_at", "code"):
        rows.setdefault(row.vocabulary, []).append(row)
    orders = dict(ListOrder.objects.values_list("vocabulary", "codes"))
    known = set(vocabularies.names())
    lists = {
        name: _merge(name, rows.get(name, []), orders.get(name, []))
        for name in (rows.keys() | orders.keys()) & known
    }
    vocabularies.lay_over(lists)
    _memory.number = number


def _merge(vocabulary: str, rows: list[ChangedTerm], order: list[str]) -> list[Term]:
    terms = dict(vocabularies.from_file()[vocabulary])
    for row in rows:
        terms[row.code] = row.as_term()
    place = {code: number for number, code in enumerate(order)}
    return sorted(terms.values(), key=lambda term: place.get(term.code, len(place)))


class FreshListsMiddleware:
    """Let every request begin with lists that are at most some seconds old."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        freshen()
        return self.get_response(request)
