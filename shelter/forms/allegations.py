"""What people type about an allegation against staff, and how it is handled."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from shelter.allegations import ENDED
from shelter.models import Shelter
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_future
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import DayField
from tracekenya.roles.roles import Role
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin, VersionMixin
from tracekenya.ui.widgets import DayInput

MOST_WORDS = 3500  # a sealed note repeats them with a line above
DIRECTOR, LEAD, STAFF, VISITOR = "director", "lead", "staff", "visitor"
WHOM = (
    (STAFF, _("Somebody on the staff")),
    (DIRECTOR, _("The executive director")),
    (LEAD, _("The safeguarding lead")),
    (VISITOR, _("A visitor, volunteer or somebody else")),
)
ROLES = {DIRECTOR: Role.EXECUTIVE_DIRECTOR, LEAD: Role.SAFEGUARDING_LEAD}


class StaffCodeField(forms.CharField):
    """An account by its staff code, in whatever case it is typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, label=_("Staff code"), **options)

    def clean(self, value: Any) -> User | None:  # type: ignore[override]  # it is an account
        code = super().clean(value)
        if not code:
            return None
        user = User.objects.filter(staff_code__iexact=code).first()
        if user is None:
            raise forms.ValidationError(_("No account has this staff code."))
        return user


class ReportForm(SubmissionMixin, forms.Form):
    """What is said against whom; whoever writes it gets a receipt and sees nothing else of it."""

    whom = forms.ChoiceField(
        label=_("Against whom?"), choices=WHOM, widget=forms.RadioSelect,
        help_text=_("So that whoever is meant never reads it."),
    )  # fmt: skip
    accused = StaffCodeField(required=False, help_text=_("If you know it."))
    accused_words = forms.CharField(
        label=_("Who is it?"), max_length=300, required=False,
        help_text=_("Name or post, if you do not know the code. It is sealed."),
    )  # fmt: skip
    what = forms.CharField(
        label=_("What happened?"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you saw or heard, in order. It is sealed. You need no proof."),
    )  # fmt: skip
    happened_on = DayField(label=_("On which day?"), required=False, widget=DayInput)
    shelter = forms.ModelChoiceField(
        Shelter.objects.none(), label=_("In which shelter?"), required=False,
        empty_label=_("In none, or I do not know"),
    )  # fmt: skip
    case_code = forms.CharField(
        label=_("Case code of the person harmed"), max_length=20, required=False,
        help_text=_("If you know it. The file of the case never shows this."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self._user = user
        houses = Shelter.objects.visible_to(user).select_related("office")
        self.fields["shelter"].queryset = houses  # type: ignore[attr-defined]
        self.helper = PageFormHelper(self)

    def clean_happened_on(self) -> dt.date | None:
        try:
            refuse_future(self.cleaned_data["happened_on"], "happened_on")
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from None
        return self.cleaned_data["happened_on"]

    def clean_case_code(self) -> Case | None:
        code = self.cleaned_data["case_code"]
        case = (
            Case.objects.visible_to(self._user).filter(code__iexact=code).first() if code else None
        )
        if code and case is None:
            raise forms.ValidationError(_("You see no case with this code. Leave it empty."))
        return case

    def clean(self) -> dict[str, Any]:
        """Find the account of director or lead, who must never read what is said about them."""
        data = super().clean() or {}
        whom, accused = data.get("whom"), data.get("accused")
        if whom in ROLES and "accused" not in self.errors:
            self._find(data, ROLES[whom])
        elif (
            whom == STAFF and accused is None and not data.get("accused_words") and not self.errors
        ):
            self.add_error("accused_words", _now("Say who it is: the code, the name, or the post."))
        return data

    def _find(self, data: dict[str, Any], role: Role) -> None:
        people = [user for user in User.objects.filter(role=role) if user.may_sign_in]
        if data.get("accused") is None and len(people) > 1:
            self.add_error(
                "accused", _now("Several accounts have this role: write the staff code.")
            )
        elif data.get("accused") is None and people:
            data["accused"] = people[0]

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        names = ("accused", "accused_words", "what", "happened_on", "shelter", "submission")
        case = self.cleaned_data["case_code"]
        found = {name: self.cleaned_data[name] for name in names}
        return found | {"about_case": case.pk if case else None}


class AccusedForm(VersionMixin, forms.Form):
    """Which account is meant."""

    accused = StaffCodeField(
        help_text=_("Then this account sees nothing of it, and can be suspended.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PageFormHelper(self)


class CloseForm(VersionMixin, forms.Form):
    """How it ended, and what was done."""

    state = forms.ChoiceField(label=_("What was found"), widget=forms.RadioSelect)
    closing = forms.CharField(
        label=_("What was found and done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It is sealed."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ends = {str(state) for state in ENDED}
        self.fields["state"].choices = [p for p in choices("allegation_state") if p[0] in ends]  # type: ignore[attr-defined]
        self.helper = PageFormHelper(self)


class NoteForm(SubmissionMixin, forms.Form):
    """A note that the chair of the board alone opens."""

    text = forms.CharField(
        label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Sealed for the chair of the board. No names of survivors."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PageFormHelper(self)
