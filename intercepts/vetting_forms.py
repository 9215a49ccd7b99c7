"""What vetters, managers and callers type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intercepts.enums import AGAIN, CallState
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import DayField
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin, VersionMixin
from tracekenya.ui.widgets import DayInput


def _words(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class VerdictForm(SubmissionMixin, forms.Form):
    """One vetter's judgement."""

    verdict = forms.ChoiceField(
        label=_("What is it?"), widget=forms.RadioSelect, choices=lambda: choices("vetting_verdict")
    )
    lowering = forms.ChoiceField(
        label=_("If lower than the signs say: why?"), required=False,
        choices=lambda: [("", _("Not lower")), *choices("lowering_reason")],
    )  # fmt: skip
    reason = _words(
        _("Why do you judge so?"),
        _("We ask so that the class can be explained later. No names; it is sealed."),
    )
    was_called = forms.BooleanField(label=_("I made a follow-up call"), required=False)
    call_facts = _words(
        _("What did the call show?"), _("Only if you called. No names; it is sealed."),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PageFormHelper(self)


class CallBackForm(VersionMixin, forms.Form):
    """What came out of a call that the office owed."""

    result = forms.ChoiceField(
        label=_("What came out of it?"), widget=forms.RadioSelect,
        choices=[
            (CallState.DONE, _("Done: we talked")), (AGAIN, _("Try again on another day")),
            (CallState.NOT_REACHED, _("Not reached: we stop here")),
        ],
    )  # fmt: skip
    due_on = DayField(label=_("If again: on which day?"), required=False, widget=DayInput)
    words = _words(
        _("In words"),
        _(
            "What helps the next caller. No names; it is sealed. It replaces what stood here before."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PageFormHelper(self)
