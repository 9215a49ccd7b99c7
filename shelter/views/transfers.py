"""Moves between our houses: asked from the page of a stay, answered by the other house."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shelter import moves, occupancy, stay_page
from shelter.access import get_admission_for
from shelter.actions import transfers
from shelter.forms.transfers import TransferAnswerForm, TransferForm, houses_to_ask
from shelter.models import ShelterTransfer
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.listing import Act, list_response
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import OutOfScope, requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform

GET_POST = ["GET", "POST"]


@requires(Permission.STAY_TRANSFER)
@require_safe
def transfer_list(request):
    rows = moves.visible_transfers(request.user)
    above = [(_("Free beds"), plain_address("shelter:shelter_list"))]
    return list_response(request, moves.TRANSFERS, rows, trail=above)


@requires(Permission.STAY_TRANSFER)
@require_http_methods(GET_POST)
def transfer_ask(request, pk):
    stay = get_admission_for(request.user, pk, Permission.STAY_TRANSFER)
    houses = houses_to_ask(stay)
    form = TransferForm(request.POST or None, houses=houses)
    return form_response(
        request, form, title=_("Move to another shelter: %(code)s") % {"code": stay.case.code},
        lead=_("A move is no exit: the stay, its nights and its tasks go on in the other house."),
        action=transfers.ask, given={"admission": stay}, done=_("Asked. The other house answers."),
        goes_to=stay.get_absolute_url(), trail=stay_page.trail_of(stay), submit_label=_("Ask"),
    )  # fmt: skip


@requires(Permission.STAY_TRANSFER)
@require_safe
def transfer_detail(request, pk):
    row = _transfer_for(request.user, pk)
    record_look(AuditKind.VIEWED, by=request.user, target=row)
    url = address("shelter:transfer_answer", row.pk)
    acts = [Act(_("Answer"), url, "check")] if moves.may_answer(row, request.user) else []
    return record_response(
        request, row, title=_title(row), trail=_above(), facts=moves.facts_about(row, request.user),
        tags=[moves.state_of(row)], acts=acts,
    )  # fmt: skip


@requires(Permission.STAY_TRANSFER)
@require_http_methods(GET_POST)
def transfer_answer(request, pk):
    """Ask for yes with a bed, or no; a move that needs none any more shows itself."""
    row = _transfer_for(request.user, pk)
    if row.verdict or not row.admission.is_in_house:
        return redirect(row)
    if not moves.may_answer(row, request.user):
        raise PermissionDenied(Permission.STAY_TRANSFER)
    stay, house = row.admission, row.to_shelter
    offers = occupancy.offers(stay.case, [house], stay.needs)
    mothers = occupancy.possible_mothers(stay.case, [house])
    form = TransferAnswerForm(request.POST or None, row=row, offers=offers, mothers=mothers)
    if form.is_valid() and perform(
        form, transfers.answer, row=row, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("Answered."))
        return redirect(row)
    context = {
        "form": form, "offers": offers, "title": _("Answer: %(what)s") % {"what": _title(row)},
        "trail": [*_above(), (_title(row), row.get_absolute_url())],
        "facts": moves.facts_about(row, request.user), "cancel_url": row.get_absolute_url(),
        "is_own": row.recorded_by_id == request.user.pk, "submit_label": _("Answer"),
    }  # fmt: skip
    return render(request, "shelter/transfer_answer.html", context)


def _transfer_for(user, pk) -> ShelterTransfer:
    row = moves.visible_transfers(user).filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    return row


def _title(row: ShelterTransfer) -> str:
    return _("Move of %(code)s") % {"code": row.admission.case.code}


def _above() -> list[tuple[str, str]]:
    return [(_("Moves between shelters"), plain_address("shelter:transfer_list"))]
