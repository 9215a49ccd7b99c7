"""Restricting a case, naming who is too near, and opening a case in an emergency."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.emergencies import LEAST_REVIEW, LEAST_WORDS
from cases.enums import EmergencyKind, Verdict
from cases.models.protection import MOST_REASON
from tracekenya.accounts.models import User
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role
from tracekenya.ui.forms import PageFormHelper

CODE_LENGTH = 14
MEETS_CASES = [r for r in Role if scope_of(r, Permission.CASE_VIEW) is not Scope.NONE]


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


def _words(label: Any, hint: Any, *, least: int) -> forms.CharField:
    """Return a box for `least` letters at least, which are sealed."""
    return forms.CharField(
        label=label,
        min_length=least,
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=hint,
    )


class PlainForm(forms.Form):
    """A form whose fields stand below one another as they are written here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)


class ColleagueField(forms.ModelChoiceField):
    """One of the staff whose role opens cases, by code and role."""

    def __init__(self, **options: Any) -> None:
        super().__init__(User.objects.filter(role__in=MEETS_CASES, is_active=True), **options)

    def label_from_instance(self, user: User) -> str:
        return f"{user.staff_code} · {user.role_title}"


class LetInForm(PlainForm):
    user = ColleagueField(
        label=_("Who may open it?"),
        help_text=_(
            "By name only: a grant to an office or a role does not open a restricted case."
        ),
    )


class ConflictForm(PlainForm):
    """Who is too near to the person; who oversees cases may name a colleague."""

    user = ColleagueField(
        label=_("Who is too near?"),
        required=False,
        empty_label=_("I am"),
        help_text=_(
            "A relative, neighbour, friend, former employer: whoever knows the person privately."
        ),
    )

    def __init__(self, *args: Any, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_others:
            del self.fields["user"]


class EmergencyForm(PlainForm):
    """Which case, and why it cannot wait. The code is typed: nothing is offered to choose from."""

    code = forms.CharField(
        label=_("Code of the case"),
        max_length=CODE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("For example TK-2026-00012."),
    )
    kind = _choice(_("What is the emergency?"), EmergencyKind.choices)
    reason = _words(
        _("In your own words"),
        _("At least 30 characters. Sealed; the data protection officer reads it."),
        least=LEAST_WORDS,
    )


class ReviewForm(PlainForm):
    """Whether an emergency opening was justified, and why."""

    verdict = _choice(_("Was it justified?"), Verdict.choices)
    words = _words(_("Why"), _("What you checked and found. Sealed."), least=LEAST_REVIEW)
