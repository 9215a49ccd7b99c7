"""Users (staff, board, donors) and the one row that says practice or live."""

import uuid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracekenya.lib.addresses import address
from tracekenya.places.models import Office
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import ROLE_CHOICES, ROLE_TEXTS, Role
from tracekenya.vault.fields import EncryptedTextField


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Make a user who can sign in by `email`. `fields` must hold staff_code and role."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def reachable(self) -> models.QuerySet["User"]:
        """Return those whom telling reaches: they may sign in and are not suspended (`is_reachable`)."""
        now = timezone.now()
        return self.filter(
            models.Q(ends_on=None) | models.Q(ends_on__gte=timezone.localdate(now)),
            models.Q(suspended_from=None) | models.Q(suspended_from__gt=now),
            is_active=True, dormant_at=None,
        )  # fmt: skip


class User(AbstractBaseUser):
    """One person with an account. Only the system administrator lists accounts.

    `pending_role` waits for a second person: a new account with it can do nothing, one that had
    another role before keeps that. `invitation_key` is the hash of the one link that may now be
    used to choose a password.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    staff_code = models.CharField(_("staff code"), max_length=20, unique=True)
    full_name = EncryptedTextField("user.full_name", blank=True, verbose_name=_("name"))
    role = models.CharField(_("role"), max_length=30, choices=ROLE_CHOICES)
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        related_name="staff",
        null=True,
        blank=True,
        verbose_name=_("office"),
    )
    is_board_secretary = models.BooleanField(_("secretary of the board"), default=False)
    is_board_chair = models.BooleanField(_("chair of the board"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    is_temporary = models.BooleanField(_("volunteer or intern"), default=False)
    language = models.CharField(
        _("language"), max_length=5, default="en", choices=settings.LANGUAGES
    )
    pending_role = models.CharField(
        _("role that waits for approval"), max_length=30, choices=ROLE_CHOICES, blank=True
    )
    role_asked_by = models.ForeignKey(
        "self", models.SET_NULL, related_name="+", null=True, blank=True, editable=False
    )
    invited_at = models.DateTimeField(_("link to choose a password"), null=True, editable=False)
    invitation_key = models.CharField(max_length=64, blank=True, editable=False)
    joined_at = models.DateTimeField(_("account since"), auto_now_add=True)
    dormant_at = models.DateTimeField(_("asleep since"), null=True, editable=False)
    awake_since = models.DateTimeField(_("woken"), null=True, editable=False)
    reset_asked_by = models.ForeignKey(
        "self", models.SET_NULL, related_name="+", null=True, blank=True, editable=False
    )
    reset_asked_at = models.DateTimeField(_("reset asked for"), null=True, editable=False)
    restricted_from = models.DateTimeField(_("restricted from"), null=True, editable=False)
    suspended_from = models.DateTimeField(_("suspended from"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["staff_code", "role"]

    class Privacy:
        open = {
            "id", "staff_code", "role", "office", "is_board_secretary", "is_board_chair", "is_active", "ends_on", "is_temporary",
            "language", "pending_role", "role_asked_by", "invited_at", "joined_at", "last_login",
            "version", "restricted_from", "suspended_from", "dormant_at", "awake_since", "reset_asked_by", "reset_asked_at",
        }  # fmt: skip
        personal = {"email", "full_name", "password", "invitation_key"}

    class Meta:
        ordering = ["staff_code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="user_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(pending_role__in=["", *(role.value for role in Role)]),
                name="user_pending_role_known",
            ),
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.UniqueConstraint(
                fields=["is_board_chair"],
                condition=models.Q(is_board_chair=True),
                name="one_board_chair",
            ),
            models.CheckConstraint(
                condition=models.Q(role_asked_by=None) | ~models.Q(role_asked_by=models.F("id")),
                name="user_asks_no_role_for_themselves",
            ),
            models.CheckConstraint(
                condition=models.Q(reset_asked_by=None) | ~models.Q(reset_asked_by=models.F("id")),
                name="user_asks_no_reset_for_themselves",
            ),
            models.CheckConstraint(
                condition=models.Q(is_temporary=False) | models.Q(ends_on__isnull=False),
                name="temporary_account_has_last_day",
            ),
            models.CheckConstraint(
                condition=models.Q(reset_asked_by=None) | models.Q(reset_asked_at__isnull=False),
                name="user_reset_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.staff_code

    def get_absolute_url(self) -> str:
        return address("administration:user_detail", self.pk)

    def scope(self, permission: Permission) -> Scope:
        """Return which records this person may touch with `permission`."""
        is_held_back = self.waits_for_role or self.is_restricted or self.is_suspended
        if is_held_back and permission is not Permission.HOME_VIEW:
            return Scope.NONE
        if permission is Permission.BOARD_REGISTER_EDIT and not self.is_board_secretary:
            return Scope.NONE
        if permission is Permission.SEALED_NOTE_READ and not self.is_board_chair:
            return Scope.NONE
        return scope_of(self.role, permission) if self.may_sign_in else Scope.NONE

    def can(self, permission: Permission) -> bool:
        return self.scope(permission) is not Scope.NONE

    @property
    def is_restricted(self) -> bool:
        """Whether the account opens nothing but the home page until a review is done."""
        return self.restricted_from is not None and self.restricted_from <= timezone.now()

    @property
    def is_suspended(self) -> bool:
        """Whether the account opens nothing but the home page while an allegation is looked into.

        It is not the restriction of emergencies: a review of those must not lift it.
        """
        return self.suspended_from is not None and self.suspended_from <= timezone.now()

    @property
    def waits_for_role(self) -> bool:
        """Whether the only role of this account still waits for a second person."""
        return bool(self.pending_role) and self.pending_role == self.role

    @property
    def may_sign_in(self) -> bool:
        if not self.is_active or self.dormant_at is not None:
            return False
        return self.ends_on is None or timezone.localdate() <= self.ends_on

    @property
    def is_reachable(self) -> bool:
        """Whether telling this person something has a point."""
        return self.may_sign_in and not self.is_suspended

    @property
    def role_title(self) -> str:
        return ROLE_TEXTS[Role(self.role)].title


class Installation(models.Model):
    """The single row that says whether this database holds practice data (it can never turn live).

    `canary` is sealed with the vault's key: if it does not open, the key is wrong.
    """

    CANARY = "The vault opens"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    single = models.BooleanField(default=True, unique=True, editable=False)
    is_practice = models.BooleanField(default=False)
    set_at = models.DateTimeField(auto_now_add=True)
    canary = EncryptedTextField("installation.canary")

    class Privacy:
        open = {"id", "single", "is_practice", "set_at", "canary"}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(single=True), name="installation_is_single")
        ]


class TriedProof(models.Model):
    """One password, code or passkey that somebody tried and that did not let anybody in.

    Who tried and for whom stand as keyed fingerprints alone; rows are deleted after a day. `device`
    is empty for a device that never signed in to that account.
    """

    account = models.CharField(max_length=32)
    network = models.CharField(max_length=32)
    device = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()

    class Privacy:
        open = {"id", "at"}
        personal = {"account", "network", "device"}

    class Meta:
        indexes = [
            models.Index(fields=["account", "device", "at"], name="tried_by_account"),
            models.Index(fields=["network", "at"], name="tried_by_network"),
            models.Index(fields=["at"], name="tried_by_time"),
        ]


class OpenSession(models.Model):
    """One device on which a person is signed in; only that person sees it.

    `browser` says coarsely what it is; the network stands as a keyed fingerprint.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60)
    network = models.CharField(max_length=32)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Privacy:
        open = {"id", "user", "browser", "started_at", "seen_at"}
        personal = {"session_key", "network"}

    class Meta:
        ordering = ["-seen_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seen_at__gte=models.F("started_at")),
                name="open_session_seen_after_start",
            )
        ]
