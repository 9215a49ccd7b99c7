"""Where the person is signed in: the list, ending one or all others; how long this session has left."""

import uuid

from allauth.account import views as account
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tracekenya.accounts import own_sessions, sessions
from tracekenya.roles.access import public, requires
from tracekenya.roles.permissions import Permission

CLEAR = '"cache", "storage"'  # cookies stay: the language, and that this device is known


@requires(Permission.HOME_VIEW)
@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sessions.html", own_sessions.listed(request))


@requires(Permission.HOME_VIEW)
@require_POST
def session_end(request: HttpRequest) -> HttpResponse:
    try:
        key = uuid.UUID(request.POST.get("session", ""))
    except ValueError:
        raise Http404 from None
    if not sessions.end_one(request.user, key):
        raise Http404
    messages.success(request, _("That device is signed out."))
    return redirect("session_list")


@requires(Permission.HOME_VIEW)
@require_POST
def session_end_others(request: HttpRequest) -> HttpResponse:
    count = sessions.end_others(request)
    words = ngettext("%(n)s device is signed out.", "%(n)s devices are signed out.", count)
    messages.success(request, words % {"n": count})
    return redirect("session_list")


@public("a page asks how long the session has left; nobody signed in: nothing")
@require_safe
def session_left(request: HttpRequest) -> JsonResponse:
    """Return seconds left and whether work makes them more. Asking does not count as work."""
    if not request.user.is_authenticated:
        return JsonResponse({"left": 0, "grows": False})
    ends_at, grows = sessions.end_of(request)
    return JsonResponse({"left": int((ends_at - timezone.now()).total_seconds()), "grows": grows})


@requires(Permission.HOME_VIEW)
@require_POST
def session_stay(request: HttpRequest) -> JsonResponse:
    """Count as work, which passing here already did, and say what is left now."""
    ends_at, grows = sessions.end_of(request)
    return JsonResponse({"left": int((ends_at - timezone.now()).total_seconds()), "grows": grows})


@public("everybody may leave")
def account_logout(request: HttpRequest) -> HttpResponse:
    """Sign out; the browser forgets what this site kept in it, such as what was typed."""
    response = account.logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = CLEAR
    return response
