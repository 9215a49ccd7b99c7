"""What two people, each alone, think that an intercept is; a third where they differ, a manager over all."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intercepts.enums import Turn
from intercepts.models.intercept import InterceptedPerson
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor

BLIND = ~Q(turn=Turn.OVERRIDE)


class VettingVerdict(Record):
    """One judgement of one person met; `recorded_by` judged. Until the class is set, seen by nobody else.

    `lowering` is set where the verdict lies below the signs. An override names the class itself.
    """

    seal_owner = SealedFor("intercepted_person__person_id")

    intercepted_person = models.ForeignKey(
        InterceptedPerson, models.CASCADE, related_name="verdicts"
    )
    turn = models.CharField(max_length=10, choices=Turn.choices, editable=False)
    verdict = CodeField("intercept_classification", verbose_name=_("what it counts as"))
    lowering = CodeField(
        "lowering_reason", blank=True, verbose_name=_("why lower than the signs say")
    )
    reason = EncryptedTextField("vetting.reason", max_chars=1000, verbose_name=_("why"))
    was_called = models.BooleanField(_("a follow-up call was made"), default=False)
    call_facts = EncryptedTextField(
        "vetting.call_facts", max_chars=1000, blank=True, verbose_name=_("what the call showed")
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "intercepted_person", "turn", "verdict", "lowering", "was_called",
        }  # fmt: skip
        special = {"reason", "call_facts"}

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["intercepted_person", "recorded_by"], condition=BLIND,
                name="vetter_judges_once",
            ),
            models.UniqueConstraint(
                fields=["intercepted_person", "turn"], condition=BLIND, name="vetting_turn_once"
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return address("intercepts:intercept_detail", self.intercepted_person.intercept_id)

    @property
    def case_id(self):
        """The case that a look at the row belongs to."""
        return self.intercepted_person.case_id


def who_decided() -> models.ForeignKey:
    """Return a column for the person who did something, empty until then."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
