"""Papers behind a value: send one, take it down, remove it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reporting.access import get_evidence_for, get_manual_value_for
from reporting.actions import evidence
from reporting.forms.earlier import EvidenceForm, RemoveEvidenceForm
from reporting.pages.trails import trail_of_value
from tracekenya.lib.uploads import CONTENT_TYPES
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.vault.errors import Erased


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "POST"])
def evidence_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    value = get_manual_value_for(request.user, pk)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    return form_response(
        request, form, title=_("Add a paper: %(what)s") % {"what": value}, action=evidence.add,
        given={"value": value}, done=_("The file is kept."), goes_to=value,
        trail=trail_of_value(value), submit_label=_("Send the file"),
    )  # fmt: skip


@requires(Permission.INDICATOR_TRUE_NUMBERS)
@require_safe
def evidence_download(request: HttpRequest, pk: UUID) -> HttpResponse:
    file = get_evidence_for(request.user, pk)
    try:
        content = evidence.read(row=file, by=request.user)
    except (FileNotFoundError, Erased):
        raise Http404 from None
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[file.kind],
        headers={
            "Content-Disposition": f'attachment; filename="{file.file_name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "POST"])
def evidence_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    file = get_evidence_for(request.user, pk)
    form = RemoveEvidenceForm(request.POST or None, version=file.version)
    return form_response(
        request, form, title=_("Remove %(what)s") % {"what": file}, action=evidence.remove,
        given={"row": file}, done=_("The file is removed."), goes_to=file.value,
        trail=trail_of_value(file.value), submit_label=_("Remove the file"),
        lead=_("The file itself is erased; who removed it and why stays."),
    )  # fmt: skip
