"""The monthly report of a house in words: the same lines for the page, the print and the file."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shelter.models import Admission, Shelter
from shelter.month import Key, Month
from shelter.numbers import DEPENDANT, NOT_ACCEPTED, OTHER_CASE
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import label
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact
from tracekenya.roles.permissions import Permission

Value = int | str


@dataclass(frozen=True)
class Section:
    """Lines of label and figure under one head. note: what one must know to read them."""

    name: str
    title: str
    rows: list[tuple[str, Value]] = field(default_factory=list)
    note: str = ""
    tag: Tag | None = None

    def facts(self) -> list[Fact]:
        return [fact(words, _shown(value)) for words, value in self.rows]


def name_of(month: Month) -> str:
    return date_format(month.first, "F Y")


def title_of(shelter: Shelter, month: Month) -> str:
    return _("%(shelter)s in %(month)s") % {"shelter": shelter, "month": name_of(month)}


def sections_of(month: Month, *, with_splits: bool) -> list[Section]:
    """Return the report. with_splits: also sex and age of who was turned away, for eyes in the house."""
    return [
        _residents(month), _nights(month), _ends(month), _turned_away(month, with_splits),
        _day_clients(month), _plan(month),
    ]  # fmt: skip


def lines_of(sections: Iterable[Section]) -> Iterator[tuple[str, str, Value]]:
    """Yield section, line and figure, as a file has them."""
    for section in sections:
        for words, value in section.rows:
            yield section.title, words, value


def differences_of(month: Month, user) -> list[tuple[str, list[tuple[str, str]], int]]:
    """Return what differs between stays and bed board: words, (code, url) that `user` may see, all."""
    kinds = (
        (_("Lives in the house, has no bed on the board"), month.without_bed),
        (_("Has a bed on the board, does not live in the house"), month.beds_of_nobody),
        (_("Nights without a bed"), set(month.nights_without_bed)),
        (_("Nights in a bed outside the stay"), set(month.nights_beside_stay)),
    )
    found = [(words, stays) for words, stays in kinds if stays]
    codes = _codes({stay for _words, stays in found for stay in stays}, user)
    return [
        (words, sorted(codes[stay] for stay in stays if stay in codes), len(stays))
        for words, stays in found
    ]


def _codes(stays: set[Key], user) -> dict[Key, tuple[str, str]]:
    if not stays or not user.can(Permission.STAY_VIEW):
        return {}
    rows = Admission.objects.visible_to(user).filter(pk__in=stays).order_by()
    return {
        stay: (code, address("shelter:admission_detail", stay))
        for stay, code in rows.values_list("pk", "case__code")
    }


def _residents(month: Month) -> Section:
    rows: list[tuple[str, Value]] = [
        (_("Residents at the start"), month.opening),
        (_("Admitted"), len(month.admitted)),
        (_("Came from another of our shelters"), month.moved_in),
        (_("Left"), len(month.left)),
        (_("Went to another of our shelters"), month.moved_out),
        (_("Residents now") if month.is_running else _("Residents at the end"), month.closing),
        (_("On the bed board"), len(month.in_beds)),
    ]
    if month.without_bed:
        rows.append((_("Residents without a bed on the board"), len(month.without_bed)))
    if month.beds_of_nobody:
        rows.append((_("Beds of people who do not live here"), len(month.beds_of_nobody)))
    return Section(
        "residents", _("Residents"), rows,
        note=_("Who was there at the start, plus who came, less who went, is who is there at the end."),
        tag=_agreement(bool(month.without_bed or month.beds_of_nobody)),
    )  # fmt: skip


def _nights(month: Month) -> Section:
    rows: list[tuple[str, Value]] = [
        (_("Nights of all stays"), month.nights_stayed),
        (_("Less nights on leave"), month.nights_on_leave),
        (_("Less nights missing"), month.nights_missing),
        (_("Bed-nights"), month.nights),
        (_("Nights that the beds could be used"), month.possible),
        (_("Occupancy"), percent(month.occupancy)),
        (_("Nights in beds on the board"), month.nights_on_board),
    ]
    without, beside = (
        sum(each.values()) for each in (month.nights_without_bed, month.nights_beside_stay)
    )
    if without:
        rows.append((_("Nights of a stay without a bed"), without))
    if beside:
        rows.append((_("Nights in a bed outside the stay"), beside))
    return Section(
        "nights", _("Nights"), rows,
        note=_(
            "A bed that is kept during leave stays on the board; the night is no bed-night. So the board"
            " has the nights of all stays, less nights without a bed, plus nights outside the stay."
        ),
        tag=_agreement(bool(without or beside)),
    )  # fmt: skip


def _agreement(differs: bool) -> Tag:
    if differs:
        return Tag(_("Differs from the bed board"), "warning")
    return Tag(_("Agrees with the bed board"), "success")


def _ends(month: Month) -> Section:
    rows: list[tuple[str, Value]] = [(_("Stays that ended"), len(month.left))]
    rows += [(exit_words(kind), count) for kind, count in sorted(month.exits.items())]
    rows += [
        (_("Length of stay, median"), days_words(month.median_length)),
        (_("Shortest stay"), days_words(min(month.lengths, default=None))),
        (_("Longest stay"), days_words(max(month.lengths, default=None))),
        (back_words(), month.readmissions),
        (_("Reintegrated after a stay here"), month.returns),
    ]
    return Section(
        "ends", _("Stays that ended"), rows,
        note=_("The length runs from the arrival to the exit, also over several shelters."),
    )  # fmt: skip


def back_words() -> str:
    return _("Admitted again within %(months)d months") % {"months": settings.READMISSION_MONTHS}


def exit_words(kind: str) -> str:
    return label("exit_type", kind) if kind else _("How it ended is not written down")


def _turned_away(month: Month, with_splits: bool) -> Section:
    people = month.turned_away
    rows: list[tuple[str, Value]] = [(_("Turned away"), len(people))]
    rows += _counts(label("turn_away_reason", row.reason) for row in people)
    if with_splits and people:
        children = sum(row.is_child for row in people)
        rows += [(_("Children"), children), (_("Adults"), len(people) - children)]
        rows += _counts(label("sex", row.sex) for row in people)
    return Section("turned-away", _("Turned away"), rows)


def _counts(words) -> list[tuple[str, Value]]:
    found: dict[str, Value] = {}
    for each in words:
        found[each] = int(found.get(each, 0)) + 1
    return sorted(found.items())


def _day_clients(month: Month) -> Section:
    return Section(
        "day-clients", _("Day clients"),
        [(_("People"), month.day_clients), (_("Visits"), month.day_visits)],
        note=_("They came for a service and slept elsewhere: no figure above holds them."),
    )  # fmt: skip


def _plan(month: Month) -> Section:
    reasons = reasons_not_counted()
    counted = len(month.counted)
    rows: list[tuple[str, Value]] = [
        (_("People who lived here on at least one day"), month.people),
        (_("Of these counted by 2.8"), counted),
    ]
    rows += [(reasons[why], count) for why, count in sorted(month.not_counted.items())]
    return Section(
        "plan", _("For the plan, indicator 2.8"), rows,
        note=_("The indicator counts each person once a year: months and shelters do not add up to it."),
    )  # fmt: skip


def reasons_not_counted() -> dict[str, str]:
    """Return, in words, why 2.8 does not count somebody who lived here."""
    return {
        DEPENDANT: _("Dependants who came along"),
        NOT_ACCEPTED: _("The case was not accepted or was merged"),
        OTHER_CASE: _("The case is about something else"),
    }


def percent(value: int | None) -> str:
    return f"{value} %" if value is not None else ""


def days_words(days: int | None) -> str:
    if days is None:
        return ""
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def _shown(value: Value) -> str:
    return number_format(value, force_grouping=True) if isinstance(value, int) else value


def first_of(text: str, opened_on: dt.date, today: dt.date) -> dt.date:
    """Return the first day of the month that `text` names as 2026-03.

    The present month for what is none, is to come, or lies before the house was open.
    """
    return month_in(text, opened_on, today) or today.replace(day=1)


def month_in(text: str, opened_on: dt.date, today: dt.date) -> dt.date | None:
    """Return the first day of the month that `text` names, None for one without figures of the house."""
    try:
        day = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return day if opened_on.replace(day=1) <= day <= today else None


def year_in(text: str, opened_on: dt.date, today: dt.date) -> int:
    """Return the year that `text` names, the nearest one of the house for another."""
    is_year = len(text) == len("2026") and text.isascii() and text.isdigit()
    year = int(text) if is_year else today.year
    return max(min(year, today.year), min(opened_on.year, today.year))
