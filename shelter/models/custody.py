"""What a house keeps for its residents, and who signed for it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shelter.enums import ItemStatus
from shelter.models.stay import Admission, OfStay, OfStayQuerySet
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.vault.fields import EncryptedTextField


class BelongingItem(OfStay, Record):
    """One thing of a resident, where it lies and when it went back. Seen by house and case staff.

    An adult's papers are given back on demand at any hour. Who took it in is `recorded_by`. Of a sum
    of money a part may go: the part is then a row of its own, `part_of` the row that keeps the rest.
    """

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="belongings")
    kind = CodeField("belonging_kind", verbose_name=_("kind of thing"))
    description = EncryptedTextField(
        "belonging.description", max_chars=200, blank=True, verbose_name=_("what it is")
    )
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)
    condition = CodeField("item_condition", default="used", verbose_name=_("condition"))
    value_kes = models.PositiveIntegerField(_("worth, KES"), null=True, blank=True)
    amount = EncryptedTextField(
        "belonging.amount", max_chars=60, blank=True, verbose_name=_("amount of money, or IMEI")
    )
    place = models.CharField(_("where it lies"), max_length=30, blank=True)
    status = CodeField("belonging_status", default=ItemStatus.HELD, verbose_name=_("state"))
    received_at = models.DateTimeField(_("taken in"), default=timezone.now)
    handed_out_at = models.DateTimeField(_("handed out"), null=True, editable=False)
    handed_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    out_to = CodeField("belonging_taker", blank=True, verbose_name=_("to whom"))
    out_words = EncryptedTextField(
        "belonging.out_words", max_chars=200, blank=True, verbose_name=_("in words")
    )
    part_of = models.ForeignKey(
        "self", models.CASCADE, related_name="parts", null=True, blank=True, editable=False,
        verbose_name=_("part of"),
    )  # fmt: skip

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "admission", "kind", "quantity", "condition", "value_kes", "place", "status",
            "received_at", "handed_out_at", "handed_out_by", "out_to", "part_of",
        }  # fmt: skip
        personal = {"description", "amount", "out_words"}

    class Meta:
        ordering = ["received_at"]
        indexes = [models.Index(fields=["admission", "status"], name="belonging_open")]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__range=(1, 999)), name="item_quantity"),
            models.CheckConstraint(
                condition=Q(
                    status__in=["held", "with_resident"], handed_out_at=None, handed_out_by=None
                )
                | (
                    ~Q(status__in=["held", "with_resident"])
                    & Q(handed_out_at__isnull=False, handed_out_by__isnull=False)
                ),
                name="item_out_iff_by",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="item_is_part_of_another",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:belonging_detail", self.pk)


class Signature(OfStay, Record):
    """That somebody signed, on the screen or on the printed sheet. Seen with the belongings.

    `strokes`: points of the pen, digits and separators only; empty for one on paper.
    """

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="signatures")
    purpose = CodeField("signature_purpose", verbose_name=_("for what"))
    mode = CodeField("signature_mode", verbose_name=_("how it was signed"))
    signer = CodeField("signer", verbose_name=_("who signed"))
    strokes = EncryptedTextField(
        "signature.strokes", max_chars=20_000, blank=True, verbose_name=_("signature")
    )
    signed_at = models.DateTimeField(_("signed at"), default=timezone.now)
    items = models.ManyToManyField(BelongingItem, related_name="signatures", blank=True)

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "admission", "purpose", "mode", "signer", "signed_at", "items",
        }  # fmt: skip
        personal = {"strokes"}

    class Meta:
        ordering = ["-signed_at"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(mode="touch") & ~Q(strokes=b"")) | Q(mode="paper", strokes=b""),
                name="signature_touch_iff_strokes",
            )
        ]
