"""Longer stays: asked, changed, answered."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shelter import clock, longer_stays, stay_page
from shelter.access import get_admission_for
from shelter.actions import extensions
from shelter.forms.clock import AnswerForm, ExtensionEditForm, ExtensionForm
from shelter.house_records import get_of_stay
from shelter.models import StayExtension
from tracekenya.lib.addresses import plain_address
from tracekenya.lib.rules import day_words
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.STAY_VIEW)
@require_safe
def extension_list(request):
    rows = longer_stays.visible_extensions(request.user)
    return list_response(request, longer_stays.EXTENSIONS, rows, trail=_above())


@requires(Permission.STAY_EXTEND)
@require_http_methods(GET_POST)
def extension_ask(request, pk):
    stay = get_admission_for(request.user, pk, Permission.STAY_EXTEND)
    return form_response(
        request, ExtensionForm(request.POST or None), title=_("Ask to stay longer: %(code)s") % {"code": stay.case.code},
        lead=" ".join([clock.words_of(stay), _("Somebody else answers.")]), action=extensions.ask,
        given={"admission": stay}, done=_("Asked. Who may answer is told."),
        goes_to=stay.get_absolute_url(), trail=stay_page.trail_of(stay), submit_label=_("Ask"),
    )  # fmt: skip


@requires(Permission.STAY_VIEW)
@require_safe
def extension_detail(request, pk):
    row = get_of_stay(StayExtension, request.user, pk, Permission.STAY_VIEW)
    return record_response(
        request, row, title=longer_stays.title_of(row), trail=stay_page.trail_of(row.admission),
        facts=longer_stays.facts_on(row), tags=[longer_stays.state_of(row)],
        acts=longer_stays.acts_on(row, request.user),
    )  # fmt: skip


@requires(Permission.STAY_EXTEND)
@require_http_methods(GET_POST)
def extension_edit(request, pk):
    row = get_of_stay(StayExtension, request.user, pk, Permission.STAY_EXTEND)
    form = ExtensionEditForm(request.POST or None, instance=row, initial={"version": row.version})
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": longer_stays.title_of(row)},
        action=extensions.edit, given={"row": row}, done=_("Saved."),
        goes_to=row.get_absolute_url(), trail=_of(row),
    )  # fmt: skip


@requires(Permission.STAY_EXTEND_APPROVE)
@require_http_methods(GET_POST)
def extension_decide(request, pk):
    row = get_of_stay(StayExtension, request.user, pk, Permission.STAY_EXTEND_APPROVE)
    form = AnswerForm(request.POST or None, initial={"version": row.version})
    until = {"until": day_words(row.until_on), "why": row.get_reason_display()}
    return form_response(
        request, form, title=_("Answer: %(what)s") % {"what": longer_stays.title_of(row)},
        lead=_("Asked until %(until)s: %(why)s. A yes moves the planned exit.") % until,
        action=extensions.decide, given={"row": row}, done=_("Answered. The house sees it."),
        goes_to=row.get_absolute_url(), trail=_of(row),
    )  # fmt: skip


def _above():
    return [(_("Free beds"), plain_address("shelter:shelter_list"))]


def _of(row):
    return [
        *stay_page.trail_of(row.admission),
        (longer_stays.title_of(row), row.get_absolute_url()),
    ]
