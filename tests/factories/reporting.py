"""The plan's own framework for tests that need indicators, and values that people add to them."""

from functools import cache

from reporting.actions.plan import LoadResult, load_plan
from reporting.management.commands.load_strategic_plan import COUNTY_FILE, PLAN_FILE
from reporting.plan.reading import read_plan
from reporting.plan.records import Plan


@cache
def printed_plan() -> Plan:
    """Return what the project's plan file says; read once for all tests."""
    return read_plan(PLAN_FILE, counties=COUNTY_FILE)


def load_printed_plan() -> LoadResult:
    """Put the plan with its 33 indicators and 47 counties into the test database."""
    return load_plan(plan=printed_plan(), by=None)
