"""Pages of the house itself: home, health, the frame around every page."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tracekenya.accounts.devices import draft_key
from tracekenya.accounts.installation import is_practice
from tracekenya.accounts.middleware import record_refusal
from tracekenya.audit.sealer import keeps_up
from tracekenya.gate.foreign_forms import tells_the_sender
from tracekenya.jobs import broker
from tracekenya.jobs.pulse import worker_lives
from tracekenya.menu import menu_for
from tracekenya.next_steps import due_for, first_acts, standing_for, waiting_for
from tracekenya.roles.access import View, public, requires
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import ROLE_TEXTS, Role

WAITS = _("Your role waits for the executive director's approval. Come back when it is given.")


@requires(Permission.HOME_VIEW)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    role = ROLE_TEXTS[Role(request.user.role)]
    context = {
        "sentence": WAITS if request.user.waits_for_role else role.sentence,
        "waiting": waiting_for(request.user),
        "standing": standing_for(request.user),
        "due": due_for(request.user),
        "acts": first_acts(request.user),
    }
    return render(request, "home.html", context)


@public("a container asks whether the process lives")
def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@public("monitoring asks whether work can be done; the answer holds no detail")
def healthz(request: HttpRequest) -> JsonResponse:
    parts = {
        "database": _state(_database_answers),
        "broker": _state(broker.is_up),
        "worker": _state(worker_lives),
        "trail": _state(keeps_up),
    }
    return JsonResponse(parts, status=200 if set(parts.values()) == {"ok"} else 503)


def _state(answers: Callable[[], bool]) -> str:
    try:
        return "ok" if answers() else "failed"
    except DatabaseError:
        return "failed"


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return True


def page_frame(request: HttpRequest) -> dict:
    """Context of every page: the menu, whether the practice banner is shown, who may not say who sends.

    A browser that never states who sends a form must be let name the page's host, or its forms
    would be refused as foreign.
    """
    user = getattr(request, "user", None)
    if not hasattr(request, "user"):  # refused before anybody was asked who it is: a foreign host
        return {}
    known = getattr(request, "practice_mode", None)  # asked once, by the second factor's middleware
    practice_mode = SimpleLazyObject(is_practice) if known is None else known
    return {
        "menu": [] if getattr(request, "sets_up_factor", False) else menu_for(request),
        "may_see_own_acts": _may(request, Permission.TRAIL_OWN),
        "practice_mode": practice_mode,
        "draft_key": draft_key(user) if user is not None and user.is_authenticated else "",
        "states_no_sender": not tells_the_sender(request),
    }


def _may(request: HttpRequest, permission: Permission) -> bool:
    return request.user.is_authenticated and request.user.can(permission)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form that did not come from our own page, and keep that it was sent."""
    record_refusal(request)
    return render(request, "403_csrf.html", status=403)


def practice_only(view: View) -> View:
    """Open the view to anybody while developing or practising, to nobody in live mode (404)."""

    @public("shows components with invented content, never a record")
    @wraps(view)
    def gated(request: HttpRequest) -> HttpResponse:
        if not (settings.DEBUG or is_practice()):
            raise Http404
        return view(request)

    return gated
