"""The words for how an indicator stands; always a mark and a word, never a colour alone."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Status:
    """`tone` is one of success, warning, danger and "" (neutral)."""

    code: str
    word: str
    tone: str


STATUSES = {
    status.code: status
    for status in (
        Status("on_track", _("On track"), "success"),
        Status("slightly_behind", _("Slightly behind"), "warning"),
        Status("behind", _("Behind"), "danger"),
        Status("no_data", _("No data"), ""),
    )
}
