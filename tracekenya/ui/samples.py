"""Invented content for the style guide: no record is read, nobody here is real."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracekenya.ui import charts
from tracekenya.ui.charts.county_grid import GRID
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin, VersionMixin
from tracekenya.ui.numbers import HIDDEN
from tracekenya.ui.progress import JobProgress, Step
from tracekenya.ui.tables import Column, Link, Table

YEARS = ("2021", "2022", "2023", "2024", "2025")
TREND = {"labels": YEARS, "values": (12, 30, None, 74, 96)}
BULLETS = (
    {"value": 96, "baseline": 12, "milestone": 90, "target": 120, "status": "on_track", "unit": ""},
    {"value": 62, "baseline": 40, "milestone": 70, "target": 80, "status": "slightly_behind", "unit": "percent"},
    {"value": 30, "baseline": 25, "milestone": 80, "target": 110, "status": "behind", "unit": ""},
    {"value": None, "baseline": 0, "milestone": 6, "target": 8, "status": "no_data", "unit": ""},
)  # fmt: skip
ICONS = (
    "home", "bell", "folder", "bed", "bus", "referral", "programmes", "chart", "report", "people", "person",
    "child", "building", "scales", "shield", "check", "warning", "error", "info", "search", "filter", "plus",
    "edit", "print", "download", "calendar", "clock", "leave", "theme", "menu", "settings", "lock",
)  # fmt: skip
STATES = (
    ("open", gettext_lazy("Open")),
    ("closed", gettext_lazy("Closed")),
)


class SampleForm(SubmissionMixin, VersionMixin, forms.Form):
    """One field of each kind."""

    place = forms.CharField(
        label=gettext_lazy("Where are you?"),
        help_text=gettext_lazy("The stage, border point or town. We ask so that help can be near."),
    )
    seen_on = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"})
    )
    people = forms.IntegerField(label=gettext_lazy("People"), min_value=1)
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=STATES)
    channel = forms.ChoiceField(
        label=gettext_lazy("How did you hear of it?"),
        choices=(("phone", gettext_lazy("Phone")), ("visit", gettext_lazy("Visit"))),
        widget=forms.RadioSelect,
    )
    is_safe = forms.BooleanField(label=gettext_lazy("It is safe to call"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)


FAULTY_INPUT = {
    "submission": "0e6a5c1e-6d0c-4c52-8b0a-6f0ef2d0a001", "version": "3", "place": "",
    "seen_on": "2025-03-04", "people": "0", "state": "open",
}  # fmt: skip


class SampleFilters(forms.Form):
    """Filters as lists have them."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", gettext_lazy("Any")), *STATES], required=False
    )
    since = forms.DateField(
        label=gettext_lazy("Since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


def table() -> Table:
    return Table(
        caption=_("Open cases"),
        columns=(
            Column(_("Code"), sort_url="?sort=code", sorted="ascending"),
            Column(_("County")),
            Column(_("Opened"), sort_url="?sort=opened"),
            Column(_("Open tasks"), is_numeric=True),
        ),
        rows=(
            (Link("TK-2025-00017", "#tables"), "Kilifi", "4 March 2025", "3"),
            (Link("TK-2025-00021", "#tables"), "Mombasa", "9 March 2025", "12"),
            (Link("TK-2025-00034", "#tables"), "Kwale", "30 March 2025", "0"),
        ),
    )


def timeline() -> list[dict]:
    return [
        {"at": dt.date(2025, 3, 9), "title": _("Referral accepted"), "by": "TK-014", "text": ""},
        {
            "at": dt.date(2025, 3, 5),
            "title": _("Admission"),
            "by": "TK-009",
            "text": _("A bed was free the same day."),
        },
        {"at": dt.date(2025, 3, 4), "title": _("Case opened"), "by": "TK-003", "text": ""},
    ]


def grid() -> dict:
    """Return a head count by sex and age, as an activity's page shows it."""
    sexes = [{"code": "female", "label": _("Female"), "total": 19},
             {"code": "male", "label": _("Male"), "total": 12}]  # fmt: skip
    bands = [("10_14", "10–14", 7, 12), ("15_17", "15–17", 12, None)]
    return {
        "sexes": sexes,
        "total": 31,
        "bands": [
            {
                "code": code, "label": label, "total": girls + (boys or 0),
                "cells": [{"sex": "female", "people": girls}, {"sex": "male", "people": boys}],
            }
            for code, label, girls, boys in bands
        ],
    }  # fmt: skip


def changes() -> list[dict]:
    """Return the history of a record as its page shows it."""
    at = dt.datetime(2025, 3, 9, 14, 2, tzinfo=dt.UTC)
    return [
        {"at": at, "title": _("Changed"), "by": "TK-014", "details": [_("Risk: Low → High")]},
        {"at": at, "title": _("Created"), "by": "TK-003", "details": [_("County"), _("Opened")]},
    ]


def facts() -> list[dict]:
    return [
        {"label": _("Code"), "value": "TK-2025-00017", "change_url": ""},
        {"label": _("County"), "value": "Kilifi", "change_url": "#facts"},
        {"label": _("Age"), "value": _("Not known"), "change_url": "#facts"},
    ]


def tabs() -> list[dict]:
    return [
        {"label": _("Summary"), "url": "#tabs", "current": True},
        {"label": _("Services"), "url": "#tabs", "current": False},
        {"label": _("History"), "url": "#tabs", "current": False},
    ]


def jobs() -> list[JobProgress]:
    done, running = Step(_("Queued"), "done"), Step(_("Computing indicators"), "running")
    stopped, waiting = Step(_("Computing indicators"), "stopped"), Step(_("Drawing"))
    common = {"title": _("Annual report 2025"), "fragment_url": "", "total": 33, "number": 12}
    return [
        JobProgress(
            words=_("Computing 12 of 33"),
            state="running",
            steps=(done, running, waiting),
            is_finished=False,
            elapsed=_("14 seconds"),
            cancel_url="#jobs",
            **common,
        ),
        JobProgress(
            words=_("The work stopped before it was done."),
            state="failed",
            steps=(done, stopped, waiting),
            is_finished=True,
            elapsed=_("20 seconds"),
            retry_url="#jobs",
            **common,
        ),
    ]


def _line() -> charts.LineChart:
    return charts.line_chart(
        title=_("Intercepts by year"),
        words=_("Counted values rise from 12 to 96; 2023 is not known."),
        head=_("Year"),
        labels=YEARS,
        series=(
            charts.Series(_("Counted"), (12, 30, None, 74, 96)),
            charts.Series(_("Milestone"), (12, 34, 56, 78, 100)),
        ),
    )


def _columns() -> charts.ColumnChart:
    return charts.column_chart(
        title=_("Money raised, KES million"),
        words=_("Each year stays a little under its plan."),
        head=_("Year"),
        labels=YEARS[1:],
        values=(18.5, 22, 31.2, None),
        value_name=_("Raised"),
        plans=(20, 25, 32, 40),
        plan_name=_("Plan"),
        unit="kes_million",
    )


def _pyramid() -> charts.PairedBars:
    return charts.paired_bars(
        title=_("People by age and sex"),
        words=_("Most are girls and women under 25."),
        head=_("Age"),
        left_name=_("Women and girls"),
        right_name=_("Men and boys"),
        rows=(
            ("0–9", 14, 9), ("10–17", 61, 24), ("18–24", 48, 17), ("25–34", 22, HIDDEN),
            (_("Not known"), 6, None),
        ),
    )  # fmt: skip


def _map() -> charts.TileMap:
    values = {
        "001": 120,
        "003": 84,
        "002": 41,
        "047": 66,
        "040": 12,
        "044": 9,
        "006": 22,
        "037": HIDDEN,
    }
    return charts.tile_map(
        title=_("Activities by county"),
        words=_("Most are at the coast and in Nairobi."),
        names={code: short for code, (short, _column, _row) in GRID.items()},
        values=values,
    )


def drawings() -> list:
    stacked = charts.stacked_bar(
        title=_("Cases by type"),
        head=_("Type"),
        parts=(
            (_("Labour"), 48), (_("Sexual exploitation"), 31), (_("Marriage"), 12), (_("Begging"), 9),
            (_("Other"), 6), (_("Not known"), HIDDEN),
        ),
    )  # fmt: skip
    return [_line(), _columns(), stacked, _pyramid(), _map()]


def bullet() -> charts.BulletBar:
    return charts.bullet_bar(
        label=_("People helped"), value=96, baseline=12, milestone=90, target=120
    )
