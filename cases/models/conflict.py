"""Who is too near to a person to open anything of theirs."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.person import Person
from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record


class ConflictQuerySet(models.QuerySet):
    def live(self) -> "ConflictQuerySet":
        return self.filter(ended_at=None)

    def of(self, user: Any) -> "ConflictQuerySet":
        return self.live().filter(user=user)

    def about(self, person: Person) -> "ConflictQuerySet":
        """Return those about this human being, under whichever of the merged rows they were declared."""
        return self.filter(person__master_id=person.master_id)


def people_near(user: Any) -> models.QuerySet[Person]:
    """Return every row of the people to whom `user` is too near, merged rows and their masters alike."""
    return Person.objects.filter(master_id__in=masters_near(user))


def masters_near(user: Any) -> models.QuerySet:
    """Return the `master_id` of the people to whom `user` is too near."""
    return ConflictOfInterest.objects.of(user).values("person__master_id")


class ConflictOfInterest(Record):
    """One person of the staff who is near to one of our persons: a relative, a neighbour, a former friend.

    While it holds, the person of the staff reaches no case of that person, whatever the role. Seen by
    those who assign cases.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conflicts",
        verbose_name=_("who is too near"),
    )  # fmt: skip
    person = models.ForeignKey(Person, models.CASCADE, related_name="conflicts")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip

    objects = ConflictQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"user", "person", "ended_at", "ended_by"}

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "person"], condition=Q(ended_at=None), name="one_live_conflict"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="conflict_ended_at_iff_by",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("recorded_at")),
                name="conflict_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.person}"

    def get_absolute_url(self) -> str:
        return address("cases:conflict_detail", self.pk)
