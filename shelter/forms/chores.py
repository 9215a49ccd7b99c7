"""What is typed about the tasks of a house, and whose each is today."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from shelter.forms.residents import offer_residents
from shelter.models import Chore, Shelter
from tracekenya.pages.forms import EditForm, NewRowForm, RowForm
from tracekenya.roles.permissions import Permission


class OfChore(RowForm.Meta):
    """What both forms take."""

    model = Chore
    fields = ["chore", "admission"]
    help_texts = {
        "chore": _(
            "For example “Kitchen” or “Water”. Nobody works for the house: small daily tasks."
        ),
        "admission": _("By case code. Empty when it is nobody's alone."),
    }


class ChoreForm(NewRowForm):
    """One task of the house for today, perhaps of one resident."""

    Meta = OfChore

    def __init__(self, *args: Any, shelter: Shelter, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_residents(self, shelter, user, Permission.HOUSE_KEEP)


class ChoreEditForm(EditForm):
    """Whose a task is, corrected or given to another."""

    Meta = OfChore

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._user = user
        chore = self.instance
        offer_residents(self, chore.shelter, user, Permission.HOUSE_KEEP, chosen=chore.admission_id)

    def unbound(self) -> "ChoreEditForm":
        return type(self)(instance=self.instance, user=self._user)
