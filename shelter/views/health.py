"""Health checks of a stay: kept, looked at in short, mended."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shelter import health, stay_page
from shelter.access import get_admission_for
from shelter.actions import health as acts
from shelter.forms.health import HealthEditForm, HealthForm
from shelter.house_records import get_of_stay
from shelter.models import HealthCheck
from tracekenya.pages.facts import fact, facts_of
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.MEDICAL_RECORD)
@require_http_methods(GET_POST)
def health_add(request, pk):
    stay = get_admission_for(request.user, pk, Permission.MEDICAL_RECORD)
    return form_response(
        request, HealthForm(request.POST or None), action=acts.add, given={"admission": stay},
        title=_("Health check: %(code)s") % {"code": stay.case.code}, trail=stay_page.trail_of(stay),
        lead=_("Everything but the two days is sealed. Write what the clinician found, nothing else."),
        done=_("Kept and sealed."), goes_to=None, cancel_url=stay.get_absolute_url(),
    )  # fmt: skip


@requires(Permission.MEDICAL_VIEW)
@require_safe
def health_detail(request, pk):
    row = get_of_stay(HealthCheck, request.user, pk, Permission.MEDICAL_VIEW)
    who = row.recorded_by.staff_code if row.recorded_by else ""
    return record_response(
        request, row, title=health.title_of(row), trail=stay_page.trail_of(row.admission),
        lead=_("The answers are sealed."), tags=health.alarms_of([row]),
        facts=[*facts_of(row, ["checked_at", "follow_up_on"]), fact(_("Written by"), who)],
        acts=health.acts_on(row, request.user),
    )  # fmt: skip


@requires(Permission.MEDICAL_RECORD)
@require_http_methods(GET_POST)
def health_edit(request, pk):
    row = get_of_stay(HealthCheck, request.user, pk, Permission.MEDICAL_RECORD)
    form = HealthEditForm(request.POST or None, instance=row, initial={"version": row.version})
    return form_response(
        request, form, action=acts.edit, given={"row": row},
        title=_("Change: %(what)s") % {"what": health.title_of(row)},
        lead=_("What is sealed is not shown here. What you leave empty stays as it is."),
        done=_("Saved."), goes_to=row.get_absolute_url(),
        trail=[*stay_page.trail_of(row.admission), (health.title_of(row), row.get_absolute_url())],
    )  # fmt: skip
