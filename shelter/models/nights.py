"""The day and the night: shifts, roll-calls, and notes on residents."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shelter.enums import RollState
from shelter.models.house import OfHouse, OfHouseQuerySet, Shelter
from shelter.models.stay import Admission, OfStay, OfStayQuerySet
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.lib.records import Record
from tracekenya.vault.fields import EncryptedTextField


class ShiftLog(OfHouse, Record):
    """One shift of a house: what happened, and what the next shift must know. Seen in the house."""

    shelter = models.ForeignKey(Shelter, models.PROTECT, related_name="shifts")
    day = models.DateField(_("day"))
    shift = CodeField("shift", verbose_name=_("shift"))
    meals = CodesField("meal", verbose_name=_("meals served"))
    security_checked = models.BooleanField(_("doors and windows checked"), default=False)
    calls = EncryptedTextField(
        "shift_log.calls", max_chars=1000, blank=True, verbose_name=_("calls and visits")
    )
    handover = EncryptedTextField(
        "shift_log.handover", max_chars=3000, blank=True, verbose_name=_("what the next shift must know")
    )  # fmt: skip
    handed_over_at = models.DateTimeField(_("handed over"), null=True, editable=False)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = OfHouseQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "shelter", "day", "shift", "meals", "security_checked", "handed_over_at", "handed_over_by",
        }  # fmt: skip
        special = {"calls", "handover"}

    class Meta:
        ordering = ["-day", "shift"]
        constraints = [
            models.UniqueConstraint(fields=["shelter", "day", "shift"], name="one_log_per_shift"),
            models.CheckConstraint(
                condition=Q(handed_over_at=None, handed_over_by=None)
                | Q(handed_over_at__isnull=False, handed_over_by__isnull=False),
                name="handed_over_iff_by",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:shift_detail", self.pk)


class HandoverRead(models.Model):
    """That somebody of the next shift has read a handover. Seen with the shift."""

    log = models.ForeignKey(ShiftLog, models.CASCADE, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(_("read at"), default=timezone.now)

    class Privacy:
        open = {"id", "log", "user", "read_at"}

    class Meta:
        ordering = ["read_at"]
        constraints = [
            models.UniqueConstraint(fields=["log", "user"], name="handover_read_once_each")
        ]


class Chore(OfHouse, Record):
    """One task of the house on one day, perhaps of one resident. Seen in the house."""

    shelter = models.ForeignKey(Shelter, models.PROTECT, related_name="chores")
    day = models.DateField(_("day"), default=timezone.localdate)
    chore = models.CharField(_("task of the house"), max_length=30)
    admission = models.ForeignKey(
        Admission, models.CASCADE, related_name="chores", null=True, blank=True,
        verbose_name=_("resident"),
    )  # fmt: skip
    done_at = models.DateTimeField(_("done at"), null=True, editable=False)

    objects = OfHouseQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"shelter", "day", "chore", "admission", "done_at"}

    class Meta:
        ordering = ["-day", "chore"]

    def get_absolute_url(self) -> str:
        return address("shelter:chore_detail", self.pk)


class RollCall(OfHouse, Record):
    """One count of who is in the house. `expected` is worked out by the action, never typed."""

    shelter = models.ForeignKey(Shelter, models.PROTECT, related_name="roll_calls")
    called_at = models.DateTimeField(_("counted at"), default=timezone.now)
    shift = CodeField("shift", verbose_name=_("shift"))
    expected = models.PositiveSmallIntegerField(_("expected"), editable=False)
    counted = models.PositiveSmallIntegerField(_("people counted"), editable=False)
    differs_words = EncryptedTextField(
        "roll_call.differs_words", blank=True, verbose_name=_("why the numbers differ")
    )

    objects = OfHouseQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"shelter", "called_at", "shift", "expected", "counted"}
        special = {"differs_words"}

    class Meta:
        ordering = ["-called_at"]
        indexes = [models.Index(fields=["shelter", "-called_at"], name="roll_call_of_house")]

    def get_absolute_url(self) -> str:
        return address("shelter:roll_call_detail", self.pk)


class RollCallAnswer(models.Model):
    """Where one resident was when it was counted. Seen with the roll-call."""

    roll_call = models.ForeignKey(RollCall, models.CASCADE, related_name="answers")
    admission = models.ForeignKey(Admission, models.CASCADE, related_name="roll_call_answers")
    state = CodeField("roll_state", verbose_name=_("where"))

    class Privacy:
        open = {"id", "roll_call", "admission", "state"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roll_call", "admission"], name="counted_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in RollState]), name="roll_state_known"
            ),
        ]


class DailyNote(OfStay, Record):
    """A short word on one resident in one shift, without anything clinical. Seen in the house."""

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="daily_notes")
    day = models.DateField(_("day"), default=timezone.localdate)
    shift = CodeField("shift", verbose_name=_("shift"))
    mood = CodeField("mood", blank=True, verbose_name=_("mood"))
    activities = CodesField("house_activity", verbose_name=_("took part in"))
    words = EncryptedTextField("daily_note.words", blank=True, verbose_name=_("in words"))

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"admission", "day", "shift", "activities"}
        special = {"mood", "words"}

    class Meta:
        ordering = ["-day", "shift"]
        constraints = [
            models.UniqueConstraint(fields=["admission", "day", "shift"], name="one_note_per_shift")
        ]
