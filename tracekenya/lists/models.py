"""Rows that lie over the file of code lists: changed and new terms, and the order of a list."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracekenya.lib import vocabularies
from tracekenya.lib.records import Record

LONGEST_LABEL = 120
LONGEST_CODE = 40  # as long as the columns that keep codes


class ChangedTerm(Record):
    """One term of a code list as staff want it; the file's own word for it no longer counts.

    Everybody reads the labels; the M&E officer and the system administrator write them.
    A row is never deleted: its term may be stored in records.
    """

    vocabulary = models.CharField(_("code list"), max_length=60, editable=False)
    code = models.CharField(_("code"), max_length=LONGEST_CODE, editable=False)
    english = models.CharField(_("English"), max_length=LONGEST_LABEL)
    swahili = models.CharField(_("Swahili"), max_length=LONGEST_LABEL)
    htcds = models.CharField(
        _("Target in the HTCDS"), max_length=LONGEST_LABEL, blank=True, editable=False
    )
    is_offered = models.BooleanField(_("offered in forms"), default=True, editable=False)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "vocabulary", "code", "english", "swahili", "htcds", "is_offered",
        }  # fmt: skip

    class Meta:
        ordering = ["vocabulary", "code"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="term_once_in_its_list"),
            models.CheckConstraint(
                condition=~models.Q(english="") & ~models.Q(swahili=""),
                name="term_in_both_languages",
            ),
        ]

    def __str__(self) -> str:
        return self.as_term().label

    def as_term(self) -> vocabularies.Term:
        return vocabularies.Term(
            self.code, self.english, self.swahili, self.htcds or None, self.is_offered
        )


class ListOrder(Record):
    """The order in which one list is shown: its codes. Codes that are missing here stand last."""

    vocabulary = models.CharField(_("code list"), max_length=60, unique=True, editable=False)
    codes = ArrayField(models.CharField(max_length=LONGEST_CODE), verbose_name=_("order"))

    class Privacy:
        open = Record.OPEN_FIELDS | {"vocabulary", "codes"}

    class Meta:
        ordering = ["vocabulary"]

    def __str__(self) -> str:
        return self.vocabulary
