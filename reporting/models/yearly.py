"""What people add to an indicator: the reading that counts, values of earlier years, and notes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reporting.models.framework import Indicator
from tracekenya.lib.records import Record

POSSIBLE_YEARS = Q(year__gte=2000, year__lte=2100)


class IndicatorReading(models.Model):
    """A choice which of an indicator's readings counts, and why. Public; M&E adds rows.

    Rows are added, never changed: the highest `version` is in force, the others are its history.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="readings")
    reading = models.SlugField(_("reading"), max_length=60)
    reason = models.TextField(_("reason"))
    version = models.PositiveIntegerField(default=1)
    chosen_on = models.DateField(_("chosen on"))
    chosen_by = models.CharField(_("chosen by"), max_length=20)

    class Privacy:
        open = {"id", "indicator", "reading", "reason", "version", "chosen_on", "chosen_by"}

    class Meta:
        ordering = ["indicator", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "version"], name="indicator_reading_one_per_version"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="indicator_reading_gives_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.reading} ({self.version})"


class ManualValue(Record):
    """An indicator's value of a year before the system, shown as "from earlier records". Public.

    Never mixed into computed rows. It counts once somebody other than its writer approved it.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="manual_values")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    source = models.CharField(_("source"), max_length=300)
    evidence_note = models.TextField(_("evidence"), blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "indicator", "year", "value", "source", "evidence_note", "approved_by", "approved_at",
        }  # fmt: skip

    class Meta:
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="manual_value_one_per_year"),
            models.CheckConstraint(condition=Q(value__gte=0), name="manual_value_not_negative"),
            models.CheckConstraint(condition=POSSIBLE_YEARS, name="manual_value_year_possible"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="manual_value_approved_by_iff_at",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("recorded_by")),
                name="manual_value_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}"

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None


class YearNote(Record):
    """What the annual report says in words about an indicator's year. Public; M&E writes it.

    No names of persons belong into it.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="year_notes")
    year = models.PositiveSmallIntegerField(_("year"))
    narrative = models.TextField(_("narrative"), blank=True)
    deviation = models.TextField(_("reason for deviation"), blank=True)
    lessons = models.TextField(_("lessons"), blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {"indicator", "year", "narrative", "deviation", "lessons"}

    class Meta:
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="year_note_one_per_year"),
            models.CheckConstraint(condition=POSSIBLE_YEARS, name="year_note_year_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}"
