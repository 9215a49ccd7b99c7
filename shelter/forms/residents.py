"""The choice of a resident of one house, by case code."""

from typing import Any

from django.forms import BaseForm

from shelter.models import Admission, Shelter
from tracekenya.roles.permissions import Permission


def offer_residents(
    form: BaseForm, shelter: Shelter, user: Any, permission: Permission, *, chosen: Any = None
) -> None:
    """Let `admission` of `form` offer the residents whose stay `user` may see, and who was `chosen`."""
    stays = Admission.objects.visible_to(user, permission).filter(shelter=shelter)
    rows = stays.in_house() | stays.filter(pk=chosen)
    field: Any = form.fields["admission"]
    field.queryset = rows.select_related("case").order_by("case__code")
    field.label_from_instance = lambda stay: stay.case.code
