"""What the office does about an intercept at once: alerts that somebody takes, calls that are owed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intercepts.enums import AlertCause, CallState
from intercepts.models.intercept import InterceptedPerson
from intercepts.models.vetting import who_decided
from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor


class InterceptAlert(Record):
    """One person met who cannot wait: evidence of trafficking, or a child. Seen with the intercept.

    `recorded_at` is when the office was told. It repeats itself until somebody takes it.
    """

    intercepted_person = models.OneToOneField(
        InterceptedPerson, models.CASCADE, related_name="alert"
    )
    cause = models.CharField(_("why"), max_length=20, choices=AlertCause.choices)
    taken_by = who_decided()
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True, editable=False)

    class Privacy:
        open = Record.OPEN_FIELDS | {"intercepted_person", "cause", "taken_by", "taken_at"}

    class Meta:
        ordering = ["recorded_at"]
        indexes = [
            models.Index(
                fields=["recorded_at"], condition=Q(taken_at=None), name="intercept_alert_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_by=None, taken_at=None)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="alert_taken_by_iff_at",
            )
        ]

    def get_absolute_url(self) -> str:
        return address("intercepts:intercept_detail", self.intercepted_person.intercept_id)

    @property
    def code(self) -> str:
        """The receipt code of the intercept: all that a notice may say."""
        return self.intercepted_person.intercept.code


class CallBack(Record):
    """A call that the office owes to somebody met: the sealed phone shows no number again.

    Seen with the intercept; the number opens by a click.
    """

    seal_owner = SealedFor("intercepted_person__person_id")

    intercepted_person = models.OneToOneField(
        InterceptedPerson, models.CASCADE, related_name="call_back"
    )
    due_on = models.DateField(_("call on"))
    state = models.CharField(
        _("state"), max_length=20, choices=CallState.choices, default=CallState.OPEN, editable=False
    )
    attempts = models.PositiveSmallIntegerField(_("calls so far"), default=0, editable=False)
    last_at = models.DateTimeField(_("last call"), null=True, blank=True, editable=False)
    last_by = who_decided()
    words = EncryptedTextField(
        "call_back.words", max_chars=1000, blank=True, verbose_name=_("what came out of it")
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "intercepted_person", "due_on", "state", "attempts", "last_at", "last_by",
        }  # fmt: skip
        special = {"words"}

    class Meta:
        ordering = ["due_on"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="open"), name="call_back_open")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_by=None, last_at=None, attempts=0)
                | Q(last_by__isnull=False, last_at__isnull=False, attempts__gt=0),
                name="call_made_iff_by",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(attempts__gt=0), name="call_ends_with_a_call"
            ),
            models.CheckConstraint(
                condition=Q(last_at=None) | Q(last_at__gte=F("recorded_at")),
                name="call_after_it_was_owed",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("intercepts:intercept_detail", self.intercepted_person.intercept_id)

    @property
    def case_id(self):
        """The case that a look at the row belongs to."""
        return self.intercepted_person.case_id
