"""The worker's edge of reporting. The renderer is loaded here and nowhere in the web process."""

from reporting.milestones import YearOutsidePlan
from tracekenya.jobs.kinds import Made, Tell, WorkRefused


def make_annual_report(params: dict, tell: Tell) -> Made:
    """Make the PDF that `params` (year, language) ask for. Raises WorkRefused."""
    from reporting.report.making import make

    try:
        return make(params["year"], params["language"], tell=tell)
    except YearOutsidePlan:
        raise WorkRefused("unknown_year") from None


def warm_renderer() -> None:
    from reporting.report.making import warm

    warm()
