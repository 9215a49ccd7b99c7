"""People suspected whom an intercept names, whether or not it led to a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Suspect
from intercepts.models.intercept import Intercept
from tracekenya.lib.fields import CodesField


class InterceptSuspect(models.Model):
    """A suspect's part in one intercept. Seen by those who see the intercept and suspects."""

    intercept = models.ForeignKey(Intercept, models.CASCADE, related_name="suspect_parts")
    suspect = models.ForeignKey(Suspect, models.PROTECT, related_name="intercept_parts")
    roles = CodesField("perpetrator_role", verbose_name=_("part in it"))

    class Privacy:
        open = {"id", "intercept", "suspect", "roles"}

    class Meta:
        verbose_name_plural = _("people suspected")
        constraints = [
            models.UniqueConstraint(
                fields=["intercept", "suspect"], name="suspect_once_per_intercept"
            )
        ]
