"""What follows an arrival: who was told of a child, what must be done by when; and who was turned away."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shelter.enums import TaskStatus
from shelter.models.house import OfHouseQuerySet, Shelter
from shelter.models.stay import Admission, OfStay, OfStayQuerySet
from tracekenya.directory.models import Organisation
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.places.models import County
from tracekenya.vault.fields import EncryptedTextField


class OfficerNotice(OfStay, Record):
    """That a children officer or the police were told of a resident. Seen with the stay."""

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="officer_notices")
    kind = CodeField("officer_kind", verbose_name=_("who was told"))
    told_at = models.DateTimeField(_("told at"))
    officer = EncryptedTextField(
        "officer_notice.officer", max_chars=120, blank=True, verbose_name=_("name and office")
    )
    by_how = CodeField("contact_way", verbose_name=_("how"))
    reference = EncryptedTextField(
        "officer_notice.reference", max_chars=60, blank=True, verbose_name=_("letter or OB number")
    )

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"admission", "kind", "told_at", "by_how"}
        personal = {"officer", "reference"}

    class Meta:
        ordering = ["-told_at"]


class StayTask(OfStay, Record):
    """One thing that must be done for a resident, by when, and how far it is. Seen with the stay.

    `due_at`: None for what has no clock. Late is what is neither done nor impossible at `due_at`.
    """

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="tasks")
    kind = CodeField("stay_task", verbose_name=_("task"))
    status = CodeField("task_status", default=TaskStatus.NOT_STARTED, verbose_name=_("state"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    cannot_reason = CodeField(
        "cannot_reason", blank=True, verbose_name=_("why it cannot be done yet")
    )
    words = EncryptedTextField("stay_task.words", blank=True, verbose_name=_("in words"))

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "admission", "kind", "status", "due_at", "done_at", "done_by", "cannot_reason",
        }  # fmt: skip
        special = {"words"}

    class Meta:
        ordering = ["due_at"]
        indexes = [models.Index(fields=["status", "due_at"], name="stay_task_due")]
        constraints = [
            models.UniqueConstraint(fields=["admission", "kind"], name="task_once_per_stay"),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in TaskStatus]),
                name="task_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status="done", done_at__isnull=False, done_by__isnull=False)
                | (~Q(status="done") & Q(done_at__isnull=True, done_by__isnull=True)),
                name="task_done_iff_by",
            ),
            models.CheckConstraint(
                condition=(Q(status="cannot") & ~Q(cannot_reason=""))
                | (~Q(status="cannot") & Q(cannot_reason="")),
                name="task_cannot_iff_reason",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:task_edit", self.pk)


class TurnAway(Record):
    """Somebody for whom there was no place: no name, no words, no person. Seen by house and case staff.

    `admission`: the request that was declined, where there was one.
    """

    shelter = models.ForeignKey(
        Shelter, models.PROTECT, related_name="turned_away", null=True, blank=True,
        verbose_name=_("shelter"),
    )  # fmt: skip
    admission = models.OneToOneField(
        Admission, models.SET_NULL, related_name="turn_away", null=True, editable=False
    )
    happened_at = models.DateTimeField(_("when"), default=timezone.now)
    age_band = CodeField("age_band", verbose_name=_("age band"))
    sex = CodeField("sex", default="unknown", verbose_name=_("sex"))
    reason = CodeField("turn_away_reason", verbose_name=_("why there was no place"))
    sent_to_kind = CodeField("sent_to", verbose_name=_("sent where instead"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("organisation"),
    )  # fmt: skip
    county = models.ForeignKey(
        County, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("county")
    )

    objects = OfHouseQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "shelter", "admission", "happened_at", "age_band", "sex", "reason", "sent_to_kind",
            "organisation", "county",
        }  # fmt: skip

    class Meta:
        ordering = ["-happened_at"]
        indexes = [models.Index(fields=["shelter", "-happened_at"], name="turn_away_of_house")]

    def __str__(self) -> str:
        day = date_format(timezone.localdate(self.happened_at))
        return gettext("Turned away on %(day)s") % {"day": day}

    def get_absolute_url(self) -> str:
        return address("shelter:turn_away_detail", self.pk)
