"""What is typed about a visitor at the door."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from shelter.forms.common import rounded_now
from shelter.forms.residents import offer_residents
from shelter.models import Shelter, Visit
from tracekenya.pages.forms import EditForm, NewRowForm, RowForm
from tracekenya.roles.permissions import Permission
from tracekenya.ui.widgets import MomentInput

FIELDS = [
    "names", "phone", "id_kind", "id_number", "admission", "relation", "purpose", "resident_agrees",
    "came_at", "items_checked", "outcome", "refusal_reason",
]  # fmt: skip
HINTS = {
    "names": _("As on the paper. They are held against our register of people suspected."),
    "admission": _("By case code. Empty for a visit to the house, such as an inspection."),
    "refusal_reason": _("Only for a visitor who is not let in."),
    "resident_agrees": _("Ask the resident alone, before you say whether the person lives here."),
}
TIMES = {"came_at": MomentInput, "left_at": MomentInput}


class OfVisit(RowForm.Meta):
    """What both forms take."""

    model = Visit
    fields = FIELDS
    widgets = TIMES
    help_texts = HINTS
    labels = {"outcome": _("Is the visitor let in?"), "refusal_reason": _("If not, why?")}


class VisitForm(NewRowForm):
    """Who is at the door, for what, and whether the visitor is let in."""

    Meta = OfVisit

    def __init__(self, *args: Any, shelter: Shelter, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_residents(self, shelter, user, Permission.VISITOR_KEEP)
        self.fields["came_at"].initial = rounded_now


class VisitEditForm(EditForm):
    """Correct a visit."""

    class Meta(OfVisit):
        fields = [*FIELDS, "left_at"]

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._user = user
        visit = self.instance
        offer_residents(
            self, visit.shelter, user, Permission.VISITOR_KEEP, chosen=visit.admission_id
        )

    def unbound(self) -> "VisitEditForm":
        return type(self)(instance=self.instance, user=self._user)
