"""What follows an arrival: the task list, the officer who was told, whom to tell later."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shelter import stay_page
from shelter.access import get_admission_for
from shelter.actions import corrections, officers, tasks
from shelter.forms.tasks import MayTellForm, OfficerEditForm, OfficerForm, TaskForm
from shelter.house_records import get_of_stay
from shelter.models import OfficerNotice, StayTask
from tracekenya.pages.facts import changes_of
from tracekenya.pages.responses import edit_response, form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.STAY_TASKS)
@require_http_methods(["GET", "POST"])
def task_edit(request, pk):
    task = get_of_stay(StayTask, request.user, pk, Permission.STAY_TASKS)
    return edit_response(
        request, TaskForm, task, title=f"{task.get_kind_display()}: {task.admission.case.code}",
        action=tasks.edit, goes_to=task.admission, trail=stay_page.trail_of(task.admission),
        template="shelter/row_form.html", changes=changes_of(task),
    )  # fmt: skip


@requires(Permission.STAY_TASKS)
@require_http_methods(["GET", "POST"])
def officer_told(request, pk):
    admission = get_admission_for(request.user, pk, Permission.STAY_TASKS)
    return form_response(
        request, OfficerForm(request.POST or None), title=_("Officer told"),
        lead=_("The children officer hears of a child without authority on the day of the arrival."),
        action=officers.tell, given={"admission": admission}, done=_("Kept."),
        goes_to=admission.get_absolute_url(), trail=stay_page.trail_of(admission),
    )  # fmt: skip


@requires(Permission.STAY_TASKS)
@require_http_methods(["GET", "POST"])
def officer_edit(request, pk):
    notice = get_of_stay(OfficerNotice, request.user, pk, Permission.STAY_TASKS)
    return edit_response(
        request, OfficerEditForm, notice, title=_("Officer told"), action=officers.edit,
        goes_to=notice.admission,
        trail=stay_page.trail_of(notice.admission), template="shelter/row_form.html",
        changes=changes_of(notice),
    )  # fmt: skip


@requires(Permission.STAY_TASKS)
@require_http_methods(["GET", "POST"])
def may_tell_edit(request, pk):
    admission = get_admission_for(request.user, pk, Permission.STAY_TASKS)
    return edit_response(
        request, MayTellForm, admission, title=_("Whom may we tell if you leave?"),
        lead=_("Only the person decides. Without an answer we tell nobody but whom the law names."),
        action=corrections.answer_whom_to_tell, trail=stay_page.trail_of(admission),
    )  # fmt: skip
