"""Writing down who came to an activity."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from programmes.access import get_activity_for
from programmes.actions import attendance
from programmes.attendance import counted
from programmes.forms import HeadcountForm, PeopleForm, PersonForm
from programmes.registers.activities import ACTIVITIES
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform, problems

GET_POST = ["GET", "POST"]


@requires(Permission.ACTIVITY_EDIT)
@require_http_methods(GET_POST)
def activity_people_add(request, pk):
    activity = get_activity_for(request.user, pk)
    return form_response(
        request, PeopleForm(request.POST or None), title=_("Add people by code"),
        lead=f"{activity.code}, {activity}", action=attendance.add_people,
        given={"activity": activity}, done=_("They are on the list."),
        goes_to=f"{activity.get_absolute_url()}#people-title", trail=_trail(request, activity),
        submit_label=_("Add to the list"),
    )  # fmt: skip


@requires(Permission.ACTIVITY_EDIT)
@require_POST
def activity_person_remove(request, pk):
    activity = get_activity_for(request.user, pk)
    form = PersonForm(request.POST)
    given = {"activity": activity, "by": request.user}
    if form.is_valid() and perform(
        form, attendance.remove_person, **given, code=form.cleaned_data["code"]
    ):
        messages.success(request, _("%(code)s is off the list.") % form.cleaned_data)
    else:
        messages.error(request, " ".join(row["message"] for row in problems(form)))
    return redirect(f"{activity.get_absolute_url()}#people-title")


@requires(Permission.ACTIVITY_EDIT)
@require_http_methods(GET_POST)
def activity_headcount(request, pk):
    activity = get_activity_for(request.user, pk)
    saved = counted(activity)
    form = HeadcountForm(request.POST or None, counted=saved, initial={"version": activity.version})
    return form_response(
        request, form, title=_("Head count"), lead=f"{activity.code}, {activity}",
        action=attendance.save_headcount, given={"activity": activity},
        done=_("The head count is kept."), goes_to=f"{activity.get_absolute_url()}#heads-title",
        trail=_trail(request, activity), template="programmes/activity_headcount.html", activity=activity,
    )  # fmt: skip


def _trail(request, activity):
    return ACTIVITIES.trail(request.user, (activity.code, activity.get_absolute_url()))
