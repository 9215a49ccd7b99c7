"""What people type about the tasks of a stay, the officer who was told, and whom to tell later."""

from django.forms import Textarea
from django.utils.translation import gettext_lazy as _

from shelter.forms.common import rounded_now, yes_or_no
from shelter.models import Admission, OfficerNotice, StayTask
from tracekenya.pages.forms import EditForm, NewRowForm, RowForm
from tracekenya.ui.widgets import MomentInput


class TaskForm(EditForm):
    """How far one task is."""

    class Meta(EditForm.Meta):
        model = StayTask
        fields = ["status", "cannot_reason", "words"]
        help_texts = {
            "cannot_reason": _("Only for “Cannot do yet”."),
            "words": _("Only what the next colleague needs. Sealed."),
        }
        widgets = {"words": Textarea(attrs={"rows": 3})}


class OfOfficer(RowForm.Meta):
    """What both forms take."""

    model = OfficerNotice
    fields = ("kind", "told_at", "by_how", "officer", "reference")
    help_texts = {
        "officer": _(
            "Sealed; opened only by those who care for the person or go to court with them."
        ),
        "reference": _("The number helps to prove later that the officer was told."),
    }
    widgets = {"told_at": MomentInput}


class OfficerForm(NewRowForm):
    """That an officer was told."""

    Meta = OfOfficer

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["told_at"].initial = rounded_now
        self.fields["kind"].initial = "children_officer"


class OfficerEditForm(EditForm):
    """Who was told, corrected."""

    Meta = OfOfficer


class MayTellForm(EditForm):
    """Whom to tell if the person leaves, and by which name the person goes in the house."""

    may_tell_safe_to_call = yes_or_no(
        _("Is it safe to call that person?"), hint=_("Could somebody else answer this phone?")
    )

    class Meta(EditForm.Meta):
        model = Admission
        fields = ["may_tell_answer", "may_tell", "may_tell_safe_to_call", "house_name"]
        help_texts = {
            "house_name": _("The name for the door, the table and the night list."),
            "may_tell_answer": _(
                "Ask: “If you leave and we do not know where you are, whom may we tell?” The person may"
                " say nobody."
            ),
            "may_tell": _("Name and telephone, as the person says. Sealed."),
        }
        widgets = {"may_tell": Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.order_fields(self._meta.fields)
