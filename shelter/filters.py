"""Filters of the lists of the shelter; they live in the address, so none of them is personal."""

import django_filters as filters
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.ages import of_majority
from shelter.enums import BedState, LegalAuthority
from shelter.models import Admission, Bed, Shelter
from shelter.periods import over_expected
from tracekenya.lib.vocabularies import choices
from tracekenya.ui.widgets import DayInput

IN_HOUSE_NOW = "in_house"
AGES = (("child", _("Child")), ("adult", _("Adult")), ("unknown", _("Age not known")))


def houses_of(request) -> QuerySet[Shelter]:
    """Return the houses that the reader may see."""
    return Shelter.objects.visible_to(request.user).select_related("office")


def of_house(field_name: str = "shelter") -> filters.ModelChoiceFilter:
    """Return the filter by house; `field_name`: the road from the row to its house."""
    return filters.ModelChoiceFilter(
        label=_("Shelter"), queryset=houses_of, field_name=field_name, empty_label=_("Any")
    )


class StayFilter(filters.FilterSet):
    shelter = of_house()
    status = filters.ChoiceFilter(
        label=_("State"),
        choices=lambda: [(IN_HOUSE_NOW, _("All in the house now")), *choices("admission_status")],
        empty_label=_("Any"),
        method="by_status",
    )
    age = filters.ChoiceFilter(
        label=_("Child or adult on arrival"), choices=AGES, empty_label=_("Any"), method="by_age"
    )
    arrived_from = filters.DateFilter(
        label=_("Arrived from"),
        field_name="admitted_at",
        lookup_expr="date__gte",
        widget=DayInput,
    )
    arrived_to = filters.DateFilter(
        label=_("Arrived to"), field_name="admitted_at", lookup_expr="date__lte", widget=DayInput
    )
    authority = filters.ChoiceFilter(
        label=_("Authority"),
        choices=[("pending", _("Not yet there"))],
        empty_label=_("Any"),
        method="by_authority",
    )
    length = filters.ChoiceFilter(
        label=_("Length of stay"),
        choices=[("over", _("Longer than expected"))],
        empty_label=_("Any"),
        method="by_length",
    )

    class Meta:
        model = Admission
        fields: list[str] = []

    def by_status(self, rows, name: str, value: str):
        return rows.in_house() if value == IN_HOUSE_NOW else rows.filter(status=value)

    def by_age(self, rows, name: str, value: str):
        day = Coalesce(TruncDate("admitted_at"), F("requested_on"))
        return rows.filter(of_majority(value, day, "case__person__"))

    def by_authority(self, rows, name: str, value: str):
        return rows.filter(legal_authority=LegalAuthority.PENDING, admitted_at__isnull=False)

    def by_length(self, rows, name: str, value: str):
        return rows.filter(over_expected(timezone.localdate()))


class BedFilter(filters.FilterSet):
    shelter = of_house("room__shelter")
    kind = filters.ChoiceFilter(
        label=_("For whom"),
        field_name="room__kind",
        choices=lambda: choices("room_kind"),
        empty_label=_("Any"),
    )
    state = filters.ChoiceFilter(
        label=_("State now"), choices=BedState.choices, empty_label=_("Any")
    )

    class Meta:
        model = Bed
        fields: list[str] = []
