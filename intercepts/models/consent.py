"""What monitors read aloud before they write down what somebody tells: one text for each language."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record

CODE = r"^[a-z]{2,3}$"
BUILT_IN = ("en", "sw")  # these speak from the first day
MOST_WORDINGS = 32_767  # as the column holds
LONGEST = 1500  # letters; what can be read aloud in a minute or so


class ConsentText(Record):
    """The present wording in one language. Seen by all staff; phones get those that are in use.

    `number` grows with each new wording, and records of phones keep which one was read.
    """

    language = models.CharField(
        _("code of the language"), max_length=3, unique=True,
        validators=[RegexValidator(CODE, _("Two or three small letters, such as “so” or “kam”."))],
    )  # fmt: skip
    name = models.CharField(_("name, as its speakers write it"), max_length=40)
    text = models.TextField(_("text to be read aloud"), max_length=LONGEST)
    number = models.PositiveSmallIntegerField(_("wording"), default=1, editable=False)
    is_active = models.BooleanField(_("in use on phones"), default=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("who checked it"),
    )  # fmt: skip
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "language", "name", "text", "number", "is_active", "checked_by", "checked_on",
        }  # fmt: skip

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_active=False)
                | Q(checked_on__isnull=False)
                | Q(number=1, language__in=BUILT_IN),
                name="consent_text_checked_before_use",
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, checked_by__isnull=True)
                | Q(checked_on__isnull=False, checked_by__isnull=False),
                name="consent_text_checked_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("intercepts:consent_text_detail", self.pk)


class ConsentWording(models.Model):
    """One wording as it was or is; it never changes. Seen with its language."""

    consent_text = models.ForeignKey(ConsentText, models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=LONGEST)
    since = models.DateField(default=timezone.localdate)

    class Privacy:
        open = {"id", "consent_text", "number", "text", "since"}

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["consent_text", "number"], name="consent_wording_once")
        ]
