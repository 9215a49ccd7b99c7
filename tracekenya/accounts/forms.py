"""Forms of signing in: the second step, a passkey, an app that makes codes."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tracekenya.accounts import passkeys, proofs

WRONG_CODE = _("That code is not right, or it was used before. Wait for the next one.")
WRONG_PASSKEY = _("This passkey was not accepted. Try again, or sign in with your password.")


class SignInForm(LoginForm):
    """E-mail and password as allauth asks for them, with our words on the labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["login"].max_length = 254
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class CodeForm(AuthenticateForm):
    """The second step: a code of the app or a recovery code, used up at once."""

    code = forms.CharField(
        label=_("Code from your app, or a recovery code"),
        max_length=proofs.MOST_CODE_LENGTH,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        row = proofs.use_code(self.user, code)
        if row is None:
            kind = Authenticator.objects.filter(user=self.user).first()
            self._emit_authentication_failed(kind)  # type: ignore[arg-type]  # the trail needs no more
            raise ValidationError(WRONG_CODE)
        row.user, self.authenticator = self.user, row
        return code


class PasskeyStepForm(AuthenticateWebAuthnForm):
    """The second step with a passkey."""

    def clean_credential(self) -> Authenticator:
        row = passkeys.used(context.request, self.user, self.cleaned_data["credential"])
        if row is None:
            raise ValidationError(WRONG_PASSKEY)
        return row


class PasskeySignInForm(LoginWebAuthnForm):
    """A passkey alone: it names the person and proves that the device checked them."""

    def clean_credential(self) -> Authenticator:
        answer = self.cleaned_data["credential"]
        user = passkeys.person_of(answer)
        row = user and passkeys.used(context.request, user, answer)
        if not row:
            raise ValidationError(WRONG_PASSKEY)
        return row


class NewAppForm(forms.Form):
    """The first code of a new app, as a sign that it holds the secret."""

    code = forms.CharField(
        label=_("Code that the app shows now"),
        max_length=proofs.MOST_CODE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, data: Any = None, *, secret: str) -> None:
        super().__init__(data)
        self.secret = secret

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].replace(" ", "")
        if not code.isascii() or not totp.validate_totp_code(self.secret, code):
            raise ValidationError(WRONG_CODE)
        return code


class PasskeyNameForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the device"),
        help_text=_("Such as: my phone. Never the name of a person you work with."),
        max_length=40,
    )


class NewPasskeyForm(PasskeyNameForm):
    """A device's name and what it answered when the passkey was made."""

    credential = forms.JSONField(widget=forms.HiddenInput, required=False)

    def clean_credential(self) -> dict[str, Any]:
        answer = self.cleaned_data["credential"]
        if not answer or not passkeys.made(context.request, answer):
            raise ValidationError(_("The device made no passkey. Try again."))
        return answer
