"""The notes printed under an indicator's year; they name things and numbers, never persons."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import PolicyDocument, StaffPost
from reporting.facts.houses import ARRIVALS
from reporting.facts.registers import STAFF
from reporting.measures.kfa2 import SHELTERED_CASE_TYPES
from reporting.measures.specification import Counting, Mode, Part
from reporting.models import Indicator
from reporting.planning.period import Period
from reporting.planning.yearly import Found, count
from reporting.years import Year
from tracekenya.lib.dates import year_bounds

RESIDENT = Q(role="resident")
COUNTED_TYPES = Q(case__case_types__overlap=SHELTERED_CASE_TYPES)


def _at_year_end(source, where: Q) -> Counting:
    return Counting((Part(source, where, mode=Mode.LEVEL),))


# What a note compares the value with, counted in one statement with each other.
COMPANIONS = {
    "in_house": _at_year_end(ARRIVALS, Q()),
    "in_house_counted": _at_year_end(ARRIVALS, RESIDENT & COUNTED_TYPES),
    "in_house_dependants": _at_year_end(ARRIVALS, ~RESIDENT),
    "in_house_other_cases": _at_year_end(ARRIVALS, RESIDENT & ~COUNTED_TYPES),
    "staff": _at_year_end(STAFF, Q()),
}


@dataclass(frozen=True)
class Remarks:
    """What the notes need to know beyond the values; empty where only the values' own notes are wanted."""

    period: Period
    has_read: bool = False
    companions: dict[str, Found] = field(default_factory=dict)
    policies: Sequence[PolicyDocument] = ()
    mne_posts: Sequence[StaffPost] = ()

    def of(self, indicator: Indicator, values: Year) -> tuple[str, ...]:
        """Return the notes of one indicator's year, most general first."""
        notes = [_provisional(values), _without_names(values), _from_earlier_records(values)]
        if values.value is not None:
            notes.append(self._own(indicator, values))
        return tuple(note for note in notes if note)

    def _own(self, indicator: Indicator, values: Year) -> str:
        if indicator.code == "4.2" and values.value is not None:
            return _increase(indicator, values.value)
        if not self.has_read:
            return ""
        own = {"2.8": self._bed_board, "4.1": self._overdue, "4.3": self._staff, "4.5": self._posts}
        return own[indicator.code](values.year) if indicator.code in own else ""

    def _number(self, name: str, year: int) -> int:
        return self.companions[name].in_year(year).distinct

    def _look(self, year: int) -> dt.date:
        return min(year_bounds(year)[1], self.period.today)

    def _bed_board(self, year: int) -> str:
        return _(
            "On %(day)s the bed board shows %(all)d people in the shelters: %(counted)d counted here,"
            " %(dependants)d dependants, %(other)d in other kinds of cases."
        ) % {
            "day": _day(self._look(year)),
            "all": self._number("in_house", year),
            "counted": self._number("in_house_counted", year),
            "dependants": self._number("in_house_dependants", year),
            "other": self._number("in_house_other_cases", year),
        }

    def _overdue(self, year: int) -> str:
        look = self._look(year)
        titles = [policy.title for policy in self.policies if _is_overdue(policy, look)]
        if not titles:
            return ""
        return _("Not counted, as their review is overdue: %(titles)s.") % {
            "titles": ", ".join(titles)
        }

    def _staff(self, year: int) -> str:
        if year == self.period.first.year:
            return ""
        return _("%(number)d people were on the staff when the year began.") % {
            "number": self._number("staff", year - 1)
        }

    def _posts(self, year: int) -> str:
        look = self._look(year)
        held = [
            post.full_time_share
            for post in self.mne_posts
            if post.starts_on <= look and (post.ends_on is None or post.ends_on >= look)
        ]
        return _("In full-time posts: %(share)s.") % {
            "share": number_format(sum(held, Decimal(0)), 2)
        }


def remarks_on(indicators: Sequence[Indicator], period: Period) -> Remarks:
    """Read what the notes of these indicators need; four queries at most."""
    codes = {indicator.code for indicator in indicators}
    companions: dict[str, Found] = {}
    if codes & {"2.8", "4.3"}:
        found = count(list(COMPANIONS.values()), period, plan_starts=period.first)
        companions = dict(zip(COMPANIONS, found, strict=True))
    in_use = PolicyDocument.objects.filter(status="in_use", meets_standard=True)
    posts = StaffPost.objects.filter(function="mne")
    return Remarks(
        period,
        True,
        companions,
        list(in_use) if "4.1" in codes else (),
        list(posts) if "4.5" in codes else (),
    )


def _is_overdue(policy: PolicyDocument, look: dt.date) -> bool:
    is_approved = policy.approved_on is not None and policy.approved_on <= look
    return is_approved and (policy.next_review_on is None or policy.next_review_on <= look)


def _provisional(values: Year) -> str:
    return (
        _("The year is not over: value and milestone as of today.") if values.is_provisional else ""
    )


def _without_names(values: Year) -> str:
    heads = values.people_without_names
    if not heads:
        return ""
    return ngettext(
        "%(number)d of them was counted without a name; such counts may contain repeats.",
        "%(number)d of them were counted without names; such counts may contain repeats.",
        heads,
    ) % {"number": heads}


def _from_earlier_records(values: Year) -> str:
    if values.manual is None:
        return ""
    return _("From earlier records, not mixed into the value: %(value)s (%(source)s).") % {
        "value": number_format(values.manual.value.normalize(), use_l10n=True),
        "source": values.manual.source,
    }


def _increase(indicator: Indicator, value: Decimal) -> str:
    """Return the percentage that the plan's wording of 4.2 asks for."""
    if not indicator.baseline:
        return ""
    share, target = (
        ((amount - indicator.baseline) * 100 / indicator.baseline).quantize(
            Decimal("0.1"), ROUND_HALF_UP
        )
        for amount in (value, indicator.target)
    )
    return _("%(share)s %% more than the baseline; the target is %(target)s %% more.") % {
        "share": number_format(share, 1),
        "target": number_format(target, 1),
    }


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")
