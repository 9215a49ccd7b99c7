"""Who we work with: organisations, their contacts, transport crews and hotlines."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.lib.records import Record
from tracekenya.places.models import County
from tracekenya.vault import blind
from tracekenya.vault.fields import EncryptedTextField

OF_TRANSPORT = ("transport_sacco", "transport_company")  # kinds that run vehicles


class Organisation(Record):
    """An agency, partner, sacco, donor or network. All staff may see it."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    kind = CodeField("organisation_type", verbose_name=_("kind"))
    counties = models.ManyToManyField(
        County, related_name="organisations", blank=True, verbose_name=_("works in")
    )
    services = CodesField("service_type", verbose_name=_("services"))
    is_from_plan = models.BooleanField(default=False)
    is_active = models.BooleanField(_("we work with it"), default=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "name",
            "kind",
            "counties",
            "services",
            "is_from_plan",
            "is_active",
        }

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="organisation_named_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("referrals:organisation_detail", self.pk)


class Contact(Record):
    """A person at an organisation. Staff may open it, and each opening is kept in the trail."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts")
    names = EncryptedTextField("contact.names", verbose_name=_("names"))
    position = models.CharField(_("position"), max_length=120, blank=True)
    phone = EncryptedTextField("contact.phone", blank=True, verbose_name=_("phone"))
    is_active = models.BooleanField(_("still there"), default=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {"organisation", "position", "is_active"}
        personal = {"names", "phone"}

    class Meta:
        ordering = ["-is_active", "position", "recorded_at"]

    def __str__(self) -> str:
        return self.position or str(_("Contact"))

    def get_absolute_url(self) -> str:
        return address("referrals:contact_detail", self.pk)


class CrewMember(Record):
    """A driver, conductor or clerk of a transport operator who was trained or tips us.

    Listed by job; names and phone are opened by those who work with crews, which is kept in the trail.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="crew")
    names = EncryptedTextField("crew.names", blank=True, verbose_name=_("names"))
    phone = EncryptedTextField("crew.phone", blank=True, verbose_name=_("phone"))
    job = CodeField("notified_by", verbose_name=_("job"))
    is_active = models.BooleanField(_("still there"), default=True)
    name_tokens = ArrayField(
        models.CharField(max_length=16), default=list, blank=True, editable=False
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {"organisation", "job", "is_active"}
        personal = {"names", "phone", "name_tokens"}

    class Meta:
        ordering = ["-is_active", "job", "recorded_at"]

    def __str__(self) -> str:
        return str(self.get_job_display())

    def get_absolute_url(self) -> str:
        return address("intercepts:crew_member_detail", self.pk)

    def index_names(self) -> None:
        """Refresh the blind index from the names; call before saving changed names."""
        self.name_tokens = blind.name_tokens(self.names)


class Hotline(Record):
    """A number that anybody may call, with the day on which somebody checked it. Public."""

    number = models.CharField(_("number"), max_length=30, unique=True)
    purpose = models.CharField(_("what it is for"), max_length=160)
    purpose_sw = models.CharField(_("what it is for, in Swahili"), max_length=160, blank=True)
    source = models.CharField(_("where we have it from"), max_length=200)
    verified_on = models.DateField(_("last checked on"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {"number", "purpose", "purpose_sw", "source", "verified_on"}

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return address("referrals:hotline_detail", self.pk)

    @property
    def words(self) -> str:
        """What it is for, in the reader's language; in English where it has no other."""
        in_swahili = (get_language() or "en").startswith("sw")
        return self.purpose_sw if in_swahili and self.purpose_sw else self.purpose
