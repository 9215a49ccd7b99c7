"""How a stay ended."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Reintegration
from shelter.models.stay import Admission
from tracekenya.lib.fields import CodeField, CodesField
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
    reintegration = models.ForeignKey(
        Reintegration, models.SET_NULL, related_name="+", null=True, editable=False
    )
    reintegration_kind = CodeField(
        "reintegration_type", blank=True, verbose_name=_("to what kind of home")
    )
    destination_place = EncryptedTextField(
        "exit.destination_place", max_chars=200, blank=True, verbose_name=_("to which place")
    )
    escort = EncryptedTextField(
        "exit.escort", max_chars=200, blank=True, verbose_name=_("who went along")
    )
    receiver = models.ForeignKey(
        "Receiver", models.PROTECT, related_name="exits", null=True, blank=True,
        verbose_name=_("who takes over"),
    )  # fmt: skip
    medicine_given = models.BooleanField(_("medicine handed over"), null=True, blank=True)
    package_items = CodesField("package_item", verbose_name=_("package for the way"))
    package_kes = models.PositiveIntegerField(_("worth of the package, KES"), null=True, blank=True)
    contact_agreed = models.BooleanField(_("may be contacted later"), null=True, blank=True)
    politeness = models.PositiveSmallIntegerField(
        _("how the person was treated, 1 to 5"), null=True, blank=True
    )
    lodging = models.PositiveSmallIntegerField(_("bed and food, 1 to 5"), null=True, blank=True)
    understood_risk = models.PositiveSmallIntegerField(
        _("dangers explained, 1 to 5"), null=True, blank=True
    )
    open_items_reason = CodeField(
        "open_items_reason", blank=True, verbose_name=_("why something is still kept")
    )
    open_items_words = EncryptedTextField(
        "exit.open_items_words", blank=True, verbose_name=_("what is still kept")
    )
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    seal_owner = SealedFor("admission__case__person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "admission",
            "kind",
            "county",
            "first_follow_up_on",
            "reintegration",
            "reintegration_kind",
            "receiver",
            "package_items",
            "package_kes",
            "contact_agreed",
            "politeness",
            "lodging",
            "understood_risk",
            "open_items_reason",
            "second_by",
        }
        personal = {
            "released_to", "authority_document", "destination_place", "escort", "open_items_words",
        }  # fmt: skip
        special = {"safety_plan", "medicine_given"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("recorded_by")),
                name="exit_second_is_other",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (1, 5)}),
                    name=f"exit_{name}_1_to_5",
                )
                for name in ("politeness", "lodging", "understood_risk")
            ),
        ]
