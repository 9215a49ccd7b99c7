"""What the house keeps for a resident."""

from shelter.enums import ItemStatus
from shelter.models import Admission, BelongingItem


def open_items(admission: Admission) -> list[BelongingItem]:
    """Return what the house holds and has to hand out before the person goes."""
    return list(BelongingItem.objects.filter(admission=admission, status=ItemStatus.HELD))
