"""Residents from a sheet: the template, the upload, the trial, and moving in."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shelter import move_in_page
from shelter.access import get_shelter_for
from shelter.actions import move_in
from shelter.forms.move_in import MoveInForm
from shelter.house_records import get_of_house
from shelter.models import MoveIn
from tracekenya.lib.addresses import address, plain_address
from tracekenya.lib.errors import DomainError
from tracekenya.lib.uploads import CONTENT_TYPES
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.STAY_MOVE_IN)
@require_safe
def move_in_list(request):
    rows = move_in_page.visible_rows(request.user)
    return list_response(request, move_in_page.MOVE_INS, rows, trail=_above())


@requires(Permission.STAY_MOVE_IN)
@require_http_methods(["GET", "POST"])
def move_in_upload(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.STAY_MOVE_IN)
    form = MoveInForm(request.POST or None, request.FILES or None)
    return form_response(
        request, form, title=_("Residents from a sheet"),
        lead=_("Nobody moves in yet: the next page shows what is wrong in which row."),
        action=move_in.take, given={"shelter": shelter},
        done=_("The sheet was tried. Nobody has moved in yet."), goes_to=None,
        trail=[
            *_above(), (str(shelter), address("shelter:shelter_detail", shelter.pk)),
            (_("Residents from sheets"), plain_address("shelter:move_in_list")),
        ],
        cancel_url=address("shelter:shelter_detail", shelter.pk), submit_label=_("Try the sheet"),
        template="shelter/move_in_upload.html",
    )  # fmt: skip


@requires(Permission.STAY_MOVE_IN)
@require_safe
def move_in_template(request):
    return FileResponse(
        move_in_page.template_book(), as_attachment=True, filename="residents.xlsx",
        content_type=CONTENT_TYPES["xlsx"],
    )  # fmt: skip


@requires(Permission.STAY_MOVE_IN)
@require_safe
def move_in_check(request, pk):
    """Show what would come of the sheet now, or what came of it."""
    row = get_of_house(MoveIn, request.user, pk, Permission.STAY_MOVE_IN)
    trial = None
    if row.discarded_at is None:
        try:
            trial = move_in.trial_of(row=row, by=request.user)
        except FileNotFoundError:
            messages.error(request, _("The file is gone. Send the sheet again."))
    return record_response(
        request, row, title=move_in_page.title_of(row), trail=_of(row),
        facts=move_in_page.facts_on(row, trial), tags=[move_in_page.state_of(row)],
        acts=move_in_page.acts_on(row, trial), panels=move_in_page.panels_on(row, trial, request.user),
    )  # fmt: skip


@requires(Permission.STAY_MOVE_IN)
@require_POST
def move_in_apply(request, pk):
    row = get_of_house(MoveIn, request.user, pk, Permission.STAY_MOVE_IN)
    try:
        row = move_in.take_over(row=row, by=request.user)
        words = ngettext("%(people)d person moved in.", "%(people)d people moved in.", row.rows)
        messages.success(request, words % {"people": row.rows})
    except DomainError as refusal:
        messages.error(request, refusal.message)
    except FileNotFoundError:
        messages.error(request, _("The file is gone. Send the sheet again."))
    return redirect(row)


@requires(Permission.STAY_MOVE_IN)
@require_POST
def move_in_discard(request, pk):
    row = get_of_house(MoveIn, request.user, pk, Permission.STAY_MOVE_IN)
    move_in.discard(row=row, by=request.user)
    messages.success(request, _("The sheet is discarded."))
    return redirect(row)


def _above():
    return [(_("Free beds"), plain_address("shelter:shelter_list"))]


def _of(row):
    lists = plain_address("shelter:move_in_list")
    return [*_above(), (_("Residents from sheets"), lists)]
