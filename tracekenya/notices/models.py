"""Notices: each for one person, about a record that it names in words, without a key into its table."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracekenya.lib.addresses import address
from tracekenya.notices.enums import NoticeKind
from tracekenya.notices.words import words_of


def kinds() -> list[tuple[str, Any]]:
    """Return the kinds with their labels; a function, so that a new kind needs no migration."""
    return NoticeKind.choices


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """Return the notices of `user`; nobody reads those of another."""
        return self.filter(to=user)

    def new(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def to_mail(self) -> "NoticeQuerySet":
        return self.filter(mailed_at=None)


class Notice(models.Model):
    """One thing that one person is told. Seen by that person alone.

    `by`: staff code of who acted, "" for the clock. `target_*` and `link` name what it is about.
    `once`: a mark; a second notice with the same mark is not made for the same person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.CharField(_("about"), max_length=30, choices=kinds)
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=40, blank=True)
    target_code = models.CharField(_("code"), max_length=40, blank=True)
    case_id = models.UUIDField(null=True, blank=True)
    link = models.CharField(max_length=200, blank=True)
    by = models.CharField(_("by"), max_length=20, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    once = models.CharField(max_length=80, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Privacy:
        open = {
            "id", "to", "kind", "target_type", "target_id", "target_code", "case_id", "link", "by",
            "at", "read_at", "mailed_at", "once",
        }  # fmt: skip

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["to", "-at"], name="notice_of_person"),
            models.Index(fields=["to"], condition=Q(read_at=None), name="notice_new"),
            models.Index(fields=["at"], condition=Q(mailed_at=None), name="notice_to_mail"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["to", "once"], condition=~Q(once=""), name="notice_told_once"
            ),
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(read_at__gte=F("at")), name="notice_read_after_told"
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="/") & ~Q(link__startswith="//"),
                name="notice_link_is_ours",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    def get_absolute_url(self) -> str:
        return address("notices:notice_detail", self.pk)

    @property
    def sentence(self) -> str:
        """What is told, in the reader's language."""
        return str(words_of(self.kind).sentence) % {
            "code": self.target_code or "–",
            "by": self.by or "–",
        }

    @property
    def leads_to(self) -> str:
        """The page that the notice is about, "" for none."""
        route = words_of(self.kind).route
        if self.link or not route:
            return self.link
        try:
            return reverse(route)
        except NoReverseMatch:
            return ""

    @property
    def act(self) -> str:
        """The words on the link to that page."""
        return str(words_of(self.kind).act)


def count_of_new() -> Any:
    """Return the number of new notices of the user of an outer query."""
    mine = Notice.objects.new().filter(to=OuterRef("pk")).order_by()
    return Coalesce(Subquery(mine.values("to").annotate(n=Count("pk")).values("n")), 0)
