"""Forms of the administration: inviting and changing accounts, deciding on roles, passwords, terms."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_over
from tracekenya.pages.forms import EditForm, NewRowForm, RowForm
from tracekenya.places.models import Office
from tracekenya.roles.roles import ROLE_CHOICES
from tracekenya.ui.forms import PageFormHelper

ACCOUNT_FIELDS = [
    "role", "office", "is_temporary", "ends_on", "language", "is_board_secretary", "is_board_chair",
]  # fmt: skip
HINTS = {
    "role": _("A role that reaches people's files waits until the executive director approves it."),
    "office": _("Shelter staff see the residents of this shelter; leave it empty for the board."),
    "is_temporary": _("Also for interpreters: whoever helps for a while needs a last day."),
    "ends_on": _("For volunteers, interns and contracts. After this day nobody can sign in."),
    "language": _("The language of the invitation and of the pages after sign-in."),
    "is_board_secretary": _("Only for a member of the board: may keep the board's register."),
    "is_board_chair": _(
        "Only for one member of the board: gets a sealed note when the director is accused."
    ),
}
LONGEST_PASSWORD = 200


class AccountMixin(RowForm):
    """What inviting and changing share: offices that are open, a last day that lies ahead."""

    class Meta(RowForm.Meta):
        model = User
        fields = ACCOUNT_FIELDS
        help_texts = HINTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = self.instance.office_id
        offices = Office.objects.exclude(status="closed")
        self.fields["office"].queryset = (
            offices | Office.objects.filter(pk=present) if present else offices
        )
        self.fields["language"].choices = User._meta.get_field("language").choices

    def clean_ends_on(self) -> dt.date | None:
        day = self.cleaned_data["ends_on"]
        if day != self.instance.ends_on:
            try:
                refuse_over(day, "ends_on")
            except DomainError as refusal:
                raise forms.ValidationError(refusal.message) from None
        return day


class InviteForm(AccountMixin, NewRowForm):
    staff_code = forms.CharField(
        label=_("Staff code"),
        max_length=20,
        help_text=_("Capital letters and numbers, for example CW07. Lists show it, not the name."),
        validators=[RegexValidator(r"^[A-Z][A-Z0-9-]*$", _("Use letters and numbers only."))],
    )
    full_name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Kept sealed; only this account's page shows it."),
    )

    class Meta(AccountMixin.Meta):
        fields = ["email", "staff_code", "full_name", *ACCOUNT_FIELDS]
        help_texts = HINTS | {"email": _("The link to choose a password goes there.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def _clean_fields(self) -> None:
        """Take a staff code in whatever case it is typed."""
        if self.data.get(self.add_prefix("staff_code")):
            self.data = self.data.copy()
            key = self.add_prefix("staff_code")
            self.data[key] = self.data[key].upper()
        super()._clean_fields()


class AccountForm(AccountMixin, EditForm):
    """A change of an account; the role shown is the one that was asked for last."""

    class Meta(AccountMixin.Meta):
        pass

    def __init__(self, *args: Any, instance: User, **kwargs: Any) -> None:
        asked = {"role": instance.pending_role or instance.role, "version": instance.version}
        super().__init__(*args, instance=instance, initial=asked, **kwargs)


class DecisionForm(forms.Form):
    """Yes or no to the role that the page named."""

    role = forms.ChoiceField(choices=ROLE_CHOICES, widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[("approve", _("Approve")), ("decline", _("Decline"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)


class ResetForm(forms.Form):
    """Yes or no to forgetting somebody's second factor."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        help_text=_("Agree only when you met the person or called them back on a known number."),
        choices=[("approve", _("Approve")), ("decline", _("Decline"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)


class ChoosePasswordForm(forms.Form):
    """A password twice, held against the rules for passwords."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.helper = user, PageFormHelper(self)
        self.fields["password"].help_text = password_validators_help_text_html()

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        again, first = self.cleaned_data["again"], self.cleaned_data.get("password")
        if first is not None and again != first:
            raise forms.ValidationError(_("The two passwords differ. Type both again."))
        return again
