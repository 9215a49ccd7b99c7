"""A year of an indicator in words: write it, and read who changed it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reporting.access import get_indicator, get_year_note
from reporting.actions import notes
from reporting.forms.notes import YearNoteForm
from reporting.pages.notes import note_for, year_url
from reporting.pages.trails import trail_of
from reporting.pages.years import chosen_year
from reporting.results import plan_years
from reporting.views.plan import needs_plan
from tracekenya.pages.facts import facts_of
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "POST"])
@needs_plan
def year_note_edit(request: HttpRequest, code: str) -> HttpResponse:
    indicator = get_indicator(code)
    choice = chosen_year(request.GET.get("year"), years=plan_years(), today=timezone.localdate())
    note = note_for(indicator, choice.year)
    form = YearNoteForm(
        request.POST or None, instance=note,
        initial={"version": 0 if note._state.adding else note.version},
    )  # fmt: skip
    names = {"code": code, "year": choice.year}
    return form_response(
        request, form, title=_("%(code)s in %(year)d, in words") % names, action=notes.write,
        given={"indicator": indicator, "year": choice.year}, done=_("Saved."),
        goes_to=year_url(indicator, choice.year), trail=trail_of(indicator),
        template="reporting/year_note_edit.html", lead=indicator.short_name,
    )  # fmt: skip


@requires(Permission.INDICATOR_VIEW)
@require_safe
def year_note_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    note = get_year_note(pk)
    names = {"code": note.indicator.code, "year": note.year}
    edit = year_url(note.indicator, note.year, "year_note_edit")
    return record_response(
        request, note, title=_("%(code)s in %(year)d, in words") % names,
        trail=trail_of(note.indicator), facts=facts_of(note, ("narrative", "deviation", "lessons")),
        acts=[Act(_("Change"), edit, "edit", Permission.INDICATOR_EDIT)],
    )  # fmt: skip
