"""The fixed words of the performance framework: what an indicator counts and how it adds up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pillar(models.TextChoices):
    """The five Ps of the theory of change."""

    PREVENTION = "prevention", _("Prevention")
    PROTECTION = "protection", _("Protection")
    PROVISION = "provision", _("Provision")
    PROSECUTION = "prosecution", _("Prosecution")
    PARTNERSHIP = "partnership", _("Partnership")


class ValueType(models.TextChoices):
    """What kind of number an indicator is; money is in millions of Kenya shillings."""

    COUNT = "count", _("Number")
    COUNT_BY_TYPE = "count_by_type", _("Number, broken down by type")
    PERCENT = "percent", _("Percentage")
    MONEY_KES = "money_kes", _("KES million")

    @property
    def is_count(self) -> bool:
        return self in {ValueType.COUNT, ValueType.COUNT_BY_TYPE}


class Accumulation(models.TextChoices):
    """How a year's value becomes the one that is held against the target."""

    ANNUAL = "annual", _("The year alone")
    CUMULATIVE_PLAN = "cumulative_plan", _("Since the plan began")
    CUMULATIVE_WITH_BASELINE = (
        "cumulative_with_baseline",
        _("Since the plan began, added to the baseline"),
    )
    LEVEL = "level", _("As it stands at the end of the year")


class DistinctBy(models.TextChoices):
    """What is counted once, however often it occurs."""

    PERSON = "person", _("person")
    PLACE = "place", _("county or country")
    COURT_CASE = "court_case", _("court case")
    ACCUSED_PERSON = "accused_person", _("accused person")
    INTERCEPT_EVENT = "intercept_event", _("intercept")
    REGISTER_ROW = "register_row", _("entry of a register")
    ATTENDANCE = "attendance", _("expected attendance")
    KES = "kes", _("Kenya shilling")


class Direction(models.TextChoices):
    """Which way is better."""

    INCREASE = "increase", _("More is better")
    DECREASE = "decrease", _("Less is better")


class PlanTextKind(models.TextChoices):
    """What a sentence of the plan is."""

    VISION = "vision", _("Vision")
    MISSION = "mission", _("Mission")
    GOAL = "goal", _("Strategic goal")
    CONTRIBUTION = "contribution", _("Contribution")
    PLAN_OUTCOME = "plan_outcome", _("Outcome of the plan")
    ACTION_LINE = "action_line", _("Action line")
    SPENDING_RULE = "spending_rule", _("Spending rule")
    FUTURE_COMMITMENT = "future_commitment", _("Future commitment")
    ASSUMPTION = "assumption", _("Assumption")
    RISK = "risk", _("Risk")
    MITIGATION = "mitigation", _("Possible mitigation")
    DONOR = "donor", _("Donor named by the plan")
    POLICY = "policy", _("Policy named by the plan")
    OFFICE = "office", _("Office of the plan")
    NOTE = "note", _("Note on the plan")


class ProgressStatus(models.TextChoices):
    """How a value stands against its milestone."""

    ON_TRACK = "on_track", _("On track")
    SLIGHTLY_BEHIND = "slightly_behind", _("Slightly behind")
    BEHIND = "behind", _("Behind")
    NO_DATA = "no_data", _("No data")
