"""The routes of the system and two bare pages to compare with: an answer, and an empty frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from bench.plain import PlainContact
from tracekenya.directory.models import Contact
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.urls import urlpatterns as all_routes
from tracekenya.vault.fields import open_together


@requires(Permission.HOME_VIEW)
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.staff_code)


@requires(Permission.HOME_VIEW)
def frame(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


@requires(Permission.HOME_VIEW)
def contacts(request: HttpRequest, kind: str) -> HttpResponse:
    """Show 50 names and phones in our frame, from plain or from sealed columns."""
    rows = list((Contact if kind == "sealed" else PlainContact).objects.filter(position="")[:50])
    open_together(row for row in rows if kind == "sealed")
    people = sorted((row.names, row.phone) for row in rows)
    return HttpResponse(TABLE.render({"people": people}, request))


TABLE = engines["django"].from_string(
    '{% extends "base.html" %}{% block content %}<table>{% for names, phone in people %}'
    "<tr><td>{{ names }}</td><td>{{ phone }}</td></tr>{% endfor %}</table>{% endblock %}"
)
urlpatterns = [
    path("bench/bare/", bare),
    path("bench/frame/", frame),
    path("bench/contacts/<slug:kind>/", contacts),
    *all_routes,
]
