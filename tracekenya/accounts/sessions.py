"""Sessions of one person: found in the database, ended at once."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from tracekenya.accounts.models import User


def end_sessions(user: User) -> int:
    """Delete every live session of `user`; return how many there were.

    A session's row does not say whose it is, so all live ones are read (some hundred at most).
    """
    live = Session.objects.filter(expire_date__gte=timezone.now())
    own = [each.pk for each in live.iterator() if _is_of(each, user)]
    Session.objects.filter(pk__in=own).delete()
    return len(own)


def _is_of(session: Session, user: User) -> bool:
    return session.get_decoded().get(SESSION_KEY) == str(user.pk)
