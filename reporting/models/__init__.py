"""What reporting keeps: the plan, its framework, and what people add to an indicator's year."""

from reporting.models.earlier import EvidenceFile, ManualValue
from reporting.models.framework import Indicator, KeyFocusArea, Milestone, Outcome
from reporting.models.plan import BudgetLine, PlanText, PrintedSum, Sdg, StrategicPlan
from reporting.models.yearly import IndicatorReading, YearNote

__all__ = [
    "BudgetLine",
    "EvidenceFile",
    "Indicator",
    "IndicatorReading",
    "KeyFocusArea",
    "ManualValue",
    "Milestone",
    "Outcome",
    "PlanText",
    "PrintedSum",
    "Sdg",
    "StrategicPlan",
    "YearNote",
]
