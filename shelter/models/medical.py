"""Health in the house: the check after arrival, medicines, and each dose. Sealed and opened by few."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shelter.models.stay import Admission, OfStay, OfStayQuerySet
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.lib.records import Record
from tracekenya.roles.permissions import Permission
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor

MOST_TIMES = 8  # of one medicine on one day
DIFFICULTIES = ("seeing", "hearing", "walking", "remembering", "self_care", "communicating")


def _difficulty(words) -> CodeField:
    return CodeField("disability_level", blank=True, verbose_name=words)


class HealthCheck(OfStay, Record):
    """What a clinician found when somebody came. Opened after a proof, by those who care for health.

    `assault_at`, `pep_started_at`: the alarm of 72 hours counts by them, so they are plain.
    """

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="health_checks")
    checked_at = models.DateTimeField(_("checked at"))
    facility = EncryptedTextField(
        "health_check.facility", max_chars=120, blank=True, verbose_name=_("where")
    )
    clinician = EncryptedTextField(
        "health_check.clinician", max_chars=120, blank=True, verbose_name=_("by whom")
    )
    consent = CodeField("medical_consent", verbose_name=_("consent to the check"))
    complaints = EncryptedTextField(
        "health_check.complaints", max_chars=2000, blank=True, verbose_name=_("complaints")
    )
    injuries = EncryptedTextField(
        "health_check.injuries", max_chars=2000, blank=True, verbose_name=_("injuries")
    )
    body_parts = CodesField("body_part", verbose_name=_("where on the body"))
    pregnancy_test = CodeField("offered_answer", blank=True, verbose_name=_("pregnancy test"))
    assault_at = models.DateTimeField(_("time of the assault"), null=True, blank=True)
    post_rape_care = CodeField("care_answer", blank=True, verbose_name=_("care after rape"))
    pep_started_at = models.DateTimeField(_("PEP started"), null=True, blank=True)
    chronic = EncryptedTextField(
        "health_check.chronic", max_chars=1000, blank=True, verbose_name=_("lasting illnesses")
    )
    vaccination = EncryptedTextField(
        "health_check.vaccination", blank=True, verbose_name=_("vaccinations")
    )
    suicide_risk = CodeField("yes_no_unsure", blank=True, verbose_name=_("risk of suicide"))
    seeing = _difficulty(_("difficulty seeing"))
    hearing = _difficulty(_("difficulty hearing"))
    walking = _difficulty(_("difficulty walking"))
    remembering = _difficulty(_("difficulty remembering"))
    self_care = _difficulty(_("difficulty washing or dressing"))
    communicating = _difficulty(_("difficulty making oneself understood"))
    follow_up_on = models.DateField(_("next visit"), null=True, blank=True)
    hiv_note = EncryptedTextField(
        "health_check.hiv_note", max_chars=1000, blank=True, verbose_name=_("HIV")
    )

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"admission", "checked_at", "follow_up_on"}
        special = {
            "facility", "clinician", "consent", "complaints", "injuries", "body_parts", "pregnancy_test",
            "assault_at", "post_rape_care", "pep_started_at", "chronic", "vaccination", "suicide_risk",
            *DIFFICULTIES, "hiv_note",
        }  # fmt: skip

    class Meta:
        ordering = ["-checked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(assault_at__isnull=True) | Q(assault_at__lte=F("checked_at")),
                name="assault_before_check",
            ),
            models.CheckConstraint(
                condition=Q(pep_started_at__isnull=True)
                | Q(assault_at__isnull=True)
                | Q(pep_started_at__gte=F("assault_at")),
                name="pep_after_assault",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:health_detail", self.pk)


class Medicine(OfStay, Record):
    """One medicine of one resident, and at which hours it is due (Africa/Nairobi). Sealed."""

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="medicines")
    medicine = EncryptedTextField("medicine.name", max_chars=120, verbose_name=_("medicine"))
    dose = EncryptedTextField("medicine.dose", max_chars=120, verbose_name=_("dose"))
    times = ArrayField(
        models.TimeField(), size=MOST_TIMES, default=list, blank=True, verbose_name=_("due at")
    )
    as_needed = models.BooleanField(_("only when needed"), default=False)
    from_on = models.DateField(_("from"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)
    stopped_on = models.DateField(_("stopped on"), null=True, blank=True)
    prescriber = EncryptedTextField(
        "medicine.prescriber", max_chars=120, blank=True, verbose_name=_("prescribed by")
    )

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"admission", "as_needed", "from_on", "until_on", "stopped_on"}
        special = {"medicine", "dose", "times", "prescriber"}

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(as_needed=True) | Q(times__len__gte=1), name="medicine_has_times"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="medicine_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | Q(stopped_on__gte=F("from_on")),
                name="medicine_stops_after_start",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:medicine_detail", self.pk)


class DoseQuerySet(models.QuerySet):
    def visible_to(self, user, permission: Permission) -> "DoseQuerySet":
        """Return the doses of the stays that `permission` reaches."""
        stays = Admission.objects.visible_to(user, permission)
        return self.filter(medicine__admission__in=stays.values("pk"))


class Dose(Record):
    """One dose that was due or asked for, and what became of it. Who gave it is `recorded_by`.

    `due_at`: None for a medicine that is taken when needed.
    """

    medicine = models.ForeignKey(Medicine, models.CASCADE, related_name="doses")
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    given_at = models.DateTimeField(_("at"), default=timezone.now)
    outcome = CodeField("dose_outcome", verbose_name=_("what became of it"))
    words = EncryptedTextField("dose.words", max_chars=300, blank=True, verbose_name=_("in words"))

    objects = DoseQuerySet.as_manager()
    seal_owner = SealedFor("medicine__admission__case__person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {"medicine"}
        special = {"due_at", "given_at", "outcome", "words"}

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(fields=["medicine", "due_at"], name="dose_given_once")
        ]

    @property
    def case_id(self):
        return self.medicine.admission.case_id
