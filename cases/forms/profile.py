"""What was done to the person, by what means, for what; and the way of the journey."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms.editing import edit_of
from cases.models import RouteLeg, TraffickingProfile
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import CountryField, NewRowForm
from tracekenya.pages.versioned import VersionedForm
from tracekenya.places.models import County
from tracekenya.ui.forms import PageFormHelper

MOST_LEGS = 6
LEG = ("from_county", "from_country", "to_county", "to_country", "mode")


class ProfileForm(NewRowForm):
    exploitation_country = CountryField(label=_("Country of exploitation"), required=False)

    class Meta(NewRowForm.Meta):
        model = TraffickingProfile
        fields = [
            "acts", "means", "exploitation_types", "labour_sectors", "recruiter_relation",
            "recruitment_channels", "exploitation_country", "is_cross_border",
        ]  # fmt: skip
        help_texts = {
            "acts": _("We ask so that the law's three parts (act, means, purpose) can be shown."),
            "means": _("For a child the means need not be shown; tick them if they are known."),
            "exploitation_types": _("What happened, or what was meant to happen."),
            "recruiter_relation": _("Who the recruiter was to the person. Never a name."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Fieldset(_("What was done, and how?"), "acts", "means"),
            Fieldset(_("For what?"), "exploitation_types", "labour_sectors"),
            Fieldset(_("How were they recruited?"), "recruiter_relation", "recruitment_channels"),
            Fieldset(_("Where?"), "exploitation_country", "is_cross_border"),
        )


ProfileEditForm = edit_of(ProfileForm)


class RouteForm(VersionedForm):
    """The journey in legs, in their order; a leg without any place is left out.

    `legs` afterwards: one dict of LEG a leg.
    """

    def __init__(self, *args: Any, legs: list[RouteLeg], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties, sets = list(County.objects.all()), []
        self.count = min(max(len(legs) + 2, 3), MOST_LEGS)
        for number in range(1, self.count + 1):
            leg = legs[number - 1] if number <= len(legs) else None
            sets.append(self._add_leg(number, leg, counties))
        self.helper = PageFormHelper(self)
        self.helper.layout = Layout("version", *sets)

    def clean(self) -> dict[str, Any]:
        """Return the version and `legs`; a leg that begins must end somewhere, and the other way round."""
        data = super().clean()
        legs = []
        for number in range(1, self.count + 1):
            leg = {name: data.get(f"{name}_{number}") for name in LEG}
            begins, ends = (leg[f"{end}_county"] or leg[f"{end}_country"] for end in ("from", "to"))
            if not begins and not ends:
                continue
            if not begins or not ends:
                missing = "to_county" if begins else "from_county"
                self.add_error(
                    f"{missing}_{number}", _now("Enter a county or a country at both ends.")
                )
            legs.append(leg)
        return {"version": data.get("version"), "legs": legs}

    def label_of(self, name: str) -> str:
        leg = _now("Leg %(number)s") % {"number": name.rpartition("_")[2]}
        return f"{leg}: {super().label_of(name)}"

    def _add_leg(self, number: int, leg: RouteLeg | None, counties: list[County]) -> Fieldset:
        """Add the controls of one leg and return their group."""
        labels = {
            "from_county": _("From which county"), "from_country": _("or from which country"),
            "to_county": _("To which county"), "to_country": _("or to which country"),
        }  # fmt: skip
        for name, label in labels.items():
            key = f"{name}_{number}"
            if name.endswith("county"):
                self.fields[key] = forms.ChoiceField(
                    label=label, required=False,
                    choices=[("", "---------"), *((c.pk, str(c)) for c in counties)],
                )  # fmt: skip
                self.initial[key] = getattr(leg, f"{name}_id", None)
            else:
                self.fields[key] = CountryField(label=label, required=False)
                self.initial[key] = _foreign(leg, name)
        self.fields[f"mode_{number}"] = forms.ChoiceField(
            label=_("By what"), required=False,
            choices=[("", "---------"), *choices("transport_mode")],
        )  # fmt: skip
        self.initial[f"mode_{number}"] = leg.mode if leg else ""
        title = _now("Leg %(number)s") % {"number": number}
        return Fieldset(title, *(f"{name}_{number}" for name in LEG))


def _foreign(leg: models.Model | None, name: str) -> str:
    """Return the country of a leg's end; "" where the county says it."""
    if leg is None or getattr(leg, f"{name.removesuffix('country')}county_id"):
        return ""
    return getattr(leg, name)
