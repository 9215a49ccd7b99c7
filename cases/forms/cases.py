"""The case itself: opening, basics, status, closing, assigning."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases import workflow
from cases.models import Case, CaseGrant, TraffickingStatusChange
from tracekenya.accounts.models import User
from tracekenya.lib.vocabularies import choices, label
from tracekenya.pages.forms import EditForm, NewRowForm, RowForm
from tracekenya.roles.roles import Role
from tracekenya.ui.forms import PageFormHelper

ASSIGNABLE = (Role.CASE_WORKER, Role.LEGAL_OFFICER)
HINTS = {
    "opened_on": _("The day on which the work began."),
    "legal_basis": _("Without consent, child protection or vital interest allow us to begin."),
    "summary": _("A few sentences on what happened. Sealed; read by those who work on the case."),
    "risk_level": _("It decides how soon somebody must act."),
    "case_types": _("The first one ticked in the list counts as the main one."),
}


class OpenCaseForm(NewRowForm):
    """The first page of a case."""

    decided_by_body = forms.ChoiceField(
        label=_("Who decided, if verified?"),
        required=False,
        choices=lambda: [("", "---------"), *choices("status_decision_body")],
    )

    class Meta(NewRowForm.Meta):
        model = Case
        fields = [
            "opened_on", "source", "case_types", "trafficking_status", "risk_level", "legal_basis",
            "county", "office", "summary",
        ]  # fmt: skip
        help_texts = HINTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Fieldset(_("The case"), "opened_on", "source", "case_types", "trafficking_status",
                     "decided_by_body", "risk_level", "legal_basis", "county", "office", "summary"),
        )  # fmt: skip


class CaseEditForm(EditForm):
    """The basics of an open case."""

    class Meta(EditForm.Meta):
        model = Case
        fields = [
            "opened_on", "source", "case_types", "trafficking_stage", "risk_level",
            "migration_status", "legal_basis", "county", "office", "summary",
        ]  # fmt: skip
        help_texts = HINTS | {"case_types": _("Types that were there stay in their order.")}

    def clean_case_types(self) -> list[str]:
        """Keep the order of the types that were there: the first one is the main one."""
        ticked, before = self.cleaned_data["case_types"], self.instance.case_types
        kept = [code for code in before if code in ticked]
        return kept + [code for code in ticked if code not in before]


class RiskForm(RowForm):
    class Meta(RowForm.Meta):
        model = Case
        fields = ["risk_level"]
        help_texts = HINTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["risk_level"].required = True


class TraffickingStatusForm(RowForm):
    """One decision on whether the person is a victim."""

    class Meta(RowForm.Meta):
        model = TraffickingStatusChange
        fields = ["status", "decided_on", "decided_by_body"]
        labels = {
            "status": _("Status as a victim of trafficking"),
            "decided_on": _("Decided on"),
            "decided_by_body": _("Who decided"),
        }
        help_texts = {"decided_by_body": _("Needed for a verified victim.")}


class StatusForm(forms.Form):
    """The steps that are open now to this person."""

    to_status = forms.ChoiceField(label=_("Next state"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, steps: list[workflow.Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_status"].choices = [
            (step.to_status, label("case_status", step.to_status)) for step in steps
        ]
        reasons = [reason for step in steps for reason in step.reasons]
        self.fields["reason"].choices = _with_blank(reasons)
        if not reasons:
            del self.fields["reason"]
        self.helper = PageFormHelper(self)


class CloseForm(forms.Form):
    """Why the work ends, and what a colleague must know in a year."""

    reason = Case._meta.get_field("closure_reason").formfield(required=True)
    note = Case._meta.get_field("closing_note").formfield(
        label=_("Closing note"),
        required=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What was reached, what remains open, who helps now."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)


class ReopenForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why is it opened again?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)
        self.fields["reason"].choices = _with_blank(workflow.REOPEN_REASONS)


class AssignForm(forms.Form):
    worker = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Who works on it?"),
        help_text=_("The person may open and write in this case from now on."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)
        field = self.fields["worker"]
        field.queryset = User.objects.filter(role__in=ASSIGNABLE, is_active=True)
        field.label_from_instance = lambda user: f"{user.staff_code} · {user.role_title}"


class EndAccessForm(forms.Form):
    """Whose access to a case ends."""

    grant = forms.ModelChoiceField(
        queryset=CaseGrant.objects.none(),
        label=_("Whose access ends?"),
        help_text=_("From now on they cannot open this case. What they wrote stays."),
    )

    def __init__(self, *args: Any, grants, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)
        field = self.fields["grant"]
        field.queryset = grants
        field.label_from_instance = grant_words


def grant_words(grant: CaseGrant) -> str:
    """Return who holds the access, by staff code and role, or the office."""
    user = grant.user
    return f"{user.staff_code} · {user.role_title}" if user is not None else str(grant.office)


def _with_blank(reasons) -> list[tuple[str, str]]:
    return [("", "---------"), *((code, label("status_reason", code)) for code in reasons)]
