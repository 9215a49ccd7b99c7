"""What is typed about a visitor at the door."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from shelter.forms.common import rounded_now
from shelter.models import Admission, Shelter, Visit
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.roles.permissions import Permission
from tracekenya.ui.widgets import MomentInput

FIELDS = [
    "names", "phone", "id_kind", "id_number", "admission", "relation", "purpose", "resident_agrees",
    "came_at", "items_checked", "outcome", "refusal_reason",
]  # fmt: skip
HINTS = {
    "names": _("As on the paper. They are held against our register of people suspected."),
    "admission": _("By case code. Empty for a visit to the house, such as an inspection."),
    "resident_agrees": _("Ask the resident alone, before you say whether the person lives here."),
}
TIMES = {"came_at": MomentInput, "left_at": MomentInput}


class _Residents:
    """Offers the residents of the house whose stay the reader may see, by case code."""

    def offer(self, shelter: Shelter, user: Any, chosen: Any = None) -> None:
        stays = Admission.objects.visible_to(user, Permission.VISITOR_KEEP).filter(shelter=shelter)
        rows = stays.in_house() | stays.filter(pk=chosen)
        field = self.fields["admission"]  # type: ignore[attr-defined]  # a form
        field.queryset = rows.select_related("case").order_by("case__code")
        field.label_from_instance = lambda stay: stay.case.code


class VisitForm(_Residents, NewRowForm):
    """Who is at the door, for what, and whether the visitor is let in."""

    class Meta(NewRowForm.Meta):
        model = Visit
        fields = FIELDS
        widgets = TIMES
        help_texts = HINTS

    def __init__(self, *args: Any, shelter: Shelter, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(shelter, user)
        self.fields["came_at"].initial = rounded_now


class VisitEditForm(_Residents, EditForm):
    """Correct a visit."""

    class Meta(EditForm.Meta):
        model = Visit
        fields = [*FIELDS, "left_at"]
        widgets = TIMES
        help_texts = HINTS

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._user = user
        self.offer(self.instance.shelter, user, self.instance.admission_id)

    def unbound(self) -> "VisitEditForm":
        return type(self)(instance=self.instance, user=self._user)
