"""People suspected: adding, page, correction, and the identity, whose opening is kept."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import suspect_page
from cases.access import get_case_for, get_suspect_for, suspects_in_reach
from cases.actions import suspects
from cases.forms.court import JoinSuspectForm, SuspectForm
from cases.forms.editing import SuspectEditForm
from cases.sealed import SUSPECT
from cases.suspect_list import PRESUMED
from cases.views.common import case_form_page
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.SUSPECT_EDIT)
@require_http_methods(["GET", "POST"])
def suspect_add(request, pk):
    case = get_case_for(request.user, pk, Permission.SUSPECT_EDIT, write=True)
    return case_form_page(
        request, case, SuspectForm(request.POST or None), title=_("Add a person suspected"),
        lead=PRESUMED, action=suspects.register, done=_("The person is added by code."),
    )  # fmt: skip


@requires(Permission.SUSPECT_EDIT)
@require_http_methods(["GET", "POST"])
def suspect_join(request, pk):
    case = get_case_for(request.user, pk, Permission.SUSPECT_EDIT, write=True)
    form = JoinSuspectForm(request.POST or None, suspects=suspects_in_reach(request.user))
    return case_form_page(
        request, case, form, title=_("Join a person suspected"), lead=PRESUMED,
        action=suspects.link, done=_("The person is joined to this case."),
    )  # fmt: skip


@requires(Permission.SUSPECT_VIEW)
@require_safe
def suspect_detail(request, pk):
    suspect = get_suspect_for(request.user, pk)
    record_look(AuditKind.VIEWED, by=request.user, target=suspect)
    edit = reverse("cases:suspect_edit", args=[pk])
    return record_response(
        request, suspect, title=suspect.code, trail=suspect_page.trail(), lead=PRESUMED,
        facts=suspect_page.facts(suspect), panels=suspect_page.panels(suspect, request.user),
        acts=[
            Act(_("Change"), edit, "edit", Permission.SUSPECT_EDIT),
            *SUSPECT.act_on(suspect, request.user),
        ],
    )  # fmt: skip


@requires(Permission.SUSPECT_EDIT)
@require_http_methods(["GET", "POST"])
def suspect_edit(request, pk):
    """Opening the sealed details for correction is itself an opening of the identity."""
    suspect = get_suspect_for(request.user, pk)
    if request.method == "GET":
        suspects.reveal(suspect=suspect, by=request.user)
    form = SuspectEditForm(
        request.POST or None, instance=suspect, initial={"version": suspect.version}
    )
    return form_response(
        request, form, title=_("Details of %(code)s") % {"code": suspect.code}, lead=PRESUMED,
        action=suspects.edit, given={"row": suspect}, done=_("Saved."),
        goes_to=suspect.get_absolute_url(), trail=suspect_page.trail(suspect), keeps_opening=False,
    )  # fmt: skip
