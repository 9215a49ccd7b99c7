"""The tiles of the bed board, joined in Python: a house has a hundred of them, drawn anew at each change.

A bed that can be put back in use is a form with a token and stays a template.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format, localize, time_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shelter.board import RoomColumn, Tile
from shelter.enums import BedState, StayStatus
from tracekenya.lib.addresses import address
from tracekenya.ui.markup import escaped, icon, tag

RISKS = {"critical": "danger", "high": "warning"}  # those that a tile names, and their tone


@dataclass
class Drawer:
    """Draws tiles for one reader; words and icons are looked up once for all tiles."""

    may_admit: bool
    may_edit: bool
    _words: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        critical, high = _("Critical risk"), _("High risk")
        self._risk = {
            "critical": tag(critical, RISKS["critical"], "warning"),
            "high": tag(high, RISKS["high"], "warning"),
        }
        self._who = {
            True: f"{icon('child')} {escaped(_('Child'))}",
            False: escaped(_("Adult")),
        }
        self._on_leave = ", " + escaped(_("on leave"))
        self._take_out = escaped(_("Take out of use"))

    def rooms(
        self, columns: Iterable[RoomColumn]
    ) -> list[tuple[RoomColumn, list[tuple[Tile, str]]]]:
        """Return each room with its tiles, and of each tile its markup, "" where a template draws it."""
        return [(column, [(tile, self.draw(tile)) for tile in column.tiles]) for column in columns]

    def draw(self, tile: Tile) -> str:
        if self.may_edit and tile.stay is None and tile.state is BedState.OUT_OF_USE:
            return ""
        label, pk = escaped(tile.bed.label), tile.bed.pk
        inner = self._stay(tile, pk) if tile.stay is not None else self._empty(tile, pk, label)
        return SafeString(
            f'<li class="bed-tile is-{tile.state.value}" id="bed-{pk}" tabindex="-1" data-bed="{label}"'
            f"{self._hands(tile)}>"
            f'<p class="bed-label">{label}</p>'
            f'<p class="bed-state">{icon(tile.icon)} {self._state(tile.state)}</p>{inner}</li>'
        )

    def _hands(self, tile: Tile) -> str:
        """Return what dragging needs: where somebody may be dropped, and who may be dragged."""
        if not self.may_admit:
            return ""
        if tile.state is BedState.FREE:
            return f' data-drop="{tile.bed.pk}"'
        if tile.stay is not None and tile.state is BedState.OCCUPIED:
            return f' draggable="true" data-move="{address("shelter:move_bed", tile.stay.pk)}"'
        return ""

    def _state(self, state: BedState) -> str:
        if state not in self._words:
            self._words[state] = escaped(state.label)
        return self._words[state]

    def _stay(self, tile: Tile, pk: object) -> str:
        stay = tile.stay
        assert stay is not None  # noqa: S101  the caller has looked
        risk = self._risk.get(stay.risk_level, "")
        leave = self._on_leave if stay.status == StayStatus.ON_LEAVE else ""
        return (
            f'<p><a id="stay-{pk}" href="{stay.get_absolute_url()}">{escaped(stay.case.code)}</a> {risk}</p>'
            f'<p class="muted">{self._who[tile.is_child]}{leave}{self._how_long(tile)}</p>'
            f"{self._due(tile, pk)}"
        )

    def _how_long(self, tile: Tile) -> str:
        if tile.until:
            until = {"time": time_format(timezone.localtime(tile.until))}
            return f", {escaped(_('until %(time)s') % until)}"
        nights = tile.stay.nights if tile.stay else None
        if nights is None:
            return ""
        words = ngettext("%(nights)s night", "%(nights)s nights", nights)
        return f", {escaped(words % {'nights': localize(nights)})}"

    def _due(self, tile: Tile, pk: object) -> str:
        due = tile.due
        if due is None:
            return ""
        moment = {"moment": date_format(timezone.localtime(due.at), "j M H:i")}
        when = _("late since %(moment)s") if tile.is_late else _("by %(moment)s")
        words = escaped(due.words)
        if due.url:
            words = f'<a id="due-{pk}" href="{escaped(due.url)}">{words}</a>'
        late = " is-late" if tile.is_late else ""
        return f'<p class="bed-due{late}">{words} {escaped(when % moment)}</p>'

    def _empty(self, tile: Tile, pk: object, label: str) -> str:
        if not self.may_edit or tile.state is not BedState.FREE:
            return ""
        return (
            f'<a class="bed-action" id="state-{pk}" href="{address("shelter:outage_add", pk)}">'
            f'{self._take_out}<span class="visually-hidden"> {label}</span></a>'
        )
