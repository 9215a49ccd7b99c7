"""Before the court: the case there, suspects, charges, hearings and outcomes."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import (
    CaseSuspect,
    Charge,
    ChargeOutcome,
    CourtCase,
    CourtCaseVictim,
    Hearing,
    Suspect,
)
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import CountryField, NewRowForm, RowForm
from tracekenya.ui.forms import PageFormHelper
from tracekenya.ui.widgets import DayInput

ATTENDED = ((None, _("Not known")), (True, _("Yes")), (False, _("No")))


class CourtCaseForm(NewRowForm):
    role = forms.ChoiceField(
        label=_("Part of this person"),
        choices=lambda: choices("court_role"),
        help_text=_("Whether somebody testifies is known to few; it is not shown in lists."),
    )
    offence_on = forms.DateField(
        label=_("Day of the offence, if known"), required=False, widget=DayInput
    )

    class Meta(NewRowForm.Meta):
        model = CourtCase
        fields = [
            "court", "court_level", "court_number", "ob_number", "county", "charge_sheet_on",
            "in_camera", "watching_brief",
        ]  # fmt: skip
        help_texts = {
            "court_number": _("As the registry writes it. Shown only on the court case's page."),
            "ob_number": _("Number in the police's Occurrence Book."),
        }


class JoinCourtCaseForm(RowForm):
    """Join this case to a court case that is entered already."""

    court_case = forms.ModelChoiceField(queryset=CourtCase.objects.none(), label=_("Court case"))

    class Meta(RowForm.Meta):
        model = CourtCaseVictim
        fields = ["role", "offence_on"]

    def __init__(self, *args: Any, court_cases, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["court_case"].queryset = court_cases
        self.order_fields(["court_case", "role", "offence_on"])
        self.helper = PageFormHelper(self)


class SuspectForm(NewRowForm):
    nationality = CountryField(label=_("Nationality"), required=False)
    roles = CaseSuspect._meta.get_field("roles").formfield(label=_("Part in it"))

    class Meta(NewRowForm.Meta):
        model = Suspect
        fields = ["names", "phone", "document_number", "sex", "birth_year", "nationality"]
        help_texts = {
            "names": _(
                "Suspected, not convicted: write what is known, not what is guessed. Sealed."
            ),
        }


class JoinSuspectForm(RowForm):
    """Join somebody to this case who is known by code from another one."""

    suspect = forms.CharField(
        label=_("Code of the person suspected"),
        max_length=12,
        help_text=_("For example S-00012. It stands in the list of people suspected."),
    )

    class Meta(RowForm.Meta):
        model = CaseSuspect
        fields = ["roles"]

    def __init__(self, *args: Any, suspects: QuerySet[Suspect], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suspects = suspects
        self.order_fields(["suspect", "roles"])

    def clean_suspect(self) -> Suspect:
        found = self.suspects.filter(code__iexact=self.cleaned_data["suspect"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has this code. Look it up in the list."))
        return found


class ChargeForm(NewRowForm):
    class Meta(NewRowForm.Meta):
        model = Charge
        fields = ["suspect", "offence", "count_number"]
        help_texts = {"count_number": _("Empty: the next number for this accused.")}

    def __init__(self, *args: Any, suspects=None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if suspects is None:  # only to say what is saved
            suspects = Suspect.objects.filter(pk=self.instance.suspect_id)
        self.fields["suspect"].queryset = suspects
        self.fields["count_number"].required = False
        self.initial.setdefault("count_number", None)
        self.fields["count_number"].initial = None


class PleaForm(RowForm):
    class Meta(RowForm.Meta):
        model = CourtCase
        fields = ["plea_on"]
        help_texts = {"plea_on": _("From this day the case counts as brought to court.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plea_on"].required = True


class StageForm(RowForm):
    class Meta(RowForm.Meta):
        model = CourtCase
        fields = ["stage", "concluded_on"]


class HearingForm(NewRowForm):
    attended = forms.TypedChoiceField(
        label=_("Did we attend?"),
        choices=ATTENDED,
        required=False,
        coerce=lambda value: str(value) == "True",
        empty_value=None,
    )

    class Meta(NewRowForm.Meta):
        model = Hearing
        fields = ["held_on", "kind", "outcome", "attended", "next_on", "next_kind"]
        help_texts = {
            "held_on": _("A day to come makes a planned hearing."),
            "next_on": _("Makes the next hearing by itself."),
        }


class OutcomeForm(NewRowForm):
    class Meta(NewRowForm.Meta):
        model = ChargeOutcome
        fields = [
            "outcome", "decided_on", "sentence_types", "years", "months", "fine_kes",
            "restitution_kes",
        ]  # fmt: skip
