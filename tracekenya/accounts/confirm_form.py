"""The form "Confirm that it is you": a code or a passkey; the password where no second factor is."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracekenya.accounts import delays, passkeys, proofs, waiting
from tracekenya.accounts.installation import is_practice
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record

PREFIX = "fresh"
Type = Authenticator.Type


class ConfirmForm(forms.Form):
    """Asks the signed-in person for what they can prove; valid only with a right proof.

    `status` and `headers` are those that the page with this form is answered with.
    """

    status = 200

    code = forms.CharField(
        label=_("Code from your app, or a recovery code"),
        max_length=proofs.MOST_CODE_LENGTH,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Your password"),
        max_length=1000,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    credential = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data, prefix=PREFIX)
        self.headers: dict[str, str] = {}
        self.request, self.user = request, request.user
        kinds = set() if is_practice() else proofs.kinds_of(self.user)
        self.has_passkey = Type.WEBAUTHN in kinds
        has_codes = bool(kinds & {Type.TOTP, Type.RECOVERY_CODES})
        asked = {"credential": self.has_passkey, "code": has_codes, "password": not kinds}
        for name in [name for name, is_asked in asked.items() if not is_asked]:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        if not any(given.values()):
            self.add_error(self._first, _("Say who you are first."))
            return given
        by_passkey = bool(given.get("credential"))
        tried = (
            delays.take_passkey(self.request)
            if by_passkey
            else delays.take(self.request, self.user.email)
        )
        if tried.wait:
            self._must_wait(tried.wait)
        elif self._holds(given):
            tried.was_right()
        else:
            record(AuditKind.SIGN_IN_FAILED, by=self.user, fields={"page": "account_confirm"})
            self.add_error(self._first, _("That is not right, or it was used before. Try again."))
        return given

    @property
    def _first(self) -> str | None:
        return next((name for name in ("password", "code") if name in self.fields), None)

    def _must_wait(self, seconds: int) -> None:
        self.add_error(self._first, waiting.words(seconds))
        self.status, self.headers = waiting.TOO_MANY, {"Retry-After": str(seconds)}

    def _holds(self, given: dict[str, Any]) -> bool:
        if given.get("credential"):
            return passkeys.used(self.request, self.user, given["credential"]) is not None
        if given.get("code"):
            return proofs.use_code(self.user, given["code"]) is not None
        return self.user.check_password(given.get("password") or "")
