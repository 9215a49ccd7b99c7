"""What people type about a referral: the draft, the basis for sending, the answer."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referrals.enums import NEXT_STEPS, ReferralStatus
from referrals.models import Referral
from tracekenya.lib.vocabularies import choices, label
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.ui.forms import PageFormHelper
from tracekenya.ui.widgets import DayInput


class DraftForm(NewRowForm):
    class Meta(NewRowForm.Meta):
        model = Referral
        fields = ["organisation", "kind", "reason", "urgency", "message"]
        help_texts = {
            "kind": _("A transfer hands the whole case over."),
            "message": _("Only what the receiver needs in order to help. Sealed until it is sent."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = field.queryset.filter(is_active=True)


class DraftEditForm(EditForm):
    class Meta(EditForm.Meta):
        model = Referral
        fields = DraftForm.Meta.fields
        help_texts = DraftForm.Meta.help_texts

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        kept = self.instance.organisation_id
        field.queryset = field.queryset.filter(Q(is_active=True) | Q(pk=kept))


class SendForm(forms.Form):
    """On what strength it goes out; nothing is asked where a consent holds."""

    legal_basis = forms.ChoiceField(
        label=_("Legal basis, as there is no consent"),
        help_text=_("It is kept with the referral and in the trail."),
    )

    def __init__(self, *args: Any, bases: tuple[str, ...], has_consent: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if has_consent:
            del self.fields["legal_basis"]
        else:
            found = [(code, label("legal_basis", code)) for code in bases]
            self.fields["legal_basis"].choices = [("", "---------"), *found]
        self.helper = PageFormHelper(self)


class AnswerForm(forms.Form):
    to_status = forms.ChoiceField(label=_("What came back?"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("On"), widget=DayInput, initial=timezone.localdate)
    decline_reason = forms.ChoiceField(
        label=_("If declined: why?"),
        required=False,
        choices=lambda: [("", "---------"), *choices("referral_decline_reason")],
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = NEXT_STEPS[ReferralStatus(referral.status)]
        offered = [step for step in steps if step != ReferralStatus.SENT]
        self.fields["to_status"].choices = [
            (step.value, label("referral_status", step)) for step in offered
        ]
        if ReferralStatus.DECLINED not in offered:
            del self.fields["decline_reason"]
        self.helper = PageFormHelper(self)
