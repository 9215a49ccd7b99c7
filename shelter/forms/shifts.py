"""What a shift types: its log, and notes on residents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.models import DailyNote, ShiftLog
from tracekenya.pages.forms import EditForm, NewRowForm, RowForm

LONG = dict.fromkeys(("calls", "handover", "words"), forms.Textarea)


class OfLog(RowForm.Meta):
    """What both forms of a log take."""

    model = ShiftLog
    fields = ["meals", "security_checked", "calls", "handover"]
    widgets = LONG
    help_texts = {
        "handover": _("Case codes, no names. No diagnosis: that stands in the health record.")
    }


class OfNote(RowForm.Meta):
    """What both forms of a note take."""

    model = DailyNote
    fields = ["mood", "activities", "words"]
    widgets = LONG
    help_texts = {"words": _("Short, and nothing about illness: that stands in the health record.")}


class LogForm(NewRowForm):
    """The log of the shift that works now."""

    Meta = OfLog


class LogEditForm(EditForm):
    """The log until it is handed over."""

    Meta = OfLog


class NoteForm(NewRowForm):
    """A short word on a resident."""

    Meta = OfNote


class NoteEditForm(EditForm):
    """Correct that word."""

    Meta = OfNote
