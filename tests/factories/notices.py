"""Notices as tests need them."""

from collections.abc import Iterable

from tracekenya.accounts.models import User
from tracekenya.notices import actions
from tracekenya.notices.enums import NoticeKind
from tracekenya.notices.models import Notice


def told(to: User, kind: NoticeKind = NoticeKind.KEY_EVENT, **about) -> Notice:
    """Return a notice told to one person."""
    return all_told([to], kind, **about)[0]


def all_told(to: Iterable[User], kind: NoticeKind = NoticeKind.KEY_EVENT, **about) -> list[Notice]:
    return actions.tell(to=to, kind=kind, **about)
