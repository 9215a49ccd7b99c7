"""A channel is used: the day is kept with one press."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.models import Channel
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import save_edited


@transaction.atomic
def used_today(*, channel: Channel, by: User) -> Channel:
    """Keep today as the day of last use; pressed twice it is kept once.

    Raises DomainError for a channel that is not open today.
    """
    today = timezone.localdate()
    channel = Channel.objects.select_for_update().get(pk=channel.pk)
    if channel.starts_on > today or (channel.ends_on is not None and channel.ends_on < today):
        raise DomainError(_("This channel is not open today."))
    before = channel.last_activity_on
    if before == today:
        return channel
    channel.last_activity_on = today
    save_edited(channel, version=channel.version)
    days = [before.isoformat() if before else None, today.isoformat()]
    record(AuditKind.CHANGED, by=by, target=channel, fields={"last_activity_on": days})
    return channel
