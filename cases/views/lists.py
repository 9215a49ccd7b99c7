"""The sister lists of casework: cases, people, people suspected, court cases, hearings."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.case_list import CASES, visible_cases
from cases.conflict_list import CONFLICTS
from cases.court_lists import COURT_CASES, HEARINGS, court_cases_of, hearings_of
from cases.person_list import PEOPLE, visible_people
from cases.suspect_list import SUSPECTS, visible_suspects
from tracekenya.pages.listing import Act, ListPage, list_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

SISTERS = (
    (CASES, "case_list", Permission.CASE_VIEW),
    (PEOPLE, "person_list", Permission.CASE_VIEW),
    (SUSPECTS, "suspect_list", Permission.SUSPECT_VIEW),
    (COURT_CASES, "court_case_list", Permission.COURT_VIEW),
    (HEARINGS, "hearing_list", Permission.COURT_VIEW),
)


@requires(Permission.CASE_VIEW)
@require_safe
def case_list(request):
    acts = [
        Act(_("Open a case"), reverse("cases:case_open"), "plus", Permission.CASE_OPEN),
        Act(_("Find a person"), reverse("cases:people_search"), "search", Permission.PERSON_SEARCH),
        Act(_("Who looked at my cases"), reverse("cases:look_list"), "", Permission.TRAIL_CASE),
        Act(CONFLICTS.title, reverse("cases:conflict_list"), "shield", Permission.CASE_RESTRICT),
    ]
    return _list(request, CASES, visible_cases(request.user), acts)


@requires(Permission.CASE_VIEW)
@require_safe
def person_list(request):
    acts = [
        Act(_("Find a person"), reverse("cases:people_search"), "search", Permission.PERSON_SEARCH)
    ]
    return _list(request, PEOPLE, visible_people(request.user), acts)


@requires(Permission.SUSPECT_VIEW)
@require_safe
def suspect_list(request):
    return _list(request, SUSPECTS, visible_suspects(request.user))


@requires(Permission.COURT_VIEW)
@require_safe
def court_case_list(request):
    return _list(request, COURT_CASES, court_cases_of(request.user))


@requires(Permission.COURT_VIEW)
@require_safe
def hearing_list(request):
    return _list(request, HEARINGS, hearings_of(request.user))


def _list(request: HttpRequest, page: ListPage, rows, acts=()) -> HttpResponse:
    """Answer with a list, under links to its sisters that the reader may open."""
    sisters = [
        {"label": sister.title, "url": reverse(f"cases:{route}"), "current": sister is page}
        for sister, route, permission in SISTERS
        if request.user.can(permission)
    ]
    return list_response(
        request, page, rows, acts=acts, template="cases/list_page.html", sisters=sisters
    )
