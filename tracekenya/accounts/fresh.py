"""Proving again who it is, for five minutes and for one kind of act; what was asked goes on after it.

`@needs_fresh(Act.X)` stands below `@requires`. A POST without a fresh proof is answered by a page that
carries its fields along and sends them again together with the proof; a download goes on with its
query. A proof for one kind of act never serves another.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracekenya.accounts import sessions
from tracekenya.accounts.confirm_form import PREFIX, ConfirmForm
from tracekenya.roles.access import View

FRESH_SECONDS = 5 * 60
SESSION_KEY = "fresh"
SALT = "accounts.fresh"
TOKEN_SECONDS = 60 * 60  # so long may the page that asks stay open


class Act(StrEnum):
    EXPORT = "export"
    ROLE_CHANGE = "role_change"
    REVEAL_SPECIAL = "reveal_special"
    BREAK_GLASS = "break_glass"
    OWN_FACTORS = "own_factors"


WORDS: dict[Act, str | Promise] = {
    Act.EXPORT: _("You are about to take data out of the system as a file."),
    Act.ROLE_CHANGE: _("You are about to change what an account may do."),
    Act.REVEAL_SPECIAL: _("You are about to open details that need special protection."),
    Act.BREAK_GLASS: _("You are about to open a restricted case in an emergency."),
    Act.OWN_FACTORS: _("You are about to change how you sign in."),
}


def needs_fresh(act: Act, *, reading: bool = False) -> Callable[[View], View]:
    """Let only people who just proved who they are post to the view; `reading`: or see it at all."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method == "POST" or reading:
                page = ask(request, act)
                if page is not None:
                    return page
            return view(request, *args, **kwargs)

        checked.needs_fresh = act  # type: ignore[attr-defined]
        return checked

    return decorate


def is_fresh(request: HttpRequest, act: Act) -> bool:
    """Return whether this session proved who it is for `act` within the last five minutes."""
    proved_at = request.session.get(SESSION_KEY, {}).get(act)
    return proved_at is not None and 0 <= _now() - proved_at <= FRESH_SECONDS


def mark(request: HttpRequest, *acts: Act) -> None:
    """Keep that the person proved who it is for `acts`; the session gets a new id."""
    proved = request.session.get(SESSION_KEY, {})
    request.session[SESSION_KEY] = proved | dict.fromkeys(map(str, acts), _now())
    sessions.rotate(request)


def ask(request: HttpRequest, act: Act) -> HttpResponse | None:
    """Return the page that asks for a proof, or None when the request may go on.

    A POST that brings the proof along goes on without the fields of the proof.
    """
    if is_fresh(request, act):
        _strip(request)
        return None
    if request.method != "POST":
        return _page(request, act, ConfirmForm(request=request), token=_token(request, act))
    form = ConfirmForm(request.POST if _brings_proof(request.POST) else None, request=request)
    if form.is_valid():
        mark(request, act)
        _strip(request)
        return None
    return _page(request, act, form, kept=_without_proof(request.POST))


def read_token(request: HttpRequest, token: str) -> tuple[Act, str]:
    """Return the act and the address (with its query) of a download that waits for a proof.

    Raises BadSignature for a forged, old or another person's token.
    """
    stated = signing.loads(token, salt=SALT, max_age=TOKEN_SECONDS)
    if stated["by"] != str(request.user.pk):
        raise signing.BadSignature("Another person's token")
    return Act(stated["act"]), stated["next"]


def ask_again(request: HttpRequest, act: Act, form: ConfirmForm, token: str) -> HttpResponse:
    """Return the page with what was wrong with the proof for a download."""
    return _page(request, act, form, token=token)


def _page(
    request: HttpRequest,
    act: Act,
    form: ConfirmForm,
    *,
    token: str = "",
    kept: dict[str, list[str]] | None = None,
) -> HttpResponse:
    fields = [(name, value) for name, values in (kept or {}).items() for value in values]
    context: dict[str, Any] = {
        "form": form,
        "words": WORDS[act],
        "token": token,
        "kept": fields,
        "had_files": bool(request.FILES) and not token,
        "action": reverse("account_confirm") if token else request.get_full_path(),
    }
    response = render(request, "accounts/confirm.html", context, status=form.status)
    for name, value in form.headers.items():
        response.headers[name] = value
    if request.headers.get("HX-Request"):  # the page stands alone, whatever part was asked for
        response.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return response


def _token(request: HttpRequest, act: Act) -> str:
    stated = {"act": act, "next": request.get_full_path(), "by": str(request.user.pk)}
    return signing.dumps(stated, salt=SALT)


def _brings_proof(posted: QueryDict) -> bool:
    return any(name.startswith(f"{PREFIX}-") for name in posted)


def _without_proof(posted: QueryDict) -> dict[str, list[str]]:
    """Return what was typed, without the proof and without the old form's token."""
    return {
        name: values
        for name, values in posted.lists()
        if not name.startswith(f"{PREFIX}-") and name != "csrfmiddlewaretoken"
    }


def _strip(request: HttpRequest) -> None:
    if request.method == "POST" and _brings_proof(request.POST):
        kept = request.POST.copy()
        for name in [name for name in kept if name.startswith(f"{PREFIX}-")]:
            del kept[name]
        request.POST = kept


def _now() -> float:
    return timezone.now().timestamp()
