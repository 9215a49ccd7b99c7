"""What the day and the night add: acts and panels of a stay, acts of a house, what is due."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shelter import absences, goings_list, missing, visitors
from shelter.models import Admission, DailyNote, Shelter
from shelter.registries import StayPart, due_sources, house_acts, stay_parts
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

MOST_ROWS = 10  # of one panel; the list holds all


def acts(stay: Admission, user) -> Iterator[Act]:
    keep = Permission.HOUSE_KEEP
    if not stay.is_in_house:
        return
    out = absences.open_now(stay)
    if out is not None:
        yield Act(_("Came back"), address("shelter:absence_back", out.pk), "check", keep)
    else:
        yield Act(_("Going out"), address("shelter:absence_add", stay.pk), "leave", keep)
    yield Act(_("Write a note"), address("shelter:daily_note_add", stay.pk), "edit", keep)
    if not _is_missing(stay):
        report = address("shelter:missing_report", stay.pk)
        yield Act(_("Report missing"), report, "warning", Permission.MISSING_REPORT)


def tags(stay: Admission, user) -> Iterator[Tag]:
    out = absences.open_now(stay) if stay.is_in_house else None
    if out is not None:
        yield goings_list.state_of(out)
    if _is_missing(stay):
        yield Tag(_("Missing"), "danger")


def panels(stay: Admission, user) -> Iterator[Panel]:
    if user.can(Permission.HOUSE_READ):
        rows = absences.of_stay(stay)[:MOST_ROWS]
        if rows:
            found = [(row, goings_list.state_of(row)) for row in rows]
            yield Panel(
                "absences", _("Out of the house"), "shelter/_absences.html", {"rows": found}
            )
        notes = list(DailyNote.objects.filter(admission=stay)[:MOST_ROWS])
        if notes:
            may_keep = user.can(Permission.HOUSE_KEEP)
            context = {"notes": notes, "may_keep": may_keep}
            yield Panel("notes", _("Daily notes"), "shelter/_notes.html", context)
    visits = list(visitors.to_resident(stay)[:MOST_ROWS])
    if visits:
        shown = [(row, visitors.words_of(row), visitors.tags_of(row, user)) for row in visits]
        context = {"rows": shown, "may_open": user.can(Permission.VISITOR_VIEW)}
        yield Panel("visits", _("Visitors"), "shelter/_visits.html", context)
    if user.can(Permission.MISSING_REPORT):
        searches = absences.reports_of(stay)[:MOST_ROWS]
        if searches:
            shown = [(row, missing.state_of(row)) for row in searches]
            yield Panel("missing", _("Missing"), "shelter/_missing.html", {"rows": shown})


def _is_missing(stay: Admission) -> bool:
    return any(not row.outcome for row in absences.reports_of(stay))


def acts_of_house(shelter: Shelter, user) -> Iterator[Act]:
    """Return the round of a shift: count, then who is out, missing or visiting."""
    yield Act(
        _("Roll-call"), address("shelter:roll_call_add", shelter.pk), "check", Permission.HOUSE_KEEP
    )
    yield Act(
        _("This shift"), address("shelter:shift_add", shelter.pk), "clock", Permission.HOUSE_KEEP
    )
    yield Act(
        _("Visitor"), address("shelter:visit_add", shelter.pk), "person", Permission.VISITOR_KEEP
    )
    lists = (
        ("roll_call_list", _("Roll-calls"), "people", Permission.HOUSE_READ),
        ("shift_list", _("Shifts"), "clock", Permission.HOUSE_READ),
        ("chore_list", _("Chores"), "check", Permission.HOUSE_READ),
        ("absence_list", _("Out of the house"), "leave", Permission.HOUSE_READ),
        ("missing_list", _("Missing residents"), "warning", Permission.MISSING_REPORT),
        ("visit_list", _("Visitors"), "people", Permission.VISITOR_VIEW),
    )
    for route, words, icon, right in lists:
        url = f"{plain_address(f'shelter:{route}')}?shelter={shelter.pk}"
        yield Act(words, url, icon, right)


def register() -> None:
    stay_parts.append(StayPart(30, acts, tags, panels))
    house_acts.append(acts_of_house)
    due_sources.extend((absences.due_of, missing.due_of))
