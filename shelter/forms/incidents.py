"""What people type about an incident, and who was told of it."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.forms.common import rounded_now
from shelter.incidents import kinds, residents_of
from shelter.models import Admission, Incident, Shelter
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin
from tracekenya.ui.widgets import MomentInput

FIELDS = [
    "happened_at", "kind", "severity", "what", "first_action", "witnesses", "medical_needed",
    "follow_up_on",
]  # fmt: skip
WIDGETS = {"happened_at": MomentInput, "witnesses": forms.TextInput}
HINTS = {
    "what": _("In order: before, during, after. Codes instead of names. It is sealed."),
    "first_action": _("It is sealed."),
    "witnesses": _("Codes of residents and of staff. It is sealed."),
}


class PeopleField(forms.ModelMultipleChoiceField):
    """Residents by case code."""

    def __init__(self, shelter: Shelter, user: Any, chosen: Any = ()) -> None:
        super().__init__(
            residents_of(shelter, user, chosen), label=_("Residents who had a part"), required=False,
            widget=forms.CheckboxSelectMultiple, help_text=_("Who was hurt, and who did it. By case code."),
        )  # fmt: skip

    def label_from_instance(self, obj: Admission) -> str:
        return obj.case.code


class _WithPeople:
    """Adds who had a part, and leaves out the kind that has a place of its own."""

    def prepare(self, shelter: Shelter, user: Any, chosen: Any = ()) -> None:
        fields: Any = self.fields  # type: ignore[attr-defined]  # a form
        fields["kind"].choices = [
            pair for pair in fields["kind"].choices if pair[0] in dict([("", ""), *kinds()])
        ]
        fields["people"] = PeopleField(shelter, user, chosen)
        self.order_fields(["submission", "version", "happened_at", "kind", "severity", "people"])  # type: ignore[attr-defined]
        self.helper = PageFormHelper(self)


class IncidentForm(_WithPeople, NewRowForm):
    """What happened, how bad it was, and who had a part."""

    class Meta(NewRowForm.Meta):
        model = Incident
        fields = FIELDS
        widgets = WIDGETS
        help_texts = HINTS

    def __init__(self, *args: Any, shelter: Shelter, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["happened_at"].initial = rounded_now
        self.prepare(shelter, user)


class IncidentEditForm(_WithPeople, EditForm):
    """An incident corrected, while it is open."""

    class Meta(EditForm.Meta):
        model = Incident
        fields = FIELDS
        widgets = WIDGETS
        help_texts = HINTS

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._user = user
        chosen: list[uuid.UUID] = list(self.instance.people.values_list("admission", flat=True))
        self.prepare(self.instance.shelter, user, chosen)
        self.fields["people"].initial = chosen

    def unbound(self) -> "IncidentEditForm":
        return type(self)(instance=self.instance, user=self._user)


class ToldForm(SubmissionMixin, forms.Form):
    """That somebody was told, and when."""

    party = forms.ChoiceField(label=_("Who was told"), widget=forms.RadioSelect)
    told_at = forms.DateTimeField(label=_("When"), initial=rounded_now, widget=MomentInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["party"].choices = choices("notified_party")
        self.helper = PageFormHelper(self)
