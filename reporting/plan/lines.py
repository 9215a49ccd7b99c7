"""The lines of the plan's budget, as those who enter expenditure choose them."""

from programmes.plan_lines import PlanLine
from reporting.models import BudgetLine
from reporting.pages.wording import name_in_language
from reporting.report.wording import line_in_language


def lines_of_the_plan() -> list[PlanLine]:
    """Return each line once, in the order of the plan; one statement."""
    found: dict[tuple[str, str], PlanLine] = {}
    for row in BudgetLine.objects.select_related("kfa").order_by("sort_order"):
        line = PlanLine(
            row.kfa.code, name_in_language(row.kfa), row.name, line_in_language(row.name)
        )
        found.setdefault((line.kfa, line.name), line)
    return list(found.values())
