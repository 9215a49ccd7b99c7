"""Who came, on the page of an activity: a list of codes and a grid of head counts."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from programmes.forms import Grid, HeadcountForm, PeopleForm
from programmes.models import Activity
from programmes.rules import NOBODY_COMES
from tracekenya.accounts.models import User
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

MOST_SHOWN = 150  # codes on the page of one activity


def counted(activity: Activity) -> dict[tuple[str, str], int]:
    """Return the people counted without names by (sex, age band)."""
    rows = activity.headcounts.values_list("sex", "age_band").annotate(found=Sum("people"))
    return {(sex, band): people for sex, band, people in rows}


def attendance_panels(activity: Activity, user: User) -> list[Panel]:
    """Return the two panels; codes and forms only for those who record activities."""
    may_edit = user.can(Permission.ACTIVITY_EDIT)
    takes_people = not activity.is_planned and activity.kind not in NOBODY_COMES
    people = {
        "activity": activity,
        "count": activity.attendances.count(),
        "may_edit": may_edit,
        "takes_people": takes_people,
    }
    if may_edit:
        rows = activity.attendances.select_related("person").order_by("person__code")
        people["codes"] = [row.person.code for row in rows[:MOST_SHOWN]]
        people["form"] = PeopleForm()
    heads = counted(activity)
    grid = Grid({}, heads)
    form = None
    if may_edit and takes_people:
        form = HeadcountForm(counted=heads, initial={"version": activity.version})
        grid = form.grid()
    return [
        Panel("people", _("Who came, by code"), "programmes/_people.html", people),
        Panel("heads", _("Who came, by head count"), "programmes/_headcount.html",
              {"activity": activity, "grid": grid, "form": form, "takes_people": takes_people}),
    ]  # fmt: skip
