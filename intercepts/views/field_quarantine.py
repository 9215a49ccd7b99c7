"""Pages on what phones sent and nobody could take: the list, one record, mending, discarding."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intercepts import quarantine
from intercepts.actions import field_mending
from intercepts.comparing import pairs
from intercepts.enums import DiscardReason, RecordKind
from intercepts.phone.judging import judge_forms, try_out
from intercepts.phone.opening import forms_for, opened
from intercepts.phone.payloads import Unfit
from intercepts.phone.short_kinds import KINDS
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.lib.errors import DomainError
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


class DiscardForm(forms.Form):
    """Why a record is dropped for good."""

    reason = forms.ChoiceField(
        label=_lazy("Why"),
        choices=[each for each in DiscardReason.choices if each[0] != DiscardReason.ERASED],
        widget=forms.RadioSelect,
    )


def trail_to(row=None):
    """Return the way to the list, or to the page of a record."""
    trail = [
        (_("Intercepts"), reverse("intercepts:intercept_list")),
        (_("To be mended"), reverse("intercepts:submission_list")),
    ]
    return [*trail, (title_of(row), row.get_absolute_url())] if row else trail


def title_of(row):
    return f"{row.get_kind_display()} {row}"


@requires(Permission.QUARANTINE_MEND)
@require_safe
def submission_list(request):
    return list_response(
        request, quarantine.SUBMISSIONS, quarantine.waiting_rows(), acts=[], trail=trail_to()[:1]
    )


@requires(Permission.QUARANTINE_MEND)
@require_safe
def submission_detail(request, pk):
    row = quarantine.get_submission_for(request.user, pk)
    record_look(AuditKind.VIEWED, by=request.user, target=row)
    return record_response(
        request, row, title=title_of(row), trail=trail_to(), facts=quarantine.facts(row),
        tags=[quarantine.state_tag(row)], acts=quarantine.acts(row),
    )  # fmt: skip


@requires(Permission.QUARANTINE_MEND)
@require_POST
def submission_mend(request, pk):
    """Show what was typed, in this answer alone, with what is wrong at the fields; take it mended."""
    row = quarantine.get_submission_for(request.user, pk)
    if row.state not in field_mending.WAITING:
        messages.error(request, _("Somebody else has settled this record already."))
        return redirect(row)
    if row.kind == RecordKind.PHOTO:
        return _take_photo(request, row)
    is_mended = "take" in request.POST
    what = opened(row) if is_mended else field_mending.open_typed(row=row, by=request.user)
    if what.said is None:
        title = _("Opened: %(what)s") % {"what": title_of(row)}
        context = {"row": row, "text": what.text, "trail": trail_to(row), "title": title}
        return render(request, "intercepts/submission_text.html", context)
    posted = request.POST if is_mended else None
    bound = forms_for(row, what, by=request.user, posted=posted)
    if is_mended and _take(request, row, bound, what):
        return redirect(row)
    if not is_mended:
        _judge(row, bound, what, request.user)
    first = quarantine.first_of(row)
    is_short = row.kind in KINDS
    context = {
        "heading": row.get_kind_display() if is_short else _("Where and when"),
        "row": row, "event": bound.main, "people": bound.people,
        "title": _("Mend: %(what)s") % {"what": title_of(row)}, "trail": trail_to(row), "pairs": pairs(first, bound) if first else [],
        "all_forms": [bound.main, *bound.people],
    }  # fmt: skip
    return render(request, "intercepts/submission_mend.html", context)


@requires(Permission.QUARANTINE_MEND)
@require_http_methods(["GET", "POST"])
def submission_discard(request, pk):
    row = quarantine.get_submission_for(request.user, pk)
    form = DiscardForm(request.POST if request.method == "POST" else None)
    return form_response(
        request, form, title=_("Discard %(what)s") % {"what": title_of(row)},
        action=field_mending.discard, given={"row": row}, done=_("Discarded."), goes_to=row,
        trail=trail_to(row), submit_label=_("Discard"),
        lead=_("What was typed is dropped for good. That it came, and why it went, is kept."),
    )  # fmt: skip


def _take_photo(request, row):
    try:
        field_mending.take_photo(row=row, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Taken."))
    return redirect(row)


def _take(request, row, bound, what) -> bool:
    try:
        field_mending.take_mended(row=row, forms=bound, what=what, by=request.user)
    except Unfit:
        return False
    except DomainError as refusal:
        bound.main.add_error(None, refusal.message)
        return False
    messages.success(request, _("Taken."))
    return True


def _judge(row, bound, what, by) -> None:
    """Lay the errors on the forms; that nothing is wrong is no reason to write."""
    try:
        judged = judge_forms(
            row.kind, bound, key=row.client_uuid, by=row.phone.monitor, known=what.known,
            office=by,
        )  # fmt: skip
    except Unfit:
        return
    try_out(judged, bound)
