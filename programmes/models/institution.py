"""Registers of the institution: policies, staff posts, board, channels, investments, money."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tracekenya.directory.models import Organisation
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.vault.fields import EncryptedTextField

MOST_KES = (
    10_000_000_000  # of one entry: a hundred times the plan's yearly budget is a slip of the pen
)
PLAIN_CODE = RegexValidator(
    r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", _("Use letters, digits and dashes only, for example ST07.")
)
AMOUNT = (MinValueValidator(1), MaxValueValidator(MOST_KES))


class PolicyDocument(Record):
    """One policy of the organisation. All staff may see it; counted by 4.1."""

    title = models.CharField(_("title"), max_length=160, unique=True)
    status = CodeField("policy_status", default="draft", verbose_name=_("state"))
    meets_standard = models.BooleanField(_("meets industry and donor standards"), default=False)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    next_review_on = models.DateField(_("next review on"), null=True, blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "title", "status", "meets_standard", "approved_on", "next_review_on", "retired_on",
        }  # fmt: skip

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="in_use") | Q(approved_on__isnull=False),
                name="policy_in_use_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(next_review_on__isnull=True) | Q(next_review_on__gte=F("approved_on")),
                name="policy_review_after_approval",
            ),
            models.CheckConstraint(
                condition=Q(status="retired") | Q(retired_on__isnull=True),
                name="policy_with_a_last_day_is_retired",
            ),
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True) | Q(retired_on__gte=F("approved_on")),
                name="policy_retired_after_approval",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("programmes:policy_detail", self.pk)


class StaffPost(Record):
    """One person's time in one post, by staff code; counted by 4.3 and 4.5. All staff may see it."""

    staff_code = models.CharField(_("staff code"), max_length=20, validators=[PLAIN_CODE])
    holder = EncryptedTextField("staff_post.holder", blank=True, verbose_name=_("name"))
    title = models.CharField(_("post"), max_length=120)
    function = CodeField("staff_function", verbose_name=_("function"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    full_time_share = models.DecimalField(
        _("share of full time"),
        max_digits=3,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(1)],
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "staff_code", "title", "function", "starts_on", "ends_on", "full_time_share",
        }  # fmt: skip
        personal = {"holder"}

    class Meta:
        ordering = ["staff_code", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="post_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(full_time_share__gt=0, full_time_share__lte=1), name="post_share_0_to_1"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_code} · {self.title}"

    def get_absolute_url(self) -> str:
        return address("programmes:staff_post_detail", self.pk)


class BoardMember(Record):
    """One seat on the board, by code. Staff and board may see it."""

    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        validators=[PLAIN_CODE],
        error_messages={"unique": _("This code is in use already. Each seat has its own.")},
    )
    names = EncryptedTextField("board_member.names", blank=True, verbose_name=_("names"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {"code", "starts_on", "ends_on"}
        personal = {"names"}

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="seat_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("programmes:board_member_detail", self.pk)


class BoardMeeting(Record):
    """One meeting or policy activity of the board; its attendance makes 4.6."""

    held_on = models.DateField(_("date"), default=timezone.localdate)
    kind = CodeField("board_meeting_kind", verbose_name=_("kind"))

    class Privacy:
        open = Record.OPEN_FIELDS | {"held_on", "kind"}

    class Meta:
        ordering = ["-held_on"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {date_format(self.held_on)}"

    def get_absolute_url(self) -> str:
        return address("programmes:board_meeting_detail", self.pk)


class BoardAttendance(models.Model):
    """Whether one expected member came to one meeting. Staff and board may see it."""

    meeting = models.ForeignKey(BoardMeeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(BoardMember, models.PROTECT, related_name="attendances")
    attended = models.BooleanField(_("came"), default=False)

    class Privacy:
        open = {"id", "meeting", "member", "attended"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="member_once_per_meeting")
        ]


class Channel(Record):
    """One channel of communication. Everybody on the staff may see it; counted by 4.7."""

    kind = CodeField("channel_type", verbose_name=_("type"))
    reach = CodeField("channel_reach", default="external", verbose_name=_("internal or external"))
    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    last_activity_on = models.DateField(_("last used on"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "kind",
            "reach",
            "name",
            "starts_on",
            "ends_on",
            "last_activity_on",
        }

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="channel_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(last_activity_on__isnull=True)
                | Q(last_activity_on__gte=F("starts_on")),
                name="channel_used_after_start",
            ),
            models.UniqueConstraint(
                "kind", Lower("name"), condition=Q(ends_on__isnull=True), name="one_open_channel",
                violation_error_message=_("This channel is in the register already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("programmes:channel_detail", self.pk)


class Investment(Record):
    """Something owned or run that brings own income; counted by 4.8."""

    kind = CodeField("investment_type", verbose_name=_("type"))
    name = models.CharField(_("name"), max_length=120)
    acquired_on = models.DateField(_("acquired on"))
    disposed_on = models.DateField(_("given up on"), null=True, blank=True)
    value_kes = models.PositiveBigIntegerField(
        _("value, KES"), null=True, blank=True, validators=AMOUNT
    )
    yearly_income_kes = models.PositiveBigIntegerField(
        _("income a year, KES"), null=True, blank=True, validators=[AMOUNT[1]]
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "kind", "name", "acquired_on", "disposed_on", "value_kes", "yearly_income_kes",
        }  # fmt: skip

    class Meta:
        ordering = ["acquired_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(disposed_on__isnull=True) | Q(disposed_on__gte=F("acquired_on")),
                name="investment_given_up_after_acquired",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("programmes:investment_detail", self.pk)


class FundingRecord(Record):
    """Money received on one day, KES at the rate of that day; its yearly sum is 4.2."""

    received_on = models.DateField(_("received on"), default=timezone.localdate)
    kind = CodeField("funding_kind", verbose_name=_("kind"))
    donor = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="funding",
        null=True,
        blank=True,
        verbose_name=_("donor"),
    )
    amount_kes = models.PositiveBigIntegerField(_("amount, KES"), validators=AMOUNT)

    class Privacy:
        open = Record.OPEN_FIELDS | {"received_on", "kind", "donor", "amount_kes"}

    class Meta:
        ordering = ["-received_on"]
        indexes = [models.Index(fields=["received_on"], name="funding_day")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_kes__gt=0), name="funding_positive")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {date_format(self.received_on)}"

    def get_absolute_url(self) -> str:
        return address("programmes:funding_detail", self.pk)


class Expenditure(Record):
    """Money spent on one line of the plan's budget, on one day. Finance keeps it."""

    spent_on = models.DateField(_("spent on"), default=timezone.localdate)
    kfa = models.CharField(_("key focus area"), max_length=8)
    line = models.CharField(_("line of the budget"), max_length=120)
    amount_kes = models.PositiveBigIntegerField(_("amount, KES"), validators=AMOUNT)

    class Privacy:
        open = Record.OPEN_FIELDS | {"spent_on", "kfa", "line", "amount_kes"}

    class Meta:
        ordering = ["-spent_on"]
        indexes = [models.Index(fields=["spent_on"], name="expenditure_day")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_kes__gt=0), name="expenditure_positive")
        ]

    def __str__(self) -> str:
        return f"{self.line}, {date_format(self.spent_on)}"

    def get_absolute_url(self) -> str:
        return address("programmes:expenditure_detail", self.pk)
