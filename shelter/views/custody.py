"""Belongings in custody: taken in, signed for, handed out, and what nobody brought."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shelter import custody, custody_list, stay_page
from shelter.access import get_admission_for
from shelter.actions import custody as acts
from shelter.enums import ItemStatus
from shelter.forms.custody import (
    HandOutForm,
    ItemEditForm,
    ItemForm,
    PartForm,
    SignForm,
    TakeBackForm,
)
from shelter.house_records import get_of_stay
from shelter.models import BelongingItem
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.lib.addresses import address, plain_address
from tracekenya.lib.errors import DomainError
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import Panel, form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform

GET_POST = ["GET", "POST"]
KEEP = Permission.BELONGING_KEEP


@requires(Permission.BELONGING_VIEW)
@require_safe
def belonging_list(request):
    rows = custody_list.visible_items(request.user)
    above = [(_("Free beds"), plain_address("shelter:shelter_list"))]
    return list_response(request, custody_list.BELONGINGS, rows, trail=above)


@requires(Permission.BELONGING_KEEP)
@require_http_methods(GET_POST)
def belonging_add(request, pk):
    stay = get_admission_for(request.user, pk, KEEP)
    page = stay.get_absolute_url()
    goes_to = address("shelter:belonging_add", stay.pk) if "more" in request.POST else page
    return form_response(
        request, ItemForm(request.POST or None), action=acts.take_in, given={"admission": stay},
        title=_("Add belongings: %(code)s") % {"code": stay.case.code}, done=_("Kept."),
        goes_to=goes_to, cancel_url=page, trail=stay_page.trail_of(stay),
        template="shelter/belonging_add.html",
    )  # fmt: skip


@requires(Permission.BELONGING_KEEP)
@require_POST
def belongings_none(request, pk):
    stay = get_admission_for(request.user, pk, KEEP)
    try:
        acts.brought_nothing(admission=stay, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Kept: the person brought nothing."))
    return redirect(stay)


@requires(Permission.BELONGING_VIEW)
@require_safe
def belonging_detail(request, pk):
    row = get_of_stay(BelongingItem, request.user, pk, Permission.BELONGING_VIEW)
    record_look(AuditKind.VIEWED, by=request.user, target=row)
    signed = custody.signatures_of(row.signatures.defer("strokes"))
    context = {"signatures": signed}
    panels = [Panel("signatures", _("Signatures"), "shelter/_signatures.html", context)]
    if parts := custody.parts_of(row):
        context = {"parts": parts, "whole": custody.taken_in_altogether(row, parts)}
        panels.insert(0, Panel("parts", _("Handed out in parts"), "shelter/_parts.html", context))
    return record_response(
        request, row, title=custody.title_of(row), trail=stay_page.trail_of(row.admission),
        facts=custody.facts_on(row, request.user), tags=[custody.state_of(row)],
        acts=custody.acts_on(row), panels=panels if signed else panels[:-1],
    )  # fmt: skip


@requires(Permission.BELONGING_KEEP)
@require_http_methods(GET_POST)
def belonging_edit(request, pk):
    row = get_of_stay(BelongingItem, request.user, pk, KEEP)
    form = ItemEditForm(request.POST or None, instance=row, initial={"version": row.version})
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": custody.title_of(row)},
        action=acts.edit_item, given={"row": row}, done=_("Saved."),
        goes_to=row.get_absolute_url(), trail=_of(row),
    )  # fmt: skip


@requires(Permission.BELONGING_KEEP)
@require_http_methods(GET_POST)
def belonging_back(request, pk):
    row = get_of_stay(BelongingItem, request.user, pk, KEEP)
    if row.status == ItemStatus.HELD:
        return redirect(row)
    form = TakeBackForm(request.POST or None, initial={"version": row.version, "place": row.place})
    return form_response(
        request, form, title=_("Take in: %(what)s") % {"what": custody.title_of(row)},
        lead=_("For safe keeping again, or because it was wrongly written as gone. Somebody signs anew."),
        action=acts.take_back, given={"row": row}, done=_("It is in safe keeping."),
        goes_to=row.get_absolute_url(), trail=_of(row),
    )  # fmt: skip


@requires(Permission.BELONGING_KEEP)
@require_http_methods(GET_POST)
def belongings_sign(request, pk):
    stay = get_admission_for(request.user, pk, KEEP)
    form = SignForm(request.POST or None, stay=stay, items=custody.to_sign(stay))
    return _signing_page(
        request, form, acts.sign, title=_("Signature: %(code)s") % {"code": stay.case.code},
        done=_("The signature is kept."), submit_label=_("Keep the signature"),
    )  # fmt: skip


@requires(Permission.BELONGING_KEEP)
@require_http_methods(GET_POST)
def belongings_hand_out(request, pk):
    stay = get_admission_for(request.user, pk, KEEP)
    items = custody.open_items(stay)
    if not items:
        messages.info(request, _("Nothing of this person is in safe keeping."))
        return redirect(stay)
    form = HandOutForm(
        request.POST or None, stay=stay, items=items, chosen=_key(request.GET.get("item"))
    )
    return _signing_page(
        request, form, acts.hand_out, title=_("Hand out: %(code)s") % {"code": stay.case.code},
        lead=custody.who_gets_things(stay),
        done=_("Handed out."), submit_label=_("Hand out"),
    )  # fmt: skip


@requires(Permission.BELONGING_KEEP)
@require_http_methods(GET_POST)
def belonging_part(request, pk):
    """Hand out a part of a sum of money; of what is none, its page says what to do."""
    row = get_of_stay(BelongingItem, request.user, pk, KEEP)
    kept = acts.sum_kept(row)
    if kept is None:
        if row.kind == acts.CASH and row.status == ItemStatus.HELD:
            messages.error(
                request, _("First write the amount as one number and one currency: press “Change”.")
            )
        return redirect(row)
    form = PartForm(
        request.POST or None, stay=row.admission, kept=kept, initial={"version": row.version}
    )
    return _signing_page(
        request, form, acts.hand_out_part, given={"row": row}, goes_to=row, trail=_of(row),
        title=_("Hand out a part: %(what)s") % {"what": custody.title_of(row)},
        done=_("Handed out. The rest stays in safe keeping."), submit_label=_("Hand out"),
    )  # fmt: skip


def _signing_page(request, form, action, *, done, given=None, goes_to=None, **context):
    """Perform what somebody signs, or show the form with the field for the pen."""
    stay = form.stay
    goes_to = goes_to or stay
    if form.is_valid():
        if perform(form, action, by=request.user, **(given or {}), **form.facts()) is not None:
            messages.success(request, done)
            return redirect(goes_to)
    elif request.method == "GET" and "part" in form.fields:  # it shows how much is kept
        record_look(AuditKind.REVEALED, by=request.user, target=goes_to, fields=["amount"])
    elif request.method == "GET" and "items" in form.fields:  # it shows what the things look like
        record_look(AuditKind.REVEALED, by=request.user, target=stay, fields=["belongings"])
    context = {"trail": stay_page.trail_of(stay)} | context
    context |= {"form": form, "cancel_url": goes_to.get_absolute_url()}
    return render(request, "shelter/sign.html", context)


def _key(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _of(row: BelongingItem) -> list[tuple[str, str]]:
    above = stay_page.trail_of(row.admission)
    return [*above, (custody.title_of(row), row.get_absolute_url())]
