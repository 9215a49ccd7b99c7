"""Rules over several fields of one record of the programmes; a refusal names both days."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.models import Activity, Network, Partnership, Project
from programmes.models.activities import KENYA
from tracekenya.directory.models import Organisation
from tracekenya.lib import vocabularies
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before, refuse_end_before_start, refuse_future

EARLIEST = dt.date(1990, 1, 1)  # older than the organisation: surely a slip of the pen
MOST_YEARS_AHEAD = 10  # of agreements and projects
PLANNED_YEARS_AHEAD = 2  # of a single activity
NOBODY_COMES = ("media_campaign",)  # kinds that reach people without anybody attending
CREW_TRAINING = "transport_training"
BY_TYPE = "decent_work_migration"  # the theme whose partnerships 3.5 counts by type of partner
COUNTED = ("active", "ended")  # states in which a partnership counts while it lasts


def check_activity(activity: Activity) -> None:
    """Refuse an impossible day or place, and a day outside its project. Raises DomainError."""
    refuse_unlikely(activity.held_on, "held_on", years_ahead=PLANNED_YEARS_AHEAD)
    _check_place(activity)
    if activity.operator_id and activity.kind != CREW_TRAINING:
        text = _("Only a training of the transport sector names a sacco or company.")
        raise DomainError(text, field="operator")
    _check_inside_project(activity)
    if not activity._state.adding:
        _check_people_came(activity)


def check_project(project: Project) -> None:
    """Refuse days in the wrong order, a state that they contradict, and activities left outside."""
    refuse_unlikely(project.starts_on, "starts_on")
    refuse_unlikely(project.ends_on, "ends_on")
    refuse_end_before_start(project.ends_on, project.starts_on, "ends_on")
    if project.status == "ended":
        _need_end(project.ends_on)
    if project.status == "running" and project.starts_on > timezone.localdate():
        text = _("It begins on %(day)s, after today (%(today)s): choose Planned.")
        raise DomainError(text % _days(project.starts_on), field="status")
    if not project._state.adding:
        _check_activities_inside(project)


def check_partnership(partnership: Partnership) -> None:
    """Refuse days in the wrong order, and what would count one partnership twice."""
    for name in ("starts_on", "ends_on"):
        refuse_unlikely(getattr(partnership, name), name)
    refuse_end_before_start(partnership.ends_on, partnership.starts_on, "ends_on")
    refuse_future(partnership.agreement_signed_on, "agreement_signed_on")
    refuse_unlikely(partnership.agreement_signed_on, "agreement_signed_on")
    refuse_before(
        partnership.ends_on, partnership.agreement_signed_on, field="ends_on",
        sentence=_("It cannot end on %(day)s, before the agreement was signed (%(earliest)s)."),
    )  # fmt: skip
    if BY_TYPE in partnership.themes and not partnership.partner_type:
        text = _("Choose the type: indicator 3.5 counts these partnerships by it.")
        raise DomainError(text, field="partner_type")
    if partnership.status == "ended":
        _need_end(partnership.ends_on)
    if partnership.status == "active":
        _refuse_past_end(partnership.ends_on)
    if partnership.status in COUNTED:
        _refuse_same_again(partnership)


def check_network(network: Network) -> None:
    """Refuse days in the wrong order, and the same network again under other capitals."""
    for name in ("starts_on", "ends_on"):
        refuse_unlikely(getattr(network, name), name)
    refuse_end_before_start(network.ends_on, network.starts_on, "ends_on")
    others = Network.objects.exclude(pk=network.pk)
    if same := others.filter(name__iexact=network.name.strip()).first():
        text = _("%(name)s is in the register already, from %(day)s. Change that entry.")
        values = {"name": same.name, "day": date_format(same.starts_on)}
        raise DomainError(text % values, field="name")


def refuse_unlikely(
    day: dt.date | None, field: str, *, years_ahead: int = MOST_YEARS_AHEAD
) -> None:
    """Raise DomainError for a day that nobody can mean: long before us, or far ahead."""
    if day is None:
        return
    last = dt.date(timezone.localdate().year + years_ahead, 12, 31)
    if not EARLIEST <= day <= last:
        text = _("%(day)s cannot be right. Enter a day from %(first)s to %(last)s.")
        days = {"day": date_format(day), "first": date_format(EARLIEST), "last": date_format(last)}
        raise DomainError(text % days, field=field)


def _check_place(activity: Activity) -> None:
    if activity.country != KENYA and activity.county_id:
        text = _("Counties are in Kenya. Leave the county empty, or enter KE as the country.")
        raise DomainError(text, field="county")
    is_here = activity.country == KENYA and not activity.county_id
    if is_here and activity.kind not in NOBODY_COMES:
        raise DomainError(_("Choose the county in which it was held."), field="county")


def _check_inside_project(activity: Activity) -> None:
    project = activity.project
    if project is None:
        return
    starts, ends = project.starts_on, project.ends_on
    if activity.held_on < starts or (ends and activity.held_on > ends):
        text = _("On %(day)s the project did not run: it runs from %(from)s until %(until)s.")
        days = {
            "day": date_format(activity.held_on),
            "from": date_format(starts),
            "until": date_format(ends) if ends else _("further notice"),
        }
        raise DomainError(text % days, field="project")


def _check_people_came(activity: Activity) -> None:
    """Refuse to turn an activity that people attended into one that nobody can have attended."""
    if not (activity.is_planned or activity.kind in NOBODY_COMES):
        return
    if not (activity.attendances.exists() or activity.headcounts.exists()):
        return
    if activity.is_planned:
        text = _(
            "People are written down as having come: %(day)s cannot be after today (%(today)s)."
        )
        raise DomainError(text % _days(activity.held_on), field="held_on")
    text = _("People are written down as having come, and nobody attends a media campaign.")
    raise DomainError(text, field="kind")


def _check_activities_inside(project: Project) -> None:
    held = project.activities.order_by("held_on")
    first, last = held.first(), held.last()
    if first is not None:
        refuse_before(
            first.held_on, project.starts_on, field="starts_on",
            sentence=_("An activity of this project is on %(day)s, before %(earliest)s."),
        )  # fmt: skip
    if last is not None:
        refuse_before(
            project.ends_on, last.held_on, field="ends_on",
            sentence=_("It cannot end on %(day)s: an activity of it is on %(earliest)s."),
        )  # fmt: skip


def _need_end(end: dt.date | None) -> None:
    if end is None:
        raise DomainError(_("Enter the last day: it has ended."), field="ends_on")
    refuse_future(end, "ends_on")


def _refuse_past_end(end: dt.date | None) -> None:
    if end is not None and end < timezone.localdate():
        text = _("Its last day was %(day)s, before today (%(today)s): choose Ended.")
        raise DomainError(text % _days(end), field="status")


def _refuse_same_again(partnership: Partnership) -> None:
    """Refuse a second row of one organisation and theme on the same days: both would count.

    The organisation stays locked, so that of two people who add at once the second is refused.
    """
    Organisation.objects.select_for_update(of=("self",)).get(pk=partnership.organisation_id)
    others = Partnership.objects.filter(
        organisation=partnership.organisation_id, status__in=COUNTED,
        themes__overlap=partnership.themes,
    ).exclude(pk=partnership.pk)  # fmt: skip
    for other in others.order_by("starts_on"):
        if _days_overlap(partnership, other):
            raise DomainError(_same_again(partnership, other), field="themes")


def _days_overlap(one: Partnership, other: Partnership) -> bool:
    latest = dt.date.max
    return one.starts_on <= (other.ends_on or latest) and other.starts_on <= (one.ends_on or latest)


def _same_again(partnership: Partnership, other: Partnership) -> str:
    both = [code for code in other.themes if code in partnership.themes]
    values = {
        "organisation": other.organisation,
        "theme": vocabularies.label("partnership_theme", both[0]),
        "from": date_format(other.starts_on),
        "until": date_format(other.ends_on) if other.ends_on else _("further notice"),
    }
    text = _(
        "%(organisation)s is in the register for %(theme)s already, from %(from)s until %(until)s:"
        " it would count twice. Change that entry, or leave this theme out."
    )
    return text % values


def _days(day: dt.date) -> dict[str, str]:
    return {"day": date_format(day), "today": date_format(timezone.localdate())}
