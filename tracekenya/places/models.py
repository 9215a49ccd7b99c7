"""Where the work is done: counties of Kenya, offices and shelters."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField


class County(models.Model):
    """One of the 47 counties and its status in the plan. Everybody may see it."""

    code = models.CharField(primary_key=True, max_length=3)
    name = models.CharField(_("county"), max_length=60, unique=True)
    region = models.CharField(max_length=60)
    plan_status = models.CharField(max_length=20)
    in_baseline = models.BooleanField(default=False)

    class Privacy:
        open = {"code", "name", "region", "plan_status", "in_baseline"}

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "counties"

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """An office or, under a code name, a shelter; never an address. All staff may see it."""

    class Kind(models.TextChoices):
        OFFICE = "office", _("Office")
        SHELTER = "shelter", _("Shelter")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OFFICE)
    status = CodeField("office_status", default="functional", verbose_name=_("status"))
    reach = models.CharField(_("reach"), max_length=200, blank=True)
    counties = models.ManyToManyField(
        County, related_name="offices", blank=True, verbose_name=_("counties")
    )
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        open = {"id", "code", "name", "kind", "status", "reach", "counties", "version"}

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("administration:office_detail", self.pk)

    @property
    def is_closed(self) -> bool:
        return self.status == "closed"
