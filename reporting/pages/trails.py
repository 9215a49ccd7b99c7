"""The pages above a page about an indicator or one of its values."""

from django.urls import reverse
from django.utils.translation import gettext as _

from reporting.models import Indicator, ManualValue


def trail_of_area() -> list[tuple[str, str]]:
    """Return the page above everything about the framework."""
    return [(_("Indicators"), reverse("reporting:dashboard"))]


def trail_of(indicator: Indicator) -> list[tuple[str, str]]:
    return [*trail_of_area(), (indicator.code, indicator.get_absolute_url())]


def trail_of_value(value: ManualValue) -> list[tuple[str, str]]:
    return [*trail_of(value.indicator), (str(value), value.get_absolute_url())]
