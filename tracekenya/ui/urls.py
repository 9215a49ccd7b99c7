"""Where the style guide stands; the project's routes say who may open it."""

from collections.abc import Callable

from django.urls import URLPattern, path

from tracekenya.ui import views


def routes(gate: Callable) -> tuple[list[URLPattern], str]:
    """Return the routes for `include`, each view behind `gate`, a decorator."""
    return [path("", gate(views.styleguide), name="styleguide")], "ui"
