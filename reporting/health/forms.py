"""The filter of the page over all checks."""

from django import forms
from django.utils.translation import gettext_lazy as _

ANY = ("", _("Any"))


class HealthFilterForm(forms.Form):
    """Which area, which role that answers, and whose; a GET form like those of the lists."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    role = forms.ChoiceField(label=_("Role that answers"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)

    def __init__(self, data, *, areas, roles, owners) -> None:
        super().__init__(data)
        self.fields["area"].choices = [ANY, *((area.value, area.label) for area in areas)]
        self.fields["role"].choices = [ANY, *roles]
        self.fields["owner"].choices = [ANY, *((name, name) for name in owners)]
