"""A person reads what was told. Only the own notices; the first reading counts."""

from django.db import transaction
from django.utils import timezone

from tracekenya.accounts.models import User
from tracekenya.notices.models import Notice


@transaction.atomic
def read(*, notice: Notice, by: User) -> None:
    """Mark the notice as read, once; a notice of somebody else stays as it is."""
    Notice.objects.visible_to(by).new().filter(pk=notice.pk).update(read_at=timezone.now())


@transaction.atomic
def read_all(*, by: User) -> int:
    """Mark every notice of `by` as read and return how many were new."""
    return Notice.objects.visible_to(by).new().update(read_at=timezone.now())
