"""The performance framework: key focus areas, outcomes, indicators and their milestones."""

import datetime as dt
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reporting.enums import Accumulation, Direction, DistinctBy, Pillar, ValueType
from reporting.milestones import MilestoneValue, milestone_in
from reporting.models.plan import Sdg


class KeyFocusArea(models.Model):
    """One of the plan's key focus areas, such as KFA1. Public."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_sw = models.CharField(_("name in Swahili (draft)"), max_length=120, blank=True)
    framework_title = models.CharField(_("title in the framework"), max_length=200)
    sort_order = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        open = {"id", "code", "name", "name_sw", "framework_title", "sort_order", "version"}

    class Meta:
        ordering = ["sort_order"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Outcome(models.Model):
    """One outcome of the framework, such as 1.A; its name is the plan's wording. Public."""

    code = models.CharField(max_length=10, unique=True)
    kfa = models.ForeignKey(KeyFocusArea, models.PROTECT, related_name="outcomes")
    name = models.TextField(_("name"))
    name_sw = models.TextField(_("name in Swahili (draft)"), blank=True)
    sort_order = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        open = {"id", "code", "kfa", "name", "name_sw", "sort_order", "version"}

    class Meta:
        ordering = ["sort_order"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class IndicatorQuerySet(models.QuerySet):
    def with_framework(self) -> "IndicatorQuerySet":
        """Fetch what a table of indicators prints: outcome, focus area, milestones (2 queries)."""
        return self.select_related("outcome__kfa").prefetch_related("milestones")


class Indicator(models.Model):
    """One indicator of the framework with its counting rules. Public; M&E edits the rules.

    `name` is the plan's wording and stays so; `*_as_printed` are the cells as the plan prints them.
    `baseline` and `target` are in `unit` (percent for `percent`, millions for `money_kes`).
    """

    code = models.CharField(max_length=10, unique=True)
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="indicators")
    name = models.TextField(_("name"))
    short_name = models.TextField(_("short name"))
    name_sw = models.TextField(_("name in Swahili (draft)"), blank=True)
    pillar = models.CharField(_("pillar"), max_length=20, choices=Pillar.choices, blank=True)
    value_type = models.CharField(_("kind of value"), max_length=20, choices=ValueType.choices)
    unit = models.CharField(_("unit"), max_length=60)
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=2)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    baseline_as_printed = models.CharField(max_length=20)
    target_as_printed = models.CharField(max_length=20)
    data_source = models.TextField(_("data source"), blank=True)
    data_source_as_printed = models.TextField()
    responsible = models.TextField(_("responsible"), blank=True)
    frequency = models.TextField(_("frequency"))
    computed_from = models.CharField(_("computed from"), max_length=60)
    accumulation = models.CharField(_("accumulation"), max_length=30, choices=Accumulation.choices)
    includes_baseline = models.BooleanField(_("the baseline is added"))
    distinct_by = models.CharField(_("counted once per"), max_length=20, choices=DistinctBy.choices)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction.choices)
    sdgs = models.ManyToManyField(Sdg, related_name="indicators", blank=True)
    sort_order = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    objects = IndicatorQuerySet.as_manager()

    class Privacy:
        open = {
            "id", "code", "outcome", "name", "short_name", "name_sw", "pillar", "value_type",
            "unit", "baseline", "target", "baseline_as_printed", "target_as_printed", "data_source",
            "data_source_as_printed", "responsible", "frequency", "computed_from", "accumulation",
            "includes_baseline", "distinct_by", "direction", "sdgs", "sort_order", "version",
        }  # fmt: skip

    class Meta:
        ordering = ["sort_order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline__gte=0, target__gte=0), name="indicator_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(direction=Direction.INCREASE, target__gte=F("baseline"))
                | Q(direction=Direction.DECREASE, target__lte=F("baseline")),
                name="indicator_target_in_direction",
            ),
            models.CheckConstraint(
                condition=Q(
                    includes_baseline=True, accumulation=Accumulation.CUMULATIVE_WITH_BASELINE
                )
                | (
                    Q(includes_baseline=False)
                    & ~Q(accumulation=Accumulation.CUMULATIVE_WITH_BASELINE)
                ),
                name="indicator_baseline_added_only_when_cumulative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short_name}"

    def get_absolute_url(self) -> str:
        return reverse("reporting:indicator_detail", args=[self.code])

    @property
    def kfa(self) -> KeyFocusArea:
        return self.outcome.kfa

    @property
    def chosen_reading(self) -> str:
        """Return the code of the reading that people chose last; empty for the usual one."""
        chosen = next(iter(self.readings.all()), None)
        return chosen.reading if chosen else ""

    def milestone_in(self, year: int, *, today: dt.date) -> MilestoneValue:
        """Return the milestone of `year` as seen on `today`. Raises YearOutsidePlan."""
        line = {milestone.year: milestone.value for milestone in self.milestones.all()}
        if line:
            line[min(line) - 1] = self.baseline
        return milestone_in(year, line=line, value_type=ValueType(self.value_type), today=today)


class Milestone(models.Model):
    """What an indicator should reach by the end of a plan year, in its unit. Public; M&E edits it.

    `value` is not rounded: counts are rounded up where they are shown, after the share of a year.
    `reason` and `changed_on` say why and when people last moved it off the plan's straight line.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="milestones")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("milestone"), max_digits=14, decimal_places=2)
    reason = models.CharField(_("reason for the change"), max_length=300, blank=True)
    changed_on = models.DateField(_("changed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        open = {"id", "indicator", "year", "value", "reason", "changed_on", "version"}

    class Meta:
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="milestone_one_per_year"),
            models.CheckConstraint(
                condition=Q(value__gte=Decimal(0)), name="milestone_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(changed_on__isnull=True, reason="")
                | (Q(changed_on__isnull=False) & ~Q(reason="")),
                name="milestone_changed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}: {self.value}"

    @property
    def code(self) -> str:
        """Return how the trail names the milestone."""
        return f"{self.indicator.code} {self.year}"
