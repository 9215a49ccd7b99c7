"""Proving who one is before a download; a POST proves it at its own address."""

from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracekenya.accounts import fresh, passkeys
from tracekenya.accounts.confirm_form import ConfirmForm
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.HOME_VIEW)
@require_POST
def account_confirm(request: HttpRequest) -> HttpResponse:
    """Check the proof, then go on to the page or file that waited, with its query."""
    token = request.POST.get("token", "")
    try:
        act, address = fresh.read_token(request, token)
    except BadSignature:
        messages.warning(request, _("That took too long. Start again from the page you came from."))
        return redirect("home")
    form = ConfirmForm(request.POST, request=request)
    if not form.is_valid():
        return fresh.ask_again(request, act, form, token)
    fresh.mark(request, act)
    if act is not fresh.Act.EXPORT:
        return redirect(address)
    context = {"address": address, "back": _without_export(address)}
    return render(request, "accounts/confirmed.html", context)


@requires(Permission.HOME_VIEW)
@require_safe
def account_confirm_options(request: HttpRequest) -> JsonResponse:
    """Return the challenge that a passkey of the signed-in person signs."""
    return JsonResponse(passkeys.options(request.user))


def _without_export(address: str) -> str:
    """Return the address of the list whose file it is."""
    parts = urlsplit(address)
    query = QueryDict(parts.query, mutable=True)
    query.pop("export", None)
    return urlunsplit(parts._replace(query=query.urlencode()))
