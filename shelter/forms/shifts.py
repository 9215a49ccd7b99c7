"""What a shift types: its log, chores, and notes on residents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.models import Admission, Chore, DailyNote, Shelter, ShiftLog
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.roles.permissions import Permission

LOG = ["meals", "security_checked", "calls", "handover"]
LOG_HINTS = {"handover": _("Case codes, no names. No diagnosis: that stands in the health record.")}
NOTE = ["mood", "activities", "words"]
NOTE_HINTS = {"words": _("Short, and nothing about illness: that stands in the health record.")}
LONG = dict.fromkeys(("calls", "handover", "words"), forms.Textarea)


class LogForm(NewRowForm):
    """The log of the shift that works now."""

    class Meta(NewRowForm.Meta):
        model = ShiftLog
        fields = LOG
        widgets = LONG
        help_texts = LOG_HINTS


class LogEditForm(EditForm):
    """The log until it is handed over."""

    class Meta(EditForm.Meta):
        model = ShiftLog
        fields = LOG
        widgets = LONG
        help_texts = LOG_HINTS


class NoteForm(NewRowForm):
    """A short word on a resident."""

    class Meta(NewRowForm.Meta):
        model = DailyNote
        fields = NOTE
        widgets = LONG
        help_texts = NOTE_HINTS


class NoteEditForm(EditForm):
    """Correct that word."""

    class Meta(EditForm.Meta):
        model = DailyNote
        fields = NOTE
        widgets = LONG
        help_texts = NOTE_HINTS


class ChoreForm(NewRowForm):
    """One task of the house for today, perhaps of one resident."""

    class Meta(NewRowForm.Meta):
        model = Chore
        fields = ["chore", "admission"]
        help_texts = {"admission": _("By case code. Empty when it is nobody's alone.")}

    def __init__(self, *args: Any, shelter: Shelter, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        stays = Admission.objects.visible_to(user, Permission.HOUSE_KEEP).in_house()
        field = self.fields["admission"]
        field.queryset = stays.filter(shelter=shelter).select_related("case").order_by("case__code")
        field.label_from_instance = lambda stay: stay.case.code
