"""Allegations against staff and the sealed notes to the board's chair: kept apart from everything else.

No list, count, digest, timeline or trail of a case knows of them; so nothing here points to a case.
"""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shelter.enums import AllegationState
from shelter.models.house import Shelter
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault.fields import EncryptedTextField

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another one when read aloud
LENGTH = 8


def new_receipt() -> str:
    """Return a code at random: it tells neither how many there are nor when it was written."""
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


class AllegationQuerySet(models.QuerySet):
    def visible_to(
        self, user, permission: Permission = Permission.ALLEGATION_HANDLE
    ) -> "AllegationQuerySet":
        """Return all but those in which the reader is accused; none to those who handle none."""
        if user.scope(permission) is not Scope.ORGANISATION:
            return self.none()
        return self.exclude(accused=user)


class Allegation(Record):
    """Something said against a member of staff or a visitor. Seen by director and safeguarding lead
    alone, never by who is accused; who reported it keeps the receipt and sees nothing else.

    `about_case`: key of the case, without a reference, so that no page of the case leads here.
    """

    receipt = models.CharField(max_length=LENGTH, unique=True, default=new_receipt, editable=False)
    shelter = models.ForeignKey(
        Shelter, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("shelter")
    )
    accused = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("who is accused"),
    )  # fmt: skip
    accused_words = EncryptedTextField(
        "allegation.accused_words", max_chars=300, blank=True, verbose_name=_("who, if without an account")
    )  # fmt: skip
    about_case = models.UUIDField(null=True, blank=True)
    happened_on = models.DateField(_("happened on"), null=True, blank=True)
    what = EncryptedTextField("allegation.what", max_chars=4000, verbose_name=_("what happened"))
    state = CodeField("allegation_state", default=AllegationState.REPORTED, verbose_name=_("state"))
    suspended_until = models.DateTimeField(_("suspended until"), null=True, blank=True)
    closing = EncryptedTextField(
        "allegation.closing", max_chars=4000, blank=True, verbose_name=_("what was found and done")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = AllegationQuerySet.as_manager()

    class Privacy:
        open = {"id", "version", "receipt"}
        special = {
            "recorded_at", "recorded_by", "shelter", "accused", "accused_words", "about_case",
            "happened_on", "what", "state", "suspended_until", "closing", "closed_at", "closed_by",
        }  # fmt: skip

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="allegation_closed_iff_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None) | Q(accused=None) | ~Q(closed_by=models.F("accused")),
                name="allegation_not_closed_by_accused",
            ),
        ]


class SealedNoteQuerySet(models.QuerySet):
    def visible_to(
        self, user, permission: Permission = Permission.SEALED_NOTE_READ
    ) -> "SealedNoteQuerySet":
        """Return the notes to `user`, while they chair the board."""
        return self.filter(to_chair=user) if user.can(permission) else self.none()


class SealedNote(Record):
    """A note to the chair of the board when director or safeguarding lead is accused. Seen by the chair."""

    allegation = models.ForeignKey(
        Allegation, models.PROTECT, related_name="notes", null=True, editable=False
    )
    to_chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = EncryptedTextField("sealed_note.text", max_chars=4000, verbose_name=_("note"))
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)

    objects = SealedNoteQuerySet.as_manager()

    class Privacy:
        open = {"id", "version"}
        special = {
            "recorded_at", "recorded_by", "allegation", "to_chair", "text", "sent_at", "opened_at",
        }  # fmt: skip

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(opened_at__gte=models.F("sent_at")),
                name="sealed_note_opened_after_sent",
            )
        ]
