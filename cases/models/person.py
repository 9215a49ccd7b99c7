"""The registry of human beings, by code; identities are sealed."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cases.enums import Majority
from tracekenya.lib.addresses import address
from tracekenya.lib.dates import ADULT_AGE, completed_years
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.places.models import County
from tracekenya.vault import blind
from tracekenya.vault.fields import EncryptedTextField, known


class ReckonedBirth(models.Func):
    """The birth date, or the stated age counted back from the day on which it was stated."""

    template = (
        "COALESCE(birth_date, (stated_age_on - make_interval(years => stated_age::int))::date)"
    )
    arity = None


def _tokens() -> ArrayField:
    return ArrayField(models.CharField(max_length=16), default=list, blank=True, editable=False)


class Person(Record):
    """One human being; duplicates are merged into another row, never deleted.

    Lists show `code`, sex and age only. Names, phone, document and address are sealed and opened
    by those whose role reveals identities, which is audited.
    `reckoned_birth` is the one date from which every age is counted (years, completed, at the event).
    """

    code = models.CharField(max_length=12, unique=True, editable=False)
    names = EncryptedTextField("person.names", blank=True, verbose_name=_("names"))
    aliases = EncryptedTextField("person.aliases", blank=True, verbose_name=_("other names"))
    phone = EncryptedTextField("person.phone", blank=True, verbose_name=_("phone"))
    safe_to_call = models.BooleanField(_("is it safe to call?"), null=True, blank=True)
    document_kind = models.CharField(_("kind of document"), max_length=40, blank=True)
    document_number = EncryptedTextField(
        "person.document_number", blank=True, verbose_name=_("document number")
    )
    address = EncryptedTextField("person.address", blank=True, verbose_name=_("address"))
    sex = CodeField("sex", default="unknown", verbose_name=_("sex"))
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    dob_precision = CodeField("dob_precision", default="unknown", verbose_name=_("precision"))
    stated_age = models.PositiveSmallIntegerField(
        _("age as stated, in years"), null=True, blank=True
    )
    stated_age_on = models.DateField(_("stated on"), null=True, blank=True)
    age_source = CodeField("age_source", blank=True, verbose_name=_("how the age is known"))
    majority_override = CodeField(
        "majority", blank=True, verbose_name=_("if no age is known: child or adult?")
    )
    reckoned_birth = models.GeneratedField(
        expression=ReckonedBirth(output_field=models.DateField()),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    nationality = models.CharField(_("nationality (two letters)"), max_length=2, blank=True)
    home_county = models.ForeignKey(
        County,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("home county"),
    )
    disability = CodeField("disability_answer", default="not_asked", verbose_name=_("disability"))
    language = models.CharField(_("language spoken"), max_length=40, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="merged_rows", null=True, blank=True, editable=False
    )
    master_id = models.GeneratedField(
        expression=Coalesce("merged_into_id", "id"),
        output_field=models.UUIDField(),
        db_persist=True,
    )
    name_tokens = _tokens()
    sound_tokens = _tokens()
    phone_tokens = _tokens()
    document_tokens = _tokens()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "code", "sex", "dob_precision", "age_source", "majority_override", "nationality",
            "home_county", "disability", "merged_into", "master_id",
        }  # fmt: skip
        personal = {
            "names", "aliases", "phone", "safe_to_call", "document_kind", "document_number", "address",
            "birth_date", "stated_age", "stated_age_on", "reckoned_birth", "language", "name_tokens",
            "sound_tokens", "phone_tokens", "document_tokens",
        }  # fmt: skip

    class Meta:
        ordering = ["code"]
        indexes = [
            GinIndex(fields=["name_tokens"], name="person_name_tokens"),
            GinIndex(fields=["sound_tokens"], name="person_sound_tokens"),
            GinIndex(fields=["phone_tokens"], name="person_phone_tokens"),
            GinIndex(fields=["document_tokens"], name="person_document_tokens"),
            models.Index(fields=["master_id"], name="person_master"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stated_age__isnull=True, stated_age_on__isnull=True)
                | models.Q(stated_age__isnull=False, stated_age_on__isnull=False),
                name="person_stated_age_iff_day",
            ),
            models.CheckConstraint(
                condition=models.Q(stated_age__isnull=True) | models.Q(stated_age__lte=120),
                name="person_stated_age_human",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="person_not_merged_into_self"
            ),
            models.CheckConstraint(
                condition=models.Q(birth_date__isnull=True)
                | models.Q(birth_date__lte=models.F("recorded_at__date")),
                name="person_born_before_recorded",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("cases:person_detail", self.pk)

    def cases_concerned(self) -> Iterable[uuid.UUID]:
        """Return the ids of the cases to which a look at the row belongs."""
        return self.cases.values_list("pk", flat=True)

    def index_identity(self) -> None:
        """Refresh the blind indexes from the identity; call before saving a changed identity."""
        names, aliases = known(self.names), known(self.aliases)
        heard = f"{names} {aliases}"
        whole = {blind.whole_name_token(alias) for alias in aliases.splitlines() if alias.strip()}
        self.name_tokens = sorted({*blind.name_tokens(names), *blind.name_tokens(heard), *whole})
        self.sound_tokens = blind.sound_tokens(heard)
        self.phone_tokens = blind.phone_tokens(known(self.phone))
        self.document_tokens = blind.document_tokens(known(self.document_number))
        if self.name_tokens or self.phone_tokens or self.document_tokens:
            self.name_tokens.append(blind.mark())

    def age_on(self, day: dt.date) -> int | None:
        """Return completed years on `day`, or None when no age is known."""
        born = self.birth_date
        if born is None and self.stated_age is not None:
            return self.stated_age + completed_years(self.stated_age_on, day)
        return None if born is None else completed_years(born, day)

    def is_child_on(self, day: dt.date) -> bool | None:
        """Return whether statistics count a child on `day`; None when neither age nor answer is known."""
        age = self.age_on(day)
        if age is not None:
            return age < ADULT_AGE
        return self.majority_override == Majority.CHILD if self.majority_override else None

    def presumed_child_on(self, day: dt.date) -> bool:
        """Return whether protection treats the person as a child: yes until shown otherwise."""
        return self.is_child_on(day) is not False
