"""From a year and a language to the finished PDF, step by step."""

import datetime as dt
import time
from functools import partial

from django.template.loader import render_to_string
from django.utils import timezone, translation

from reporting.report.assembly import assemble
from reporting.report.assets import assets
from reporting.report.contents import Report
from reporting.report.fingerprint import fingerprint_of
from reporting.report.pages import pages_of
from tracekenya.jobs.kinds import Made, Tell
from tracekenya.lib.pdf import ClosedFetcher, lay_out, write

TEMPLATE = "reporting/report/report.html"


def silent(step: str, number: int, total: int) -> None:
    """Tell nobody: for commands and tests."""


def make(year: int, language: str, *, tell: Tell = silent, today: dt.date | None = None) -> Made:
    """Return the annual report of `year` as PDF, with pages, seconds and the data's fingerprint.

    Raises YearOutsidePlan for an unknown year and WorkRefused("no_data") for one without data.
    """
    begun = time.monotonic()
    with translation.override(language):
        report = assemble(
            year, today=today or timezone.localdate(), counted=partial(tell, "computing")
        )
        tell("drawing", 0, 0)
        html = html_of(report, language)
        document = lay_out(html, ClosedFetcher(assets()))
        tell("writing", 0, 0)
        fingerprint = fingerprint_of(report)
        content = write(document, identifier=bytes.fromhex(fingerprint)[:16])
    seconds = round(time.monotonic() - begun, 1)
    facts = {"pages": len(document.pages), "seconds": seconds, "fingerprint": fingerprint}
    return Made(content, facts)


def html_of(report: Report, language: str) -> str:
    """Return the report's HTML in the active language, which `language` names."""
    return render_to_string(TEMPLATE, pages_of(report) | {"language": language})


def warm() -> None:
    """Load the renderer, its fonts and the templates, so that the first job is as quick as the next."""
    html = '<html lang="en"><title>-</title><link rel="stylesheet" href="asset:report.css"><p>a<b>b</b><i>c</i>'
    write(lay_out(html, ClosedFetcher(assets())), identifier=b"0" * 16)
