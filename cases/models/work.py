"""The daily work on a case: consent, services, notes, and outcomes that prevented harm."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import NoteKind, ServiceStatus
from cases.models.case import Case
from cases.models.person import Person
from tracekenya.directory.models import Organisation
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.places.models import County
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor


class ConsentRecord(Record):
    """What the person agreed to, for one purpose and perhaps one recipient. Seen with the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="consents")
    scope = CodeField("consent_scope", verbose_name=_("agreed to what"))
    status = CodeField("consent_status", verbose_name=_("answer"))
    giver = CodeField("consent_giver", verbose_name=_("who answered"))
    mode = CodeField("consent_mode", verbose_name=_("how"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("for whom"),
    )
    given_on = models.DateField(_("on"), default=timezone.localdate)
    expires_on = models.DateField(_("until"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "case", "scope", "status", "giver", "mode", "organisation", "given_on", "expires_on", "withdrawn_on",
        }  # fmt: skip

    class Meta:
        ordering = ["-given_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("given_on")),
                name="consent_expires_after_given",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        return self.get_scope_display()

    def get_absolute_url(self) -> str:
        return address("cases:consent_detail", self.pk)

    def is_live_on(self, day) -> bool:
        """Return whether it still holds on `day`: given, not withdrawn, not expired."""
        if self.status != "given" or self.given_on > day:
            return False
        return (self.withdrawn_on is None or self.withdrawn_on > day) and (
            self.expires_on is None or self.expires_on >= day
        )


class ServiceProvision(Record):
    """One thing planned or provided for the person, on one day. Seen with the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="services")
    kind = CodeField("service_type", verbose_name=_("service"))
    status = CodeField("service_status", default=ServiceStatus.DELIVERED, verbose_name=_("state"))
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    delivered_on = models.DateField(_("provided on"), null=True, blank=True)
    provider = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("provider, if not us"),
    )  # fmt: skip
    county = models.ForeignKey(
        County, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("county")
    )
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    note = EncryptedTextField("service.note", max_chars=2000, blank=True, verbose_name=_("note"))
    seal_owner = SealedFor("case__person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "case", "kind", "status", "planned_on", "delivered_on", "provider", "county", "minutes",
        }  # fmt: skip
        special = {"note"}

    class Meta:
        ordering = ["-delivered_on", "-planned_on"]
        indexes = [models.Index(fields=["delivered_on"], name="service_delivered")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="delivered") | Q(delivered_on__isnull=False),
                name="delivered_service_has_day",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return address("cases:service_detail", self.pk)


class Note(Record):
    """A note on a case. Case notes: whoever works on the case; counselling notes: their writer, the
    case manager with a reason, and case workers of the case if the writer shares it. A correction is a
    new note that names the old one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    kind = CodeField("note_kind", default=NoteKind.CASE_NOTE, verbose_name=_("kind"))
    written_on = models.DateField(_("day"), default=timezone.localdate)
    text = EncryptedTextField("note.text", max_chars=10000, verbose_name=_("note"))
    is_shared = models.BooleanField(_("other case workers may read it"), default=False)
    corrects = models.ForeignKey(
        "self", models.PROTECT, related_name="corrections", null=True, blank=True
    )
    seal_owner = SealedFor("case__person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {"case", "kind", "written_on", "is_shared", "corrects"}
        special = {"text"}

    class Meta:
        ordering = ["-written_on", "-recorded_at"]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return address("cases:note_detail", self.pk)


class PreventionOutcome(Record):
    """Somebody was kept from violence, trafficking or unsafe migration; feeds 1.1, 1.2 and 3.2."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="prevention_outcomes")
    case = models.ForeignKey(
        Case, models.CASCADE, related_name="prevention_outcomes", null=True, blank=True
    )
    kind = CodeField("prevention_kind", verbose_name=_("kept from what"))
    basis = CodeField("prevention_basis", verbose_name=_("why it counts"))
    happened_on = models.DateField(_("on"), default=timezone.localdate)
    county = models.ForeignKey(
        County, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("county")
    )
    evidence = EncryptedTextField(
        "prevention.evidence", max_chars=2000, blank=True, verbose_name=_("what shows it")
    )
    seal_owner = SealedFor("person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {"person", "case", "kind", "basis", "happened_on", "county"}
        special = {"evidence"}

    class Meta:
        ordering = ["-happened_on"]
        indexes = [models.Index(fields=["happened_on"], name="prevention_day")]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return address("cases:prevention_detail", self.pk)
