"""Medicines: the round of a house, one prescription with its log, and each dose."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shelter import medicines, stay_page
from shelter.access import get_admission_for, get_shelter_for
from shelter.actions import medicines as acts
from shelter.doses import LOOK_BACK, open_slots
from shelter.forms.medicines import DoseEditForm, DoseForm, MedicineEditForm, MedicineForm, StopForm
from shelter.house_records import get_dose, get_of_stay
from shelter.models import Medicine
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.lib.addresses import address
from tracekenya.pages.responses import Panel, form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.MEDICINE_GIVE)
@require_safe
def medicine_round(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.MEDICINE_GIVE)
    residents = medicines.round_of(shelter, request.user, timezone.now())
    for resident in residents:
        record_look(AuditKind.VIEWED, by=request.user, target=resident.stay, fields=["medicines"])
    context = {
        "residents": residents, "title": _("Medicine round: %(shelter)s") % {"shelter": shelter},
        "trail": [(str(shelter), shelter.get_absolute_url())],
    }  # fmt: skip
    return render(request, "shelter/medicine_round.html", context)


@requires(Permission.MEDICINE_LIST)
@require_http_methods(GET_POST)
def medicine_add(request, pk):
    stay = get_admission_for(request.user, pk, Permission.MEDICINE_LIST)
    return form_response(
        request, MedicineForm(request.POST or None), action=acts.add, given={"admission": stay},
        title=_("Medicine: %(code)s") % {"code": stay.case.code}, trail=stay_page.trail_of(stay),
        lead=_("From now on the medicine round says when it is due."), done=_("Kept."),
        goes_to=None, cancel_url=stay.get_absolute_url(),
    )  # fmt: skip


@requires(Permission.MEDICINE_LIST)
@require_safe
def medicine_detail(request, pk):
    row, now = _get(request, pk, Permission.MEDICINE_LIST), timezone.now()
    record_look(AuditKind.VIEWED, by=request.user, target=row)
    log = {
        "log": medicines.log_of(row, now),
        "may_give": request.user.can(Permission.MEDICINE_GIVE),
    }
    return record_response(
        request, row, title=_title(row), trail=stay_page.trail_of(row.admission),
        facts=medicines.facts(row, request.user), tags=medicines.tags_of(row, now),
        acts=medicines.acts_on(row, now),
        panels=[Panel("log", _("Doses of the last seven days"), "shelter/_dose_log.html", log)],
    )  # fmt: skip


@requires(Permission.MEDICINE_LIST)
@require_http_methods(GET_POST)
def medicine_edit(request, pk):
    row = _get(request, pk, Permission.MEDICINE_LIST)
    form = MedicineEditForm(request.POST or None, instance=row, initial={"version": row.version})
    is_taken = "medicine" not in form.fields
    return form_response(
        request, form, action=acts.edit, given={"row": row}, done=_("Saved."),
        title=_("Change: %(what)s") % {"what": _title(row)}, goes_to=row.get_absolute_url(), trail=_above(row),
        lead=_("A dose was given already: for another amount or hour, stop this one and add the new one.") if is_taken else "",
    )  # fmt: skip


@requires(Permission.MEDICINE_LIST)
@require_http_methods(GET_POST)
def medicine_stop(request, pk):
    row = _get(request, pk, Permission.MEDICINE_LIST)
    if row.stopped_on is not None:
        return redirect(row)
    form = StopForm(request.POST or None, initial={"version": row.version})
    return form_response(
        request, form, action=acts.stop, given={"row": row}, done=_("It is not due any more."),
        title=_("Stop: %(what)s") % {"what": _title(row)}, submit_label=_("Stop it"),
        goes_to=row.get_absolute_url(), trail=_above(row),
    )  # fmt: skip


@requires(Permission.MEDICINE_GIVE)
@require_http_methods(GET_POST)
def dose_give(request, pk):
    row, now = _get(request, pk, Permission.MEDICINE_GIVE), timezone.now()
    slots = open_slots(row, row.doses.filter(due_at__gte=now - LOOK_BACK), now)
    form = DoseForm(request.POST or None, medicine=row, slots=slots)
    back = address("shelter:medicine_round", row.admission.shelter_id)
    if request.method == "GET":
        record_look(AuditKind.VIEWED, by=request.user, target=row)
    return form_response(
        request, form, action=acts.give, given={"row": row}, done=_("Kept."), goes_to=back,
        title=_("Dose: %(code)s") % {"code": row.admission.case.code},
        lead=f"{row.medicine}, {row.dose}", submit_label=_("Keep it"),
        trail=[(_("Medicine round"), back)],
    )  # fmt: skip


@requires(Permission.MEDICINE_GIVE)
@require_http_methods(GET_POST)
def dose_edit(request, pk):
    row = get_dose(request.user, pk, Permission.MEDICINE_GIVE)
    form = DoseEditForm(request.POST or None, instance=row, initial={"version": row.version})
    stay = row.medicine.admission
    back = address("shelter:medicine_round", stay.shelter_id)
    if request.user.can(Permission.MEDICINE_LIST):
        back = row.medicine.get_absolute_url()
    return form_response(
        request, form, action=acts.edit_dose, given={"row": row}, done=_("Saved."), goes_to=back,
        title=_("Dose: %(code)s") % {"code": stay.case.code},
        lead=f"{row.medicine.medicine}, {row.medicine.dose}", trail=stay_page.trail_of(stay),
    )  # fmt: skip


def _get(request, pk, permission) -> Medicine:
    return get_of_stay(Medicine, request.user, pk, permission)


def _title(row: Medicine) -> str:
    """Name no medicine: titles stand in the history of the browser."""
    return _("Medicine of %(code)s") % {"code": row.admission.case.code}


def _above(row: Medicine):
    return [*stay_page.trail_of(row.admission), (_title(row), row.get_absolute_url())]
