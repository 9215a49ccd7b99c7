"""Pages of the health of the data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reporting.health.forms import HealthFilterForm
from reporting.health.lists import list_of
from reporting.health.page import Choice, health_page
from reporting.health.registry import BY_SLUG
from tracekenya.pages.listing import list_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.DATA_HEALTH_VIEW)
@require_safe
def data_health(request: HttpRequest) -> HttpResponse:
    page = health_page(request.user, Choice.of(request.GET), timezone.localdate())
    form = HealthFilterForm(
        request.GET, areas=page.areas, roles=page.roles, owners=page.owner_choices
    )
    return render(request, "reporting/data_health.html", {"page": page, "form": form})


@requires(Permission.DATA_HEALTH_VIEW)
@require_safe
def data_health_check(request: HttpRequest, slug: str) -> HttpResponse:
    check = BY_SLUG.get(slug)
    if check is None or not check.subject.reaches(request.user):
        raise Http404(slug)
    return list_response(
        request, list_of(check, request.user), check.rows(request.user, timezone.localdate()),
        trail=[(_("Health of the data"), reverse("reporting:data_health"))],
        template="reporting/data_health_check.html", check=check,
    )  # fmt: skip
