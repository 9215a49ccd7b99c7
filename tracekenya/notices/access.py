"""A notice is found by the person it is for, and by nobody else."""

import uuid

from tracekenya.accounts.models import User
from tracekenya.notices.models import Notice
from tracekenya.roles.access import OutOfScope


def get_notice_for(user: User, pk: uuid.UUID) -> Notice:
    """Return the notice. Raises OutOfScope (a 404) for one of somebody else."""
    notice = Notice.objects.visible_to(user).filter(pk=pk).first()
    if notice is None:
        raise OutOfScope(str(pk))
    return notice
