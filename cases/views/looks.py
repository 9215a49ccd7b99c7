"""Who looked at one case, and at all of one's own."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.access import get_case_for
from cases.looks import CASE_LOOKS, MY_LOOKS, looks_at, looks_at_cases_of, summary
from tracekenya.pages.listing import list_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.TRAIL_CASE)
@require_safe
def case_look_list(request, pk):
    case = get_case_for(request.user, pk, Permission.TRAIL_CASE)
    rows = looks_at(case)
    trail = [(_("Cases"), reverse("cases:case_list")), (case.code, case.get_absolute_url())]
    return list_response(
        request, CASE_LOOKS, rows, template="cases/look_list.html", trail=trail,
        **summary(rows, request.GET, with_cases=False),
    )  # fmt: skip


@requires(Permission.TRAIL_CASE)
@require_safe
def look_list(request):
    rows = looks_at_cases_of(request.user)
    return list_response(
        request, MY_LOOKS, rows, template="cases/look_list.html",
        trail=[(_("Cases"), reverse("cases:case_list"))],
        **summary(rows, request.GET, with_cases=True),
    )  # fmt: skip
