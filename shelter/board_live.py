"""How an open bed board learns what changed: a mark of what it shows, and what colleagues did since."""

import datetime as dt
import json
from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from shelter.board import Arrival, Board, Tile
from shelter.enums import BedUse
from shelter.models import Admission, BedAssignment, Shelter

MARK_LETTERS = 24
LONGEST_AGO = dt.timedelta(hours=1)  # who comes back later reads the board, not the news
MOST_NEWS = 3  # sentences said at once
SECOND_DIGITS = 11


def mark_of(board: Board) -> str:
    """Return a mark that is the same as long as the board shows the same; nothing can be read from it."""
    shown = [
        [[c.room.pk, c.room.name, c.room.kind, c.is_mixed, *map(_tile, c.tiles)] for c in board.columns],
        [_arrival(row) for row in board.arrivals],
        [(night.day, night.slept, night.beds) for night in board.nights],
        [row.pk for row in board.without_bed],
        board.is_accepting,
    ]  # fmt: skip
    text = json.dumps(shown, default=str)
    return salted_hmac("shelter.board", text, algorithm="sha256").hexdigest()[:MARK_LETTERS]


def moment_of(text: str, now: dt.datetime) -> dt.datetime:
    """Return the moment that a board sent as whole seconds, at most an hour ago; `now` for nonsense."""
    if not (text.isascii() and text.isdigit() and len(text) < SECOND_DIGITS):
        return now
    return min(max(dt.datetime.fromtimestamp(int(text), dt.UTC), now - LONGEST_AGO), now)


def news_of(shelter: Shelter, user, since: dt.datetime) -> list[str]:
    """Return, in words, what others did with the beds since then; codes only of stays `user` may see."""
    before = BedAssignment.objects.filter(
        admission=OuterRef("admission"), use=BedUse.STAY, recorded_at__lt=OuterRef("recorded_at")
    )
    rows = (
        BedAssignment.objects.filter(bed__room__shelter=shelter, recorded_at__gt=since)
        .exclude(recorded_by=user)
        .annotate(has_moved=Exists(before))
        .select_related("bed", "case")
        .order_by("-recorded_at")[:MOST_NEWS]
    )
    found = list(rows)
    stays = Admission.objects.visible_to(user).filter(pk__in=[row.admission_id for row in found])
    seen = set(stays.values_list("pk", flat=True)) if found else set()
    return list(dict.fromkeys(_words(row, is_seen=row.admission_id in seen) for row in found))


def seconds_of(now: dt.datetime) -> str:
    return str(int(now.timestamp()))


def _words(row: BedAssignment, *, is_seen: bool) -> str:
    if not is_seen:
        return _("A colleague changed the beds.")
    facts = {"code": row.case.code, "bed": row.bed.label}
    if row.use == BedUse.HOLD:
        return _("A colleague holds bed %(bed)s for %(code)s.") % facts
    if row.has_moved:
        return _("A colleague moved %(code)s to bed %(bed)s.") % facts
    return _("A colleague admitted %(code)s to bed %(bed)s.") % facts


def _tile(tile: Tile) -> Iterable:
    stay, due, outage = tile.stay, tile.due, tile.outage
    return [
        tile.bed.pk, tile.bed.label, tile.state, tile.is_child, tile.until, tile.is_late,
        stay and [stay.pk, stay.case.code, stay.risk_level, stay.status, stay.nights],
        due and [due.at, due.words, due.url], outage and outage.reason,
    ]  # fmt: skip


def _arrival(row: Arrival) -> Iterable:
    held = row.held and [row.held.bed_id, row.held.period.upper]
    return [row.admission.pk, held, row.is_today, row.ends_soon]
