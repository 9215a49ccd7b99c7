"""The form by which the secretary keeps who came to a meeting of the board."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.models import BoardMeeting, BoardMember
from tracekenya.ui.forms import PageFormHelper, VersionMixin
from tracekenya.vault.fields import open_together


class AttendanceForm(VersionMixin, forms.Form):
    """One box for each member expected at a meeting; names are read by the board's secretary only."""

    came = forms.TypedMultipleChoiceField(
        label=_("Who came"),
        coerce=uuid.UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever is not ticked counts as expected and absent."),
    )

    def __init__(
        self, data: Any = None, *, meeting: BoardMeeting, expected: list[BoardMember]
    ) -> None:
        self.meeting = meeting
        super().__init__(data, initial={"version": meeting.version, "came": _came(meeting)})
        open_together(expected)
        choices = [(str(member.pk), _named(member)) for member in expected]
        self.fields["came"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        self.helper = PageFormHelper(self)

    def saved_meanwhile(self) -> list[dict[str, str]]:
        """Return what somebody else kept since this form was opened; the next save replaces it."""
        self.meeting.refresh_from_db()
        if not self.is_bound or self.data.get("version") == str(self.meeting.version):
            return []
        self.data = self.data.copy()
        self.data["version"] = str(self.meeting.version)
        kept = self.meeting.attendances.filter(attended=True).select_related("member")
        codes = ", ".join(sorted(each.member.code for each in kept))
        return [{"label": _now("Came"), "value": codes or _now("nobody")}]


def _came(meeting: BoardMeeting) -> list[str]:
    kept = meeting.attendances.filter(attended=True)
    return [str(key) for key in kept.values_list("member", flat=True)]


def _named(member: BoardMember) -> str:
    return f"{member.code} · {member.names}" if member.names else member.code
