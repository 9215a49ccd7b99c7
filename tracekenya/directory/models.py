"""Who we work with: organisations, their contacts, transport crews and hotlines."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.lib.records import Record
from tracekenya.places.models import County
from tracekenya.vault.fields import EncryptedTextField


class Organisation(Record):
    """An agency, partner, sacco, donor or network. All staff may see it."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    kind = CodeField("organisation_type", verbose_name=_("kind"))
    counties = models.ManyToManyField(County, related_name="organisations", blank=True)
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

    def __str__(self) -> str:
        return self.name


class Contact(Record):
    """A person at an organisation. Staff who refer or report may open it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts")
    names = EncryptedTextField("contact.names", verbose_name=_("names"))
    position = models.CharField(_("position"), max_length=120, blank=True)
    phone = EncryptedTextField("contact.phone", blank=True, verbose_name=_("phone"))

    class Privacy:
        open = Record.OPEN_FIELDS | {"organisation", "position"}
        personal = {"names", "phone"}


class CrewMember(Record):
    """A driver, conductor or clerk of a transport operator who was trained or tips us."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="crew")
    names = EncryptedTextField("crew.names", blank=True, verbose_name=_("names"))
    phone = EncryptedTextField("crew.phone", blank=True, verbose_name=_("phone"))
    job = CodeField("notified_by", verbose_name=_("job"))
    name_tokens = ArrayField(models.CharField(max_length=16), default=list, editable=False)

    class Privacy:
        open = Record.OPEN_FIELDS | {"organisation", "job"}
        personal = {"names", "phone", "name_tokens"}


class Hotline(models.Model):
    """A number that anybody may call, with the day on which somebody checked it. Public."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("number"), max_length=30, unique=True)
    purpose = models.CharField(_("what it is for"), max_length=160)
    source = models.CharField(max_length=200)
    verified_on = models.DateField(_("last checked on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        open = {"id", "number", "purpose", "source", "verified_on", "version"}

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number
