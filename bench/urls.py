"""The routes of the system and two bare pages to compare with: an answer, and an empty frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.urls import urlpatterns as all_routes


@requires(Permission.HOME_VIEW)
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.staff_code)


@requires(Permission.HOME_VIEW)
def frame(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


urlpatterns = [path("bench/bare/", bare), path("bench/frame/", frame), *all_routes]
