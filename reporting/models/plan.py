"""The strategic plan as printed: its cover, its sentences, its goals and its budget."""

from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reporting.enums import Pillar, PlanTextKind
from reporting.milestones import PlanWindow


class StrategicPlan(models.Model):
    """The cover of the plan in force; the table holds one row. Public."""

    title = models.CharField(max_length=120)
    baseline_year = models.PositiveSmallIntegerField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    estimated_cost_kes = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)

    class Privacy:
        open = {
            "id", "title", "baseline_year", "first_year", "last_year", "estimated_cost_kes",
            "currency",
        }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year"))
                & Q(first_year=models.F("baseline_year") + 1),
                name="strategic_plan_years_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def window(self) -> PlanWindow:
        return PlanWindow(self.baseline_year, self.first_year, self.last_year)


class Sdg(models.Model):
    """One Sustainable Development Goal, in the words in which the plan commits to it. Public."""

    number = models.PositiveSmallIntegerField(unique=True)
    name = models.TextField(blank=True)
    name_sw = models.TextField(blank=True)

    class Privacy:
        open = {"id", "number", "name", "name_sw"}

    class Meta:
        ordering = ["number"]
        verbose_name = "SDG"

    def __str__(self) -> str:
        return f"SDG {self.number}"


class PlanText(models.Model):
    """One sentence of the plan, of one key focus area or of the whole plan. Public."""

    kind = models.CharField(max_length=20, choices=PlanTextKind.choices)
    kfa = models.ForeignKey(
        "reporting.KeyFocusArea", models.CASCADE, related_name="texts", null=True, blank=True
    )
    text = models.TextField()
    sort_order = models.PositiveSmallIntegerField()

    class Privacy:
        open = {"id", "kind", "kfa", "text", "sort_order"}

    class Meta:
        ordering = ["sort_order"]
        constraints = [
            models.UniqueConstraint(fields=["sort_order"], name="plan_text_one_per_place")
        ]

    def __str__(self) -> str:
        return self.text


class BudgetLine(models.Model):
    """One cell of the plan's budget table, whole shillings; empty where the plan is. Public."""

    kfa = models.ForeignKey("reporting.KeyFocusArea", models.CASCADE, related_name="budget_lines")
    name = models.CharField(_("line"), max_length=120)
    year = models.PositiveSmallIntegerField(_("year"))
    amount_kes = models.PositiveBigIntegerField(_("amount, KES"), null=True, blank=True)
    sort_order = models.PositiveSmallIntegerField()

    class Privacy:
        open = {"id", "kfa", "name", "year", "amount_kes", "sort_order"}

    class Meta:
        ordering = ["sort_order"]
        constraints = [
            models.UniqueConstraint(fields=["kfa", "name", "year"], name="budget_line_one_per_cell")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    @property
    def pillar(self) -> Pillar | None:
        """Return the pillar that the line is named after; lines of KFA 4 have none."""
        return next((pillar for pillar in Pillar if pillar == self.name.lower()), None)


class PrintedSum(models.Model):
    """One sub-total, or without `kfa` one total, exactly as the plan prints it. Public.

    Some of them do not add up in the plan; they are shown as printed, with `remark` beside them.
    """

    kfa = models.ForeignKey(
        "reporting.KeyFocusArea", models.CASCADE, related_name="printed_sums", null=True, blank=True
    )
    year = models.PositiveSmallIntegerField()
    printed_kes = models.PositiveBigIntegerField()
    sum_of_parts_kes = models.PositiveBigIntegerField()

    class Privacy:
        open = {"id", "kfa", "year", "printed_kes", "sum_of_parts_kes"}

    class Meta:
        ordering = [models.F("kfa").asc(nulls_last=True), "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["kfa", "year"], nulls_distinct=False, name="printed_sum_one_per_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kfa.code if self.kfa else 'TOTAL'} {self.year}"

    @property
    def adds_up(self) -> bool:
        return self.printed_kes == self.sum_of_parts_kes

    @property
    def remark(self) -> str:
        """Return the sentence printed beside a sum that does not add up, else nothing."""
        if self.adds_up:
            return ""
        return gettext("Printed as %(printed)s KES; its parts add up to %(parts)s KES.") % {
            "printed": number_format(self.printed_kes, use_l10n=True, force_grouping=True),
            "parts": number_format(self.sum_of_parts_kes, use_l10n=True, force_grouping=True),
        }
