"""The sentences of a plan file: from its vision to its risks, each with the kind that it is."""

from collections.abc import Iterator

from reporting.enums import PlanTextKind
from reporting.plan.cursor import Cursor
from reporting.plan.records import OfficeRecord, PlanTextRecord

# Where in the file the sentences of each kind stand.
SINGLE = {
    "strategic_goal": PlanTextKind.GOAL,
    "vision": PlanTextKind.VISION,
    "mission": PlanTextKind.MISSION,
}
OF_PLAN = {"spending_rules": PlanTextKind.SPENDING_RULE, "notes": PlanTextKind.NOTE}
OF_AREA = {
    "contributions": PlanTextKind.CONTRIBUTION,
    "plan_outcomes": PlanTextKind.PLAN_OUTCOME,
    "action_plan": PlanTextKind.ACTION_LINE,
}
OF_FILE = {
    "future_commitments": PlanTextKind.FUTURE_COMMITMENT,
    "donors_named": PlanTextKind.DONOR,
    "policies_named": PlanTextKind.POLICY,
}
OF_RISKS = {
    "assumptions": PlanTextKind.ASSUMPTION,
    "risks": PlanTextKind.RISK,
    "mitigations": PlanTextKind.MITIGATION,
}


def read_texts(root: Cursor, offices: tuple[OfficeRecord, ...]) -> tuple[PlanTextRecord, ...]:
    """Return all sentences in file order. Raises PlanFileError for a list that is missing."""
    plan = root.need("plan")
    texts = [PlanTextRecord(kind, None, plan.need(name).text()) for name, kind in SINGLE.items()]
    texts += _lists(plan, OF_PLAN)
    texts.append(PlanTextRecord(PlanTextKind.NOTE, None, plan.need("baseline_year_note").text()))
    for area in root.need("key_focus_areas").items():
        texts += _lists(area, OF_AREA, kfa=area.need("code").text())
    texts += _lists(root, OF_FILE)
    texts += _lists(root.need("risks_and_assumptions_table_6"), OF_RISKS)
    texts += [PlanTextRecord(PlanTextKind.OFFICE, None, _sentence(office)) for office in offices]
    return tuple(texts)


def _lists(
    parent: Cursor, kinds: dict[str, PlanTextKind], *, kfa: str | None = None
) -> Iterator[PlanTextRecord]:
    for name, kind in kinds.items():
        for sentence in parent.need(name).items():
            yield PlanTextRecord(kind, kfa, sentence.text())


def _sentence(office: OfficeRecord) -> str:
    return f"{office.name}: {office.reach} ({office.status_as_printed})"
