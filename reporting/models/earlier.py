"""An indicator's values from before the system, and the papers that prove them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reporting.models.framework import Indicator
from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record

POSSIBLE_YEARS = Q(year__gte=2000, year__lte=2100)


class ManualValue(Record):
    """An indicator's value of a year before the system, shown as "from earlier records". Public.

    Never mixed into computed rows. It counts once somebody other than its writers approved it.
    `changed_by` is who wrote it last, where that is not the first writer.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="manual_values")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    source = models.CharField(_("source"), max_length=300)
    evidence_note = models.TextField(_("evidence"), blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        editable=False, verbose_name=_("last written by"),
    )  # fmt: skip
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("approved by"),
    )  # fmt: skip
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    sent_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        editable=False, verbose_name=_("sent back by"),
    )  # fmt: skip
    sent_back_at = models.DateTimeField(_("sent back at"), null=True, blank=True, editable=False)
    sent_back_reason = models.CharField(_("what is missing"), max_length=500, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "indicator", "year", "value", "source", "evidence_note", "changed_by", "approved_by",
            "approved_at", "sent_back_by", "sent_back_at", "sent_back_reason",
        }  # fmt: skip

    class Meta:
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                name="manual_value_one_per_year",
                violation_error_message=_("This indicator has a value of that year already."),
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="manual_value_not_negative"),
            models.CheckConstraint(condition=POSSIBLE_YEARS, name="manual_value_year_possible"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="manual_value_approved_by_iff_at",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (
                    ~Q(approved_by=F("recorded_by"))
                    & (Q(changed_by__isnull=True) | ~Q(approved_by=F("changed_by")))
                ),
                name="manual_value_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(sent_back_by__isnull=True, sent_back_at__isnull=True, sent_back_reason="")
                | (
                    Q(sent_back_by__isnull=False, sent_back_at__isnull=False)
                    & ~Q(sent_back_reason="")
                    & Q(approved_at__isnull=True)
                ),
                name="manual_value_sent_back_with_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}"

    def get_absolute_url(self) -> str:
        return address("reporting:manual_value_detail", self.pk)

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None

    @property
    def code(self) -> str:
        """Return how the trail names the value."""
        return str(self)

    @property
    def writers(self) -> set:
        """Return the keys of those who may not approve it."""
        return {self.recorded_by_id, self.changed_by_id} - {None}


class EvidenceFile(Record):
    """One paper behind a value from earlier records. For those who may see true numbers.

    The file lies sealed in the storage under this row's UUID; the name that it had on somebody's
    computer is not kept. A removed file leaves its row, with who removed it and why.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        PNG = "png", _("PNG picture")
        JPEG = "jpg", _("JPEG picture")
        CSV = "csv", _("CSV table")
        XLSX = "xlsx", _("Excel workbook")
        DOCX = "docx", _("Word document")

    value = models.ForeignKey(ManualValue, models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind of file"), max_length=10, choices=Kind.choices)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        editable=False, verbose_name=_("removed by"),
    )  # fmt: skip
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True, editable=False)
    removed_reason = models.CharField(_("reason for removal"), max_length=300, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "value", "number", "kind", "size", "sha256", "removed_by", "removed_at",
            "removed_reason",
        }  # fmt: skip

    class Meta:
        ordering = ["value", "number"]
        constraints = [
            models.UniqueConstraint(fields=["value", "number"], name="evidence_file_numbered"),
            models.CheckConstraint(
                condition=Q(size__gt=0, number__gt=0), name="evidence_file_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(removed_by__isnull=True, removed_at__isnull=True, removed_reason="")
                | (
                    Q(removed_by__isnull=False, removed_at__isnull=False) & ~Q(removed_reason="")
                ),
                name="evidence_file_removed_with_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return address("reporting:evidence_download", self.pk)

    @property
    def file_name(self) -> str:
        """Return the neutral name under which the file is handed out."""
        return f"evidence-{self.value.indicator.code}-{self.value.year}-{self.number}.{self.kind}"

    @property
    def code(self) -> str:
        """Return how the trail names the file."""
        return f"{self.value.indicator.code} {self.value.year}/{self.number}"

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None
