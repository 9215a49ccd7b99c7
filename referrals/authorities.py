"""Which police or children office a case goes to: one of its county, else one named for no county."""

from django.db.models import Count, Exists, OuterRef

from cases.models import Case
from tracekenya.directory.models import Organisation

CHILDREN = "children_services"


def nearest_authority(case: Case, kind: str) -> Organisation | None:
    """Return the authority of `kind` that works in the county of `case`, else one without counties.

    One of another county is nobody to guess: then None, and somebody chooses.
    """
    there = Organisation.counties.through.objects.filter(
        organisation=OuterRef("pk"), county=case.county_id
    )
    rows = Organisation.objects.filter(kind=kind, is_active=True).annotate(
        is_near=Exists(there), county_count=Count("counties")
    )
    found = rows.order_by("-is_near", "county_count", "name").first()
    if found is None or not (found.is_near or found.county_count == 0):
        return None
    return found
