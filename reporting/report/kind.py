"""The annual report as a kind of work, and the order for one."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting import tasks
from reporting.results import check_year, has_records, plan_years
from tracekenya.audit.enums import AuditKind
from tracekenya.jobs import actions as jobs
from tracekenya.jobs.kinds import Kind
from tracekenya.jobs.models import Job
from tracekenya.lib.errors import DomainError

NAME = "annual_report"

KIND = Kind(
    name=NAME,
    steps={
        "queued": gettext_lazy("Queued"),
        "computing": gettext_lazy("Computing the indicators"),
        "drawing": gettext_lazy("Drawing tables and charts"),
        "writing": gettext_lazy("Writing the PDF"),
        "ready": gettext_lazy("Ready"),
    },
    make=tasks.make_annual_report,
    warm=tasks.warm_renderer,
    folder="reports",
    suffix=".pdf",
    ordered_as=AuditKind.REPORT_ORDERED,
    opened_as=AuditKind.REPORT_OPENED,
    refusals={
        "no_data": gettext_lazy("No indicator has data of that year."),
        "unknown_year": gettext_lazy("The plan does not know that year."),
    },
)


class CannotOrder(DomainError):
    """A report of this year or in this language cannot be made."""


def order(*, year: int | str, language: str, by: Any) -> Job:
    """Ask a worker for the report of `year`, a plan year with data.

    The same order while one is open returns that job. Raises CannotOrder, YearOutsidePlan.
    """
    year = check_order(year, language)
    return jobs.ask(kind=NAME, params={"year": year, "language": language}, by=by)


def check_order(year: int | str, language: str) -> int:
    """Return the year as a number. Raises CannotOrder or YearOutsidePlan, naming the field."""
    if language not in dict(settings.LANGUAGES):
        raise CannotOrder(_("Choose English or Swahili."), field="language")
    year = check_year(year)
    if year not in plan_years() or year > timezone.localdate().year:
        raise CannotOrder(
            _("There is no report of %(year)d: it is no plan year that has begun.")
            % {"year": year},
            field="year",
        )
    if not has_records(year):
        raise CannotOrder(
            _("No indicator has data of %(year)d yet, so there is nothing to report.")
            % {"year": year},
            field="year",
        )
    return year


def exists(year: int, language: str) -> bool:
    """Whether this report is ready, queued or being made."""
    same = Job.objects.filter(kind=NAME, params={"year": year, "language": language})
    return same.filter(state="done").exists() or same.open().exists()


def file_name(job: Job) -> str:
    """Return the neutral name under which the file is handed out."""
    return f"trace-kenya-annual-report-{job.params['year']}-{job.params['language']}.pdf"
