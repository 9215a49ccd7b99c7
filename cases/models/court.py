"""Suspects and court: charges, hearings, and outcomes per accused and charge."""

import uuid
from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.lib.records import Record
from tracekenya.places.models import County
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault import blind
from tracekenya.vault.fields import EncryptedTextField, known
from tracekenya.vault.owners import SealedFor


class Offence(models.Model):
    """One offence of the law with its minimum penalty as printed. Everybody on the staff may see it."""

    code = models.CharField(primary_key=True, max_length=20)
    act = models.CharField(max_length=160)
    section = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    first_penalty = models.CharField(max_length=200, blank=True)
    later_penalty = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)

    class Privacy:
        open = {"code", "act", "section", "title", "first_penalty", "later_penalty", "source"}

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.section} {self.title}"


class SuspectQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SuspectQuerySet":
        """Return the people suspected whom the person may see: all, or those of cases in reach.

        Whoever stands only in cases that are closed to the reader is left out.
        """
        if user.scope(Permission.SUSPECT_VIEW) is Scope.ORGANISATION:
            parts = CaseSuspect.objects.all()
            return self.exclude(pk__in=Case.objects.closed_alone(user, parts, "suspect_id", "case"))
        cases = Case.objects.visible_to(user, Permission.SUSPECT_VIEW)
        return self.filter(pk__in=CaseSuspect.objects.filter(case__in=cases).values("suspect"))


class Suspect(Record):
    """A person suspected or accused; presumed innocent. Legal officer and case manager open it."""

    code = models.CharField(max_length=12, unique=True, editable=False)
    names = EncryptedTextField("suspect.names", blank=True, verbose_name=_("names"))
    phone = EncryptedTextField("suspect.phone", blank=True, verbose_name=_("phone"))
    document_number = EncryptedTextField(
        "suspect.document_number", blank=True, verbose_name=_("document number")
    )
    sex = CodeField("sex", default="unknown", verbose_name=_("sex"))
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    nationality = models.CharField(_("nationality (two letters)"), max_length=2, blank=True)
    status = CodeField("suspect_status", default="reported", verbose_name=_("status"))
    name_tokens = ArrayField(models.CharField(max_length=16), default=list, editable=False)
    sound_tokens = ArrayField(models.CharField(max_length=16), default=list, editable=False)
    phone_tokens = ArrayField(models.CharField(max_length=16), default=list, editable=False)

    objects = SuspectQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"code", "sex", "nationality", "status"}
        personal = {
            "names", "phone", "document_number", "birth_year", "name_tokens", "sound_tokens", "phone_tokens",
        }  # fmt: skip

    class Meta:
        ordering = ["code"]
        indexes = [GinIndex(fields=["sound_tokens"], name="suspect_sound_tokens")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("cases:suspect_detail", self.pk)

    def cases_concerned(self) -> Iterable[uuid.UUID]:
        """Return the ids of the cases to which a look at the row belongs."""
        return self.case_suspects.values_list("case_id", flat=True)

    def index_identity(self) -> None:
        """Refresh the blind indexes from the identity; call before saving a changed identity."""
        self.name_tokens = blind.name_tokens(known(self.names))
        self.sound_tokens = blind.sound_tokens(known(self.names))
        self.phone_tokens = blind.phone_tokens(known(self.phone))
        if self.name_tokens or self.phone_tokens:
            self.name_tokens.append(blind.mark())


class CaseSuspect(models.Model):
    """A suspect's part in one case. Seen by those who see suspects."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="case_suspects")
    suspect = models.ForeignKey(Suspect, models.PROTECT, related_name="case_suspects")
    roles = CodesField("perpetrator_role", verbose_name=_("part in it"))

    class Privacy:
        open = {"id", "case", "suspect", "roles"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "suspect"], name="suspect_once_per_case")
        ]


class CourtCaseQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CourtCaseQuerySet":
        """Return court cases with a victim whose case the person may see; all but those whose every
        victim is out of the person's reach, where the role sees the whole organisation."""
        if user.scope(Permission.COURT_VIEW) is Scope.ORGANISATION:
            return self.not_barred_to(user)
        cases = Case.objects.visible_to(user, Permission.COURT_VIEW)
        return self.filter(
            pk__in=CourtCaseVictim.objects.filter(case__in=cases).values("court_case")
        )

    def not_barred_to(self, user) -> "CourtCaseQuerySet":
        """Leave out those in which all our cases are restricted or too near to the person."""
        links = CourtCaseVictim.objects.all()
        return self.exclude(pk__in=Case.objects.closed_alone(user, links, "court_case_id", "case"))


class CourtCase(Record):
    """One criminal case before a court; counted by 1.7, 1.8 and 3.4 from the day of the plea."""

    code = models.CharField(max_length=14, unique=True, editable=False)
    court = models.CharField(_("court"), max_length=120)
    court_level = CodeField("court_level", verbose_name=_("level"))
    court_number = EncryptedTextField(
        "court_case.court_number", max_chars=60, blank=True, verbose_name=_("number at the court")
    )
    ob_number = EncryptedTextField(
        "court_case.ob_number", max_chars=60, blank=True, verbose_name=_("OB number")
    )
    county = models.ForeignKey(
        County, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("county")
    )
    stage = CodeField("court_stage", default="reported", verbose_name=_("stage"))
    charge_sheet_on = models.DateField(_("charge sheet of"), null=True, blank=True)
    plea_on = models.DateField(_("plea taken on"), null=True, blank=True)
    concluded_on = models.DateField(_("concluded on"), null=True, blank=True)
    in_camera = models.BooleanField(_("heard in private"), default=False)
    watching_brief = models.BooleanField(_("we hold a watching brief"), default=False)
    victims = models.ManyToManyField(Case, through="CourtCaseVictim", related_name="court_cases")

    objects = CourtCaseQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "code", "court", "court_level", "county", "stage", "charge_sheet_on", "plea_on",
            "concluded_on", "in_camera", "watching_brief", "victims",
        }  # fmt: skip
        personal = {"court_number", "ob_number"}

    class Meta:
        ordering = ["-code"]
        indexes = [models.Index(fields=["plea_on"], name="court_plea")]
        constraints = [
            models.CheckConstraint(
                condition=Q(plea_on__isnull=True) | Q(charge_sheet_on__isnull=True)
                | Q(plea_on__gte=F("charge_sheet_on")),
                name="plea_after_charge_sheet",
            ),
            models.CheckConstraint(
                condition=Q(concluded_on__isnull=True) | Q(plea_on__isnull=True)
                | Q(concluded_on__gte=F("plea_on")),
                name="concluded_after_plea",
            ),
            models.CheckConstraint(
                condition=Q(concluded_on__isnull=True) | Q(charge_sheet_on__isnull=True)
                | Q(concluded_on__gte=F("charge_sheet_on")),
                name="concluded_after_charge_sheet",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("cases:court_case_detail", self.pk)

    def cases_concerned(self) -> Iterable[uuid.UUID]:
        """Return the ids of the cases to which a look at the row belongs."""
        return self.victim_links.values_list("case_id", flat=True)


class CourtCaseVictim(models.Model):
    """A case of ours in a court case. `witness_note` only for those who see witness status."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court_case = models.ForeignKey(CourtCase, models.CASCADE, related_name="victim_links")
    case = models.ForeignKey(Case, models.PROTECT, related_name="court_links")
    role = CodeField("court_role", default="complainant", verbose_name=_("part in court"))
    offence_on = models.DateField(_("day of the offence"), null=True, blank=True)
    witness_note = EncryptedTextField("court_victim.witness_note", max_chars=2000, blank=True)
    seal_owner = SealedFor("case__person_id")

    class Privacy:
        open = {"id", "court_case", "case", "offence_on"}
        special = {"role", "witness_note"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court_case", "case"], name="victim_once_per_court_case"
            )
        ]


class Charge(Record):
    """One count against one accused. Seen with the court case."""

    court_case = models.ForeignKey(CourtCase, models.CASCADE, related_name="charges")
    suspect = models.ForeignKey(
        Suspect, models.PROTECT, related_name="charges", verbose_name=_("accused")
    )
    offence = models.ForeignKey(
        Offence, models.PROTECT, related_name="charges", verbose_name=_("offence")
    )
    count_number = models.PositiveSmallIntegerField(_("count"), default=1)

    class Privacy:
        open = Record.OPEN_FIELDS | {"court_case", "suspect", "offence", "count_number"}

    class Meta:
        ordering = ["court_case", "suspect", "count_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["court_case", "suspect", "count_number"], name="one_count_per_number"
            )
        ]

    def __str__(self) -> str:
        facts = {"accused": self.suspect.code, "number": self.count_number}
        return _now("%(accused)s, count %(number)s") % facts

    def get_absolute_url(self) -> str:
        return address("cases:charge_detail", self.pk)

    def cases_concerned(self) -> Iterable[uuid.UUID]:
        """Return the ids of the cases to which a look at the row belongs."""
        return self.court_case.cases_concerned()


class ChargeOutcome(Record):
    """What the court decided on one charge, on one day; a later appeal is a further row."""

    charge = models.ForeignKey(Charge, models.CASCADE, related_name="outcomes")
    outcome = CodeField("charge_outcome", verbose_name=_("outcome"))
    decided_on = models.DateField(_("decided on"), default=timezone.localdate)
    sentence_types = CodesField("sentence_type", verbose_name=_("sentence"))
    years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    fine_kes = models.PositiveBigIntegerField(_("fine, KES"), null=True, blank=True)
    restitution_kes = models.PositiveBigIntegerField(_("restitution, KES"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "charge", "outcome", "decided_on", "sentence_types", "years", "months", "fine_kes", "restitution_kes",
        }  # fmt: skip

    class Meta:
        ordering = ["decided_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["charge", "decided_on", "outcome"], name="outcome_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()

    def get_absolute_url(self) -> str:
        return address("cases:outcome_detail", self.pk)

    def cases_concerned(self) -> Iterable[uuid.UUID]:
        """Return the ids of the cases to which a look at the row belongs."""
        return self.charge.cases_concerned()


class HearingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "HearingQuerySet":
        """Return the sittings of the court cases that the person may see."""
        return self.filter(court_case__in=CourtCase.objects.visible_to(user).values("pk"))


class Hearing(Record):
    """One sitting of the court; its `next_on` makes the next row. Seen with the court case."""

    court_case = models.ForeignKey(CourtCase, models.CASCADE, related_name="hearings")
    held_on = models.DateField(_("date"))
    kind = CodeField("hearing_type", verbose_name=_("kind"))
    outcome = CodeField("hearing_outcome", blank=True, verbose_name=_("what happened"))
    attended = models.BooleanField(_("we attended"), null=True, blank=True)
    next_on = models.DateField(_("next date"), null=True, blank=True)
    next_kind = CodeField("hearing_type", blank=True, verbose_name=_("next for"))

    objects = HearingQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "court_case", "held_on", "kind", "outcome", "attended", "next_on", "next_kind",
        }  # fmt: skip

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["court_case", "held_on", "kind"], name="one_hearing_of_a_kind_a_day"
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("held_on")),
                name="next_hearing_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.held_on)}, {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return address("cases:hearing_detail", self.pk)

    def cases_concerned(self) -> Iterable[uuid.UUID]:
        """Return the ids of the cases to which a look at the row belongs."""
        return self.court_case.cases_concerned()
