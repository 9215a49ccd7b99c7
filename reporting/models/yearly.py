"""What people add to an indicator: the reading that counts, and a year in words."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reporting.models.earlier import POSSIBLE_YEARS
from reporting.models.framework import Indicator
from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record


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

    def get_absolute_url(self) -> str:
        return address("reporting:year_note_detail", self.pk)

    @property
    def code(self) -> str:
        """Return how the trail names the note."""
        return str(self)
