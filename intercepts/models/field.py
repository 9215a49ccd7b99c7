"""Phones of monitors, the keys to which they seal, and what they sent."""

import datetime as dt
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercepts.enums import DiscardReason, PhoneState, RecordKind, SubmissionState
from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record
from tracekenya.places.models import Office
from tracekenya.vault.fields import EncryptedTextField

HASH_CHARS = 64  # SHA-256 in hex


class FieldPhone(Record):
    """One phone of one monitor. Those who see `phone.view` may see it; the phone knows its own token.

    `waiting`, `oldest_waiting_at`, `free_bytes` and `is_persisted` are what the phone said last.
    `missing`: records that it had said to wait and that neither came nor wait any more.
    """

    label = models.CharField(
        _("name of the phone"), max_length=40, unique=True,
        help_text=_("As it is marked on the back, for example Phone 7."),
    )  # fmt: skip
    monitor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="phones", verbose_name=_("monitor")
    )
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="phones", null=True, blank=True,
        verbose_name=_("office"),
    )  # fmt: skip
    token_hash = models.CharField(max_length=HASH_CHARS, unique=True, null=True, editable=False)  # noqa: DJ001  many have none yet
    enrolled_at = models.DateTimeField(_("enrolled"), null=True, editable=False)
    seen_at = models.DateTimeField(_("last heard of"), null=True, editable=False)
    expires_at = models.DateTimeField(_("token ends"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    reported_at = models.DateTimeField(_("last report"), null=True, editable=False)
    waiting = models.PositiveIntegerField(_("waiting"), default=0, editable=False)
    oldest_waiting_at = models.DateTimeField(_("waiting since"), null=True, editable=False)
    free_bytes = models.PositiveBigIntegerField(_("free space"), null=True, editable=False)
    receipts = models.PositiveIntegerField(default=0, editable=False)  # given since the last report
    is_persisted = models.BooleanField(_("storage is kept"), null=True, editable=False)
    missing = models.PositiveIntegerField(_("lost"), default=0, editable=False)
    missing_at = models.DateTimeField(_("lost since"), null=True, editable=False)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "label", "monitor", "office", "token_hash", "enrolled_at", "seen_at", "expires_at",
            "revoked_at", "revoked_by", "reported_at", "waiting", "oldest_waiting_at", "free_bytes",
            "is_persisted", "missing", "missing_at", "receipts",
        }  # fmt: skip

    class Meta:
        ordering = ["label"]
        constraints = [
            models.CheckConstraint(
                condition=Q(token_hash=None, enrolled_at=None, expires_at=None)
                | Q(token_hash__isnull=False, enrolled_at__isnull=False, expires_at__isnull=False),
                name="phone_token_iff_enrolled",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="phone_revoked_iff_by",
            ),
            models.CheckConstraint(
                condition=Q(missing=0, missing_at=None)
                | Q(missing__gt=0, missing_at__isnull=False),
                name="phone_missing_iff_since",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("enrolled_at")),
                name="phone_token_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return address("intercepts:phone_detail", self.pk)

    @property
    def state(self) -> PhoneState:
        """Return what the phone may do now."""
        if self.revoked_at is not None:
            return PhoneState.REVOKED
        if self.expires_at is None:
            return PhoneState.NEW
        return PhoneState.ENDED if self.expires_at <= timezone.now() else PhoneState.IN_USE


def reference_of(key: uuid.UUID) -> str:
    """Return how a record without a code is called on the phone and in the office, as "9F0C12AB"."""
    return str(key)[:8].upper()


class EnrolmentCode(models.Model):
    """A code that makes one phone ours, once and for half an hour. Shown to who made it, never again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phone = models.ForeignKey(FieldPhone, models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=HASH_CHARS, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Privacy:
        open = {"id", "phone", "code_hash", "made_at", "made_by", "ends_at", "used_at"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at")), name="enrolment_code_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(used_at__range=(F("made_at"), F("ends_at"))),
                name="enrolment_code_used_in_time",
            ),
        ]


class FieldKey(models.Model):
    """A pair of P-256 keys: phones seal to `point`, the office opens with `secret`. On no page.

    `point`: 65 bytes, uncompressed. `secret`: the number in hex, sealed; empty when it opens no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kid = models.SlugField(max_length=20, unique=True)
    point = models.BinaryField()
    secret = EncryptedTextField("field_key.secret", max_chars=64, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)

    class Privacy:
        open = {"id", "kid", "point", "made_at", "retired_at"}
        special = {"secret"}

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(retired_at__gte=F("made_at")),
                name="field_key_retired_after_made",
            ),
            models.UniqueConstraint(
                fields=["retired_at"], condition=Q(retired_at=None), nulls_distinct=False,
                name="one_present_field_key",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.kid


class FieldSubmission(Record):
    """One record as a phone sent it. What was taken keeps no content here; the rest is sealed.

    `client_uuid` is the phone's name for the record, the same in every attempt. `is_second`: that
    name had come before with other content; both are kept. `device_time` is what the phone's clock
    claims. `faults`: fields that the form refused, such as `event.happened_on`; never what was typed.
    `of`: the record that a photograph belongs to; `made` is then the picture.
    Those who hold `quarantine.mend` may see it.
    """

    client_uuid = models.UUIDField(editable=False)
    is_second = models.BooleanField(default=False, editable=False)
    phone = models.ForeignKey(FieldPhone, models.PROTECT, related_name="submissions")
    kind = models.CharField(_("kind"), max_length=20, choices=RecordKind.choices)
    layout = models.PositiveSmallIntegerField(editable=False)
    kid = models.CharField(max_length=20, editable=False)
    sealed = models.BinaryField(default=b"", editable=False)
    sha256 = models.CharField(max_length=HASH_CHARS, editable=False)
    device_time = models.DateTimeField(_("time of the phone"), null=True, editable=False)
    time_zone = models.CharField(max_length=40, blank=True, editable=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=SubmissionState.choices)
    reasons = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    faults = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    ref = models.CharField(_("reference"), max_length=30, blank=True, editable=False)
    made = models.UUIDField(null=True, editable=False)
    of = models.UUIDField(null=True, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    discard_reason = models.CharField(
        _("why discarded"), max_length=20, choices=DiscardReason.choices, blank=True, editable=False
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "client_uuid", "is_second", "phone", "kind", "layout", "kid", "sha256", "device_time",
            "time_zone", "received_at", "state", "reasons", "faults", "ref", "made", "of",
            "settled_at", "settled_by", "discard_reason",
        }  # fmt: skip
        special = {"sealed"}

    class Meta:
        ordering = ["received_at", "id"]
        indexes = [
            models.Index(
                fields=["received_at"], name="submission_waits",
                condition=Q(state__in=["quarantined", "conflict"]),
            ),
            models.Index(fields=["phone", "received_at"], name="submission_of_phone"),
            models.Index(
                fields=["of"], name="submission_of_record", condition=Q(of__isnull=False)
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["client_uuid"], condition=Q(is_second=False), name="submission_once"
            ),
            models.UniqueConstraint(
                fields=["client_uuid", "sha256"], name="submission_content_once"
            ),
            models.CheckConstraint(
                condition=Q(state="taken", made__isnull=False, sealed=b"")
                | (~Q(state="taken") & Q(made=None)),
                name="submission_made_iff_taken",
            ),
            models.CheckConstraint(
                condition=Q(state="discarded", sealed=b"") & ~Q(discard_reason="")
                | ~Q(state="discarded") & Q(discard_reason=""),
                name="submission_discarded_iff_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["quarantined", "conflict"])
                | ~Q(sealed=b"") & Q(settled_at=None),
                name="submission_waits_with_content",
            ),
            models.CheckConstraint(
                condition=~Q(state="conflict") | Q(is_second=True),
                name="submission_conflict_is_second",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="submission_settled_iff_by",
            ),
        ]

    def __str__(self) -> str:
        return reference_of(self.client_uuid)

    def get_absolute_url(self) -> str:
        return address("intercepts:submission_detail", self.pk)

    @property
    def reference(self) -> str:
        """What the monitor reads on the phone: the code of what it became, else the short key."""
        return self.ref or reference_of(self.client_uuid)

    @property
    def clock_off(self) -> dt.timedelta | None:
        """Return how far the phone's claim lies before the receipt (negative: after it)."""
        return self.received_at - self.device_time if self.device_time else None
