"""What M&E may change of the framework: an indicator's settings, its milestones, the reading."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reporting.access import get_indicator
from reporting.actions import framework
from reporting.forms.framework import IndicatorSettingsForm, MilestonesForm, ReadingForm
from reporting.pages.settings import effect_of, history_of
from reporting.pages.trails import trail_of
from reporting.results import accumulations_of, plan_years, readings_of
from reporting.views.plan import needs_plan
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

TEMPLATE = "reporting/indicator_form.html"


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "POST"])
@needs_plan
def indicator_settings(request: HttpRequest, code: str) -> HttpResponse:
    row = get_indicator(code)
    form = IndicatorSettingsForm(
        request.POST or None, instance=row, initial={"version": row.version}
    )
    ways = (
        accumulations_of(code, today=timezone.localdate()) if "accumulation" in form.fields else ()
    )
    return form_response(
        request, form, title=_("Settings of %(code)s") % {"code": code},
        action=framework.change_settings, given={"row": row}, done=_("Saved."),
        goes_to=row, trail=trail_of(row), template=TEMPLATE, lead=row.short_name,
        effect=effect_of(_("What each way would give"), ways, plan_years(), row),
        changes=history_of(row),
    )  # fmt: skip


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "POST"])
@needs_plan
def indicator_milestones(request: HttpRequest, code: str) -> HttpResponse:
    row = get_indicator(code)
    form = MilestonesForm(request.POST or None, indicator=row)
    return form_response(
        request, form, title=_("Milestones of %(code)s") % {"code": code},
        action=lambda by, reason, version, **_rest: framework.set_milestones(
            indicator=row, values=form.values, reason=reason, version=version, by=by
        ),
        given={}, done=_("Saved."), goes_to=row, trail=trail_of(row), template=TEMPLATE,
        lead=row.short_name, changes=history_of(row), printed=row,
    )  # fmt: skip


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "POST"])
@needs_plan
def indicator_reading(request: HttpRequest, code: str) -> HttpResponse:
    row, readings = get_indicator(code), readings_of(code, today=timezone.localdate())
    form = ReadingForm(request.POST or None, indicator=row, readings=readings)
    return form_response(
        request, form, title=_("Reading of %(code)s") % {"code": code},
        action=framework.choose_reading, given={"indicator": row}, done=_("Saved."), goes_to=row,
        trail=trail_of(row), template=TEMPLATE, lead=row.short_name,
        effect=effect_of(_("What each reading would give"), readings, plan_years(), row),
        changes=history_of(row),
    )  # fmt: skip
