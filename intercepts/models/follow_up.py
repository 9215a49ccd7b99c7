"""What a monitor heard of people met on the road, after the road."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercepts.enums import FollowUpWay, SafeNow
from intercepts.models.intercept import Intercept
from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record
from tracekenya.vault.fields import EncryptedTextField


class InterceptFollowUp(Record):
    """One call, message or meeting after an intercept, by who recorded it. Seen with the intercept."""

    intercept = models.ForeignKey(Intercept, models.CASCADE, related_name="follow_ups")
    happened_on = models.DateField(_("day"), default=timezone.localdate)
    way = models.CharField(_("how"), max_length=10, choices=FollowUpWay.choices)
    was_reached = models.BooleanField(_("the person was reached"), default=False)
    safe_now = models.CharField(
        _("is the person safe?"), max_length=10, choices=SafeNow.choices, default=SafeNow.NOT_KNOWN
    )
    note = EncryptedTextField(
        "intercept_follow_up.note", max_chars=2000, blank=True, verbose_name=_("what we heard")
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {"intercept", "happened_on", "way", "was_reached", "safe_now"}
        special = {"note"}

    class Meta:
        ordering = ["-happened_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(safe_now=SafeNow.NOT_KNOWN) | models.Q(was_reached=True),
                name="follow_up_safe_only_if_reached",
            )
        ]

    def __str__(self) -> str:
        return self.intercept.code

    @property
    def code(self) -> str:
        """The receipt code of the intercept: all that a notice may say."""
        return self.intercept.code

    def get_absolute_url(self) -> str:
        return address("intercepts:intercept_detail", self.intercept_id)
