"""The list of annual reports that were ordered, as a table."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracekenya.jobs.models import Job
from tracekenya.ui.numbers import show_number
from tracekenya.ui.tables import Column, Link, Table

EMPTY = "\N{EN DASH}"
KILOBYTE = 1000  # bytes


def report_table(reports: Iterable[Job]) -> Table:
    """Return one row per order; who asked is the staff code, never a name."""
    return Table(
        caption=_("Annual reports that were ordered"),
        columns=[
            Column(_("Report")),
            Column(_("Language")),
            Column(_("State")),
            Column(_("Ordered")),
            Column(_("By")),
            Column(_("Pages"), is_numeric=True),
            Column(_("Size"), is_numeric=True),
        ],
        rows=[_row(report) for report in reports],
    )


def report_title(report: Job) -> str:
    return _("Annual report %(year)d, %(language)s") % {
        "year": report.params["year"],
        "language": language_words(report.params["language"]),
    }


def report_facts(report: Job) -> list[dict[str, str]]:
    """Return what is kept about an ended order: parameters, who, when, file and fingerprints."""
    facts = [
        (_("Ordered by"), _orderer(report)),
        (_("Ordered on"), _moment(report.asked_at)),
        (_("Ended on"), _moment(report.finished_at)),
    ]
    if report.facts:
        facts += [
            (_("Pages"), show_number(report.facts["pages"])),
            (_("Size"), size_words(report.file_size)),
            (_("SHA-256 of the file"), report.file_sha256),
            (_("Fingerprint of the data"), report.facts["fingerprint"]),
        ]
    return [{"label": label, "value": value} for label, value in facts]


def _orderer(report: Job) -> str:
    return report.asked_by.staff_code if report.asked_by else _("the system")


def _moment(at: dt.datetime | None) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else EMPTY


def _row(report: Job) -> list[str | Link]:
    return [
        Link(str(report.params["year"]), reverse("reporting:report_detail", args=[report.pk])),
        language_words(report.params["language"]),
        str(report.get_state_display()),
        _moment(report.asked_at),
        _orderer(report),
        show_number(report.facts["pages"]) if report.facts else EMPTY,
        size_words(report.file_size),
    ]


def language_words(language: str) -> str:
    return {"en": _("English"), "sw": _("Swahili")}[language]


def size_words(size: int | None) -> str:
    if size is None:
        return EMPTY
    return _("%(size)s KB") % {"size": show_number(round(size / KILOBYTE))}
