"""The daily work: consent, services, notes, prevention, going home and visits."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import NoteKind
from cases.models import (
    ConsentRecord,
    FollowUpVisit,
    Note,
    PreventionOutcome,
    Reintegration,
    ServiceProvision,
)
from tracekenya.pages.forms import CountryField, NewRowForm, RowForm
from tracekenya.ui.widgets import DayInput


class ServiceForm(NewRowForm):
    class Meta(NewRowForm.Meta):
        model = ServiceProvision
        fields = [
            "kind", "status", "delivered_on", "planned_on", "provider", "county", "minutes", "note",
        ]  # fmt: skip
        help_texts = {"minutes": _("How long it took, in minutes.")}


class ConsentForm(NewRowForm):
    class Meta(NewRowForm.Meta):
        model = ConsentRecord
        fields = ["scope", "organisation", "status", "giver", "mode", "given_on", "expires_on"]
        help_texts = {
            "scope": _("One question at a time: the person may agree to one and not to another."),
            "organisation": _("Only for sharing. Empty means any organisation we work with."),
            "giver": _("For a child or unknown age: a parent, guardian or children officer."),
            "expires_on": _("Empty: until it is withdrawn."),
        }


class WithdrawConsentForm(RowForm):
    class Meta(RowForm.Meta):
        model = ConsentRecord
        fields = ["withdrawn_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["withdrawn_on"].required = True
        self.initial["withdrawn_on"] = timezone.localdate()


class NoteForm(NewRowForm):
    """A note in three controls. Counselling is offered to those who may write it."""

    class Meta(NewRowForm.Meta):
        model = Note
        fields = ["kind", "written_on", "text", "is_shared"]
        help_texts = {
            "text": _("What you saw and did, in the person's own words where you can. Sealed."),
            "is_shared": _("Only for a counselling note. Without it you alone read the note."),
        }

    def __init__(self, *args: Any, may_counsel: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_counsel:
            kind = self.fields["kind"]
            kind.choices = [pair for pair in kind.choices if pair[0] != NoteKind.COUNSELLING]
            del self.fields["is_shared"]


class NoteCorrectionForm(NewRowForm):
    """What is right; the kind stays that of the wrong note."""

    class Meta(NewRowForm.Meta):
        model = Note
        fields = ["written_on", "text"]
        help_texts = {"text": _("Say what was wrong and what is right. Sealed.")}


class PreventionForm(NewRowForm):
    class Meta(NewRowForm.Meta):
        model = PreventionOutcome
        fields = ["kind", "basis", "happened_on", "county", "evidence"]
        help_texts = {"evidence": _("A sentence on what shows that harm was prevented. Sealed.")}


class ReintegrationForm(NewRowForm):
    country = CountryField(label=_("Country"), initial="KE")

    class Meta(NewRowForm.Meta):
        model = Reintegration
        fields = ["happened_on", "kind", "county", "country", "package_kes", "family_contact"]
        help_texts = {
            "happened_on": _("Visits after 1, 3, 6 and 12 months are planned from this day."),
            "family_contact": _("How to reach the family for the visits. Sealed."),
        }


class VisitForm(RowForm):
    done_on = FollowUpVisit._meta.get_field("done_on").formfield(required=True, widget=DayInput)

    class Meta(RowForm.Meta):
        model = FollowUpVisit
        fields = ["done_on", "outcome", "note"]
        help_texts = {"note": _("How the person lives, and what is needed next. Sealed.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required = True
