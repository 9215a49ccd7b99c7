"""What happens to notices: told, read, sent by e-mail."""

from tracekenya.notices.actions.mailing import mail_waiting
from tracekenya.notices.actions.reading import read, read_all
from tracekenya.notices.actions.telling import tell

__all__ = ["mail_waiting", "read", "read_all", "tell"]
