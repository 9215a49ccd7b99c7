"""Who asked is told that there is an answer; which one stands on the page behind the sign-in."""

from shelter.models import ShelterTransfer, StayExtension
from tracekenya.accounts.models import User
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.roles.permissions import Permission


def tell_asker(
    *, row: StayExtension | ShelterTransfer, kind: NoticeKind, opens: Permission, by: User
) -> None:
    """Tell who asked, unless they answered themselves or may open the page no longer.

    `opens`: the right that opens the page of `row`.
    """
    asker = row.recorded_by
    if asker is None or asker.pk == by.pk:
        return
    if type(row).objects.visible_to(asker, opens).filter(pk=row.pk).exists():
        tell(to=[asker], kind=kind, target=row, by=by, once=f"answer {row.pk}")
