"""The monthly report for eyes outside the house: no figure from which one person could be recognised.

Numbers of 1 to 4 are hidden, and what would give them away. Who was there at the start and at the end is
left out: months that lie next to each other would say what the moves between them hide. Nothing is held
against the bed board in numbers either: a difference of one is one person.
"""

from collections import Counter
from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from shelter.month import Month
from shelter.month_page import (
    Section,
    Value,
    back_words,
    days_words,
    exit_words,
    percent,
    reasons_not_counted,
)
from tracekenya.lib.suppression import shown
from tracekenya.lib.vocabularies import label

Counts = Mapping[str, int]
Lines = list[tuple[str, Value]]
FIRST_TIME = "first time"  # the others of those who were admitted; never printed


def sections_of(month: Month) -> list[Section]:
    """Return the report in the order of that of the house, without what could point at somebody."""
    return [
        _moves(month), _nights(month), _ends(month), _turned_away(month), _day_clients(month),
        _plan(month),
    ]  # fmt: skip


def is_hidden(count: int) -> bool:
    return 0 < count < settings.SMALL_CELL


def nights_are_hidden(month: Month) -> bool:
    return is_hidden(month.people) or is_hidden(month.nights)


def _one(count: int) -> Value:
    """Return a number of people that stands alone."""
    return _("hidden") if is_hidden(count) else count


def _parts(counts: Counts, total: int) -> dict[str, Value]:
    """Return the parts of `total`: none of them where the total is hidden, else as small cells rule."""
    if is_hidden(total):
        return dict.fromkeys(counts, _("hidden"))
    cells = shown(counts, total=total).cells
    return {code: _("hidden") if count is None else count for code, count in cells.items()}


def _moves(month: Month) -> Section:
    rows: Lines = [
        (_("Admitted"), _one(len(month.admitted))),
        (_("Came from another of our shelters"), _one(month.moved_in)),
        (_("Left"), _one(len(month.left))),
        (_("Went to another of our shelters"), _one(month.moved_out)),
    ]
    return Section("residents", _("Residents"), rows)


def _nights(month: Month) -> Section:
    hides = nights_are_hidden(month)
    rows: Lines = [
        (_("Bed-nights"), _("hidden") if hides else month.nights),
        (_("Nights that the beds could be used"), month.possible),
        (_("Occupancy"), _("hidden") if hides else percent(month.occupancy)),
    ]
    return Section("nights", _("Nights"), rows)


def _ends(month: Month) -> Section:
    left = len(month.left)
    kinds = _parts(month.exits, left)
    rows: Lines = [(_("Stays that ended"), _one(left))]
    rows += [(exit_words(kind), value) for kind, value in sorted(kinds.items())]
    again = month.readmissions
    admitted = {back_words(): again, FIRST_TIME: len(month.admitted) - again}
    # a return home is one of the ways a stay ends: where a way is hidden, it would give that away
    hides = _("hidden") in kinds.values() and month.returns > 0
    rows += [
        (_("Length of stay, median"), _("hidden") if is_hidden(left) else days_words(month.median_length)),
        (back_words(), _parts(admitted, len(month.admitted))[back_words()]),
        (_("Reintegrated after a stay here"), _("hidden") if hides else _one(month.returns)),
    ]  # fmt: skip
    return Section("ends", _("Stays that ended"), rows)


def _turned_away(month: Month) -> Section:
    reasons = Counter(label("turn_away_reason", row.reason) for row in month.turned_away)
    people = len(month.turned_away)
    rows: Lines = [(_("Turned away"), _one(people)), *sorted(_parts(reasons, people).items())]
    return Section("turned-away", _("Turned away"), rows)


def _day_clients(month: Month) -> Section:
    hides = is_hidden(month.day_clients)
    visits: Value = _("hidden") if hides else month.day_visits
    rows: Lines = [(_("People"), _one(month.day_clients)), (_("Visits"), visits)]
    return Section("day-clients", _("Day clients"), rows)


def _plan(month: Month) -> Section:
    counts = {"": len(month.counted), **month.not_counted}
    parts, reasons = _parts(counts, month.people), reasons_not_counted()
    rows: Lines = [
        (_("People who lived here on at least one day"), _one(month.people)),
        (_("Of these counted by 2.8"), parts.pop("")),
        *((reasons[why], value) for why, value in sorted(parts.items())),
    ]
    return Section("plan", _("For the plan, indicator 2.8"), rows)
