"""How a stay ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shelter.models.stay import Admission
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.places.models import County
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor


class ShelterExit(Record):
    """How one stay ended and where the person went. Seen with the stay."""

    admission = models.OneToOneField(Admission, models.CASCADE, related_name="exit")
    kind = CodeField("exit_type", verbose_name=_("how the stay ended"))
    county = models.ForeignKey(
        County, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("county")
    )
    released_to = EncryptedTextField(
        "exit.released_to", blank=True, verbose_name=_("to whom the person went")
    )
    authority_document = EncryptedTextField(
        "exit.authority_document",
        max_chars=120,
        blank=True,
        verbose_name=_("authority document"),
    )
    safety_plan = EncryptedTextField(
        "exit.safety_plan", max_chars=2000, blank=True, verbose_name=_("safety plan")
    )
    first_follow_up_on = models.DateField(_("first follow-up"), null=True, blank=True)
    seal_owner = SealedFor("admission__case__person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "admission",
            "kind",
            "county",
            "first_follow_up_on",
        }
        personal = {"released_to", "authority_document"}
        special = {"safety_plan"}
