"""How a view says what it needs: `@requires(Permission.X)` or `@public("why")`."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import ROLE_TEXTS, Role

View = Callable[..., HttpResponse]


class OutOfScope(Http404):
    """The record exists but is not for this person; the answer is the same as for no record."""


class OutsideRole(OutOfScope):
    """A board member or donor asked for a page that their role does not know."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only people in whose role `permission` has a scope reach the view.

    Anonymous people are sent to sign in; board and donor get 404, other roles 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.can(permission):
                raise _refusal(request.user.role, permission)
            return view(request, *args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]
        return checked

    return decorate


def public(reason: str) -> Callable[[View], View]:
    """Mark a view that anybody may reach, and say why."""

    def decorate(view: View) -> View:
        view.public_because = reason  # type: ignore[attr-defined]
        return view

    return decorate


def is_declared(view: View) -> bool:
    return hasattr(view, "permission") or hasattr(view, "public_because")


def _refusal(role: str, permission: Permission) -> Exception:
    if ROLE_TEXTS[Role(role)].outsider:
        return OutsideRole(permission)
    return PermissionDenied(permission)
