"""How one signs in: the own passkeys, the app that makes codes, the recovery codes."""

import base64

from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracekenya.accounts import own_factors, passkeys
from tracekenya.accounts.actions import factors, recovery
from tracekenya.accounts.factors import FactorAdapter
from tracekenya.accounts.forms import NewAppForm, NewPasskeyForm, PasskeyNameForm
from tracekenya.accounts.fresh import Act, needs_fresh
from tracekenya.lib.errors import DomainError
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform

GET_POST = ["GET", "POST"]
NEW_APP = "new_app"  # in the session, sealed, until the first code was right


@requires(Permission.HOME_VIEW)
@require_safe
def mfa_index(request: HttpRequest) -> HttpResponse:
    context = own_factors.factors_of(request.user)
    return render(request, "accounts/factors.html", context)


@requires(Permission.HOME_VIEW)
@require_POST
def reset_stop(request: HttpRequest) -> HttpResponse:
    """Stop a reset of the own second factor that somebody asked for."""
    recovery.stop(by=request.user)
    messages.success(request, _("The reset is stopped; nothing was changed."))
    return redirect("mfa_index")


@requires(Permission.HOME_VIEW)
@needs_fresh(Act.OWN_FACTORS, reading=True)
@require_http_methods(GET_POST)
def mfa_activate_totp(request: HttpRequest) -> HttpResponse:
    """Show the secret of a new app until a code of it was right."""
    sealed = request.session.get(NEW_APP) if request.method == "POST" else None
    if sealed is None:
        sealed = request.session[NEW_APP] = encrypt(generate_totp_secret())
    secret = decrypt(sealed)
    form = NewAppForm(request.POST or None, secret=secret)
    if form.is_valid():
        with_codes = perform(
            form, factors.add_app, secret=secret, code=form.cleaned_data["code"], by=request.user
        )
        if with_codes is not None:
            del request.session[NEW_APP]
            return _added(request, with_codes)
    adapter = FactorAdapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    code = base64.b64encode(picture.encode()).decode()
    context = {"form": form, "secret": secret, "picture": f"data:image/svg+xml;base64,{code}"}
    return render(request, "accounts/new_app.html", context)


@requires(Permission.HOME_VIEW)
@needs_fresh(Act.OWN_FACTORS)
@require_POST
def mfa_deactivate_totp(request: HttpRequest) -> HttpResponse:
    return _removed(request, own_factors.own_app(request.user))


@requires(Permission.HOME_VIEW)
@needs_fresh(Act.OWN_FACTORS, reading=True)
@require_http_methods(GET_POST)
def mfa_add_webauthn(request: HttpRequest) -> HttpResponse:
    form = NewPasskeyForm(request.POST or None, initial={"name": _("My device")})
    if form.is_valid():
        with_codes = perform(form, factors.add_passkey, by=request.user, **form.cleaned_data)
        if with_codes is not None:
            return _added(request, with_codes)
    return render(request, "accounts/new_passkey.html", {"form": form})


@requires(Permission.HOME_VIEW)
@needs_fresh(Act.OWN_FACTORS, reading=True)
@require_safe
def mfa_add_webauthn_options(request: HttpRequest) -> JsonResponse:
    return JsonResponse(passkeys.options_for_new(request.user))


@requires(Permission.HOME_VIEW)
@require_http_methods(GET_POST)
def mfa_edit_webauthn(request: HttpRequest) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    row = own_factors.own_passkey(request.user, given.get("passkey", ""))
    form = PasskeyNameForm(request.POST or None, initial={"name": row.wrap().name})
    if form.is_valid():
        factors.rename_passkey(row=row, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("mfa_index")
    return render(request, "accounts/rename_passkey.html", {"form": form, "passkey": row.pk})


@requires(Permission.HOME_VIEW)
@needs_fresh(Act.OWN_FACTORS)
@require_POST
def mfa_remove_webauthn(request: HttpRequest) -> HttpResponse:
    return _removed(request, own_factors.own_passkey(request.user, request.POST.get("passkey", "")))


@requires(Permission.HOME_VIEW)
@needs_fresh(Act.OWN_FACTORS, reading=True)
@require_safe
def mfa_view_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show the codes once, right after they were made."""
    codes = own_factors.codes_to_show(request.user)
    if codes is None:
        messages.info(request, _("Recovery codes are shown once. Make new ones if they are lost."))
        return redirect("mfa_index")
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


@requires(Permission.HOME_VIEW)
@needs_fresh(Act.OWN_FACTORS)
@require_POST
def mfa_generate_recovery_codes(request: HttpRequest) -> HttpResponse:
    if not own_factors.factors_of(request.user)["has_any"]:
        return redirect("mfa_index")
    factors.new_codes(by=request.user)
    return redirect("mfa_view_recovery_codes")


def _added(request: HttpRequest, with_codes: bool) -> HttpResponse:
    messages.success(request, _("It is set up: from now on you sign in with it."))
    return redirect("mfa_view_recovery_codes" if with_codes else "mfa_index")


def _removed(request: HttpRequest, row) -> HttpResponse:
    try:
        factors.remove(row=row, by=request.user)
        messages.success(request, _("It is removed."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("mfa_index")
