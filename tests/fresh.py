"""For tests: a session whose person has just proved who it is."""

from django.test import Client
from django.utils import timezone

from tracekenya.accounts.fresh import SESSION_KEY, Act


def prove(client: Client, *acts: Act) -> None:
    """Let the signed-in session of `client` hold a proof for `acts`, or for all kinds of act."""
    session = client.session
    proved = dict.fromkeys(map(str, acts or Act), timezone.now().timestamp())
    session[SESSION_KEY] = session.get(SESSION_KEY, {}) | proved
    session.save()
