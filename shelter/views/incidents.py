"""Incidents of a house: written down, told, corrected, closed."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shelter import incidents
from shelter.access import get_shelter_for
from shelter.actions import incidents as acts
from shelter.forms.incidents import IncidentEditForm, IncidentForm, ToldForm
from shelter.models import Incident
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.lib.addresses import plain_address
from tracekenya.pages.facts import fact, facts_of
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import Panel, form_response, press_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.INCIDENT_VIEW)
@require_safe
def incident_list(request):
    return list_response(request, incidents.INCIDENTS, incidents.visible_incidents(request.user))


@requires(Permission.INCIDENT_REPORT)
@require_http_methods(GET_POST)
def incident_add(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.INCIDENT_REPORT)
    form = IncidentForm(request.POST or None, shelter=shelter, user=request.user)
    return form_response(
        request, form, action=acts.add, given={"shelter": shelter}, done=_("The incident is kept."),
        title=_("Incident: %(shelter)s") % {"shelter": shelter}, goes_to=None,
        lead=_("First help, then write. Who must hear of it is told at once."),
        cancel_url=shelter.get_absolute_url(), trail=_above(shelter),
        template="shelter/incident_form.html", allegation_url=plain_address("shelter:allegation_report"),
    )  # fmt: skip


@requires(Permission.INCIDENT_VIEW)
@require_safe
def incident_detail(request, pk):
    row = incidents.get_incident_for(request.user, pk)
    record_look(AuditKind.VIEWED, by=request.user, target=row)
    people = incidents.people_of(row, request.user)
    who = row.recorded_by.staff_code if row.recorded_by else ""
    notices = {"notices": incidents.notices_of(row)}
    panels = [
        Panel("people", _("Residents who had a part"), "shelter/_incident_people.html", {"people": people}),
        Panel("told", _("Who was told"), "shelter/_incident_notices.html", notices),
    ]  # fmt: skip
    return record_response(
        request, row, title=incidents.title_of(row), trail=_above(row.shelter),
        facts=[*facts_of(row, incidents.FACTS), fact(_("Written by"), who)], tags=incidents.tags_of(row),
        acts=incidents.acts_on(row, request.user), panels=panels,
    )  # fmt: skip


@requires(Permission.INCIDENT_REPORT)
@require_http_methods(GET_POST)
def incident_edit(request, pk):
    row = incidents.get_incident_for(request.user, pk, Permission.INCIDENT_REPORT)
    if row.closed_at is not None:
        return redirect(row)
    form = IncidentEditForm(
        request.POST or None, instance=row, user=request.user, initial={"version": row.version}
    )
    return form_response(
        request, form, action=acts.edit, given={"row": row}, done=_("Saved."),
        title=_("Change: %(what)s") % {"what": incidents.title_of(row)},
        goes_to=row.get_absolute_url(), trail=_of(row), template="shelter/incident_form.html", allegation_url=plain_address("shelter:allegation_report"),
    )  # fmt: skip


@requires(Permission.INCIDENT_REPORT)
@require_http_methods(GET_POST)
def incident_told(request, pk):
    row = incidents.get_incident_for(request.user, pk, Permission.INCIDENT_REPORT)
    if row.closed_at is not None:
        return redirect(row)
    return form_response(
        request, ToldForm(request.POST or None), action=acts.tell_of, given={"row": row},
        title=_("Who was told"), lead=_("Each with the time. Nothing is sent from here."),
        done=_("Kept."), goes_to=row.get_absolute_url(), trail=_of(row),
    )  # fmt: skip


@requires(Permission.INCIDENT_CLOSE)
@require_POST
def incident_close(request, pk):
    row = incidents.get_incident_for(request.user, pk, Permission.INCIDENT_CLOSE)
    return press_response(
        request, acts.close, row=row, goes_to=row, done=_("The incident is closed.")
    )


def _above(shelter):
    return [(_("Incidents"), incidents.LIST()), (str(shelter), shelter.get_absolute_url())]


def _of(row: Incident):
    return [*_above(row.shelter), (incidents.title_of(row), row.get_absolute_url())]
