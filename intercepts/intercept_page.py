"""What the page of one intercept shows, as far as a reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases.case_page import ways_to
from cases.models import Case
from cases.registries import next_step
from cases.reveals import Reveal
from intercepts.access import get_intercept_for, may_correct, sees_codes_only
from intercepts.enums import country_name
from intercepts.explanation import answered_no, because, duties
from intercepts.models import Intercept, InterceptedPerson, PlateMark, Vehicle
from intercepts.vetting_page import Standing, standings
from tracekenya.pages.facts import Change, Fact, changes_by_record, fact
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

FOR_CHILDREN = "refer_children"
AUTHORITIES = ("refer_police", FOR_CHILDREN)  # next steps that referrals offer
ASK_FOR_BED = "hold_bed"  # the next step of a case, as the house offers it
READ = Reveal(
    route="intercepts:intercept_read", folder="", act=Permission.INTERCEPT_NARRATIVE,
    get=lambda user, pk, act: get_intercept_for(user, pk), fields=("narrative", "vehicle_plate"),
    label=_lazy("Read what happened"), case_of=lambda intercept: None,
    title=lambda intercept: _("What happened: %(code)s") % {"code": intercept.code},
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """One person on the page of an intercept: what to do, why the band is what it is, who changed what.

    bed_url: where a bed is asked for, "" without a case or for who may not ask.
    """

    row: InterceptedPerson
    because: str
    duties: list[str]
    changes: Sequence[Change] = ()
    bed_url: str = ""
    standing: Standing | None = None
    steps: Sequence[dict[str, Any]] = ()
    denied: Sequence[str] = ()


def origin_of(intercept: Intercept) -> str:
    """Return county and country where the journey began, as far as known."""
    country = intercept.origin_country
    names = [str(intercept.origin_county or ""), country_name(country)]
    return ", ".join(name for name in names if name)


def destination_of(intercept: Intercept) -> str:
    """Return county and country, as far as known."""
    country = intercept.destination_country
    names = [
        str(intercept.destination_county or ""),
        country_name(country),
    ]
    return ", ".join(name for name in names if name)


def people_of(intercept: Intercept, user, *, is_receipt: bool = False) -> list[Person]:
    """Return the people of the intercept whose case is not closed to the reader.

    On a receipt everybody, without the history.
    """
    rows = intercept.people.select_related("person", "case", "form", "classified_by")
    if not is_receipt:
        rows = rows.exclude(case__in=Case.objects.barred_to(user).values("pk"))
    rows = list(rows.prefetch_related("signs", "form__questions", "form__sections"))
    history = {} if is_receipt else changes_by_record(rows)
    beds = ways_to(ASK_FOR_BED, [row.case for row in rows if row.case], user)
    for row in rows:
        row.intercept = intercept
    known = {} if is_receipt else standings(rows, user)
    steps = {} if is_receipt else steps_for(rows, user)
    return [
        Person(
            row, because(row), duties(row), history.get(row.pk, ()), beds.get(row.case_id, ""),
            known.get(row.pk), steps.get(row.case_id, ()), answered_no(row),
        )
        for row in rows
    ]  # fmt: skip


def steps_for(people: Sequence[InterceptedPerson], user) -> dict[Any, list[dict[str, Any]]]:
    """Return, by case, the drafts to authorities that the reader may make in one click.

    All of them reach the same cases: who may draft to one may draft to the other.
    """
    with_case = [row for row in people if row.case]
    reached = ways_to(AUTHORITIES[0], [row.case for row in with_case], user)
    offered = [step for name in AUTHORITIES if (step := next_step(name, user)) is not None]
    return {
        row.case_id: [
            {"label": step.label, "icon": step.icon, "is_post": step.is_post,
             "url": reverse(step.route, args=[row.case_id])}
            for step in offered
            if step.name != FOR_CHILDREN or row.is_child
        ]
        for row in with_case
        if row.case_id in reached
    }  # fmt: skip


def facts_of_event(intercept: Intercept, user) -> list[Fact]:
    """Return place and day, for others than monitors also the vehicle and what else was seen."""
    station, day = intercept.station, date_format(intercept.happened_on)
    time = f", {time_format(intercept.happened_at)}" if intercept.happened_at else ""
    facts = [
        fact(_("Station"), f"{station}, {station.county}", url=station.get_absolute_url()),
        fact(_("Day and time"), f"{day}{time}"),
    ]
    if sees_codes_only(user):
        return facts
    operator = intercept.operator
    facts += [
        fact(_("Recorded by"), intercept.monitor),
        fact(_("Who noticed first"), intercept.get_notified_by_display()),
        fact(_("Vehicle"), intercept.get_transport_mode_display()),
        *_registered(intercept, user),
        fact(
            _("Sacco or company"), operator or _("Not known"),
            url=operator.get_absolute_url() if operator else "",
        ),
        fact(_("Coming from"), origin_of(intercept) or _("Not known")),
        fact(_("Going to"), destination_of(intercept) or _("Not known")),
        fact(_("Police called"), _("Yes") if intercept.police_called else _("No")),
    ]  # fmt: skip
    return facts


def _registered(intercept: Intercept, user) -> list[Fact]:
    """Return the vehicle of our register with the same plate, for who may read the plate itself."""
    has_plate = bool(intercept.__dict__.get("vehicle_plate"))  # nothing is unsealed to find out
    if not has_plate or not user.can(READ.act):
        return []
    marks = PlateMark.objects.filter(intercept=intercept).values("token")
    vehicle = Vehicle.objects.filter(plate_token__in=marks).first()
    if vehicle is None:
        return []
    return [fact(_("In our register"), vehicle, url=vehicle.get_absolute_url())]


def context_of(intercept: Intercept, user) -> dict:
    """Return what `intercepts/intercept_detail.html` needs beside the facts."""
    is_receipt = sees_codes_only(user)
    return {
        "people": people_of(intercept, user, is_receipt=is_receipt),
        "is_receipt": is_receipt,
        "may_correct": may_correct(user),
        "may_classify": user.can(Permission.INTERCEPT_CLASSIFY),
        "may_open_case": user.can(Permission.CASE_OPEN),
    }


def follow_ups_of(intercept: Intercept, user) -> list[Panel]:
    """Return the panel on what was heard afterwards; none where nothing was, and none on a receipt."""
    rows = list(intercept.follow_ups.defer("note")) if not sees_codes_only(user) else []
    may_read = user.can(Permission.INTERCEPT_NARRATIVE)
    context = {"rows": rows, "may_read": may_read}
    title = _("What we heard afterwards")
    return [Panel("follow-ups", title, "intercepts/_follow_ups.html", context)] if rows else []


def may_ask_for_bed(user) -> bool:
    """Return whether a case that the reader opens can lead straight on to a bed."""
    return next_step(ASK_FOR_BED, user) is not None
