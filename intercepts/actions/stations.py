"""Stations that are suggested from a file, and taking one of them into use."""

from pathlib import Path

import yaml
from django.db import transaction

from intercepts.models import Station
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.records import save_edited
from tracekenya.places.models import County

SUGGESTIONS_FILE = Path(__file__).parents[1] / "data" / "stations.yaml"


@transaction.atomic
def load_suggestions(*, source: Path = SUGGESTIONS_FILE) -> int:
    """Add the stations of the file whose code is new, not in use; return how many it names.

    Stations that are there stay as they are; counties that are not loaded are left out.
    """
    named = yaml.safe_load(source.read_text())["stations"]
    known = set(Station.objects.values_list("code", flat=True))
    counties = set(County.objects.values_list("pk", flat=True))
    Station.objects.bulk_create(
        Station(
            county_id=county, code=code, name=name, kind=kind, is_active=False, is_suggested=True
        )
        for county, code, name, kind in named
        if code not in known and county in counties
    )
    return len(named)


@transaction.atomic
def confirm(*, station: Station, by: User) -> Station:
    """Take a suggested station into use; confirming it again changes nothing."""
    station = Station.objects.select_for_update(of=("self",)).get(pk=station.pk)
    if station.is_suggested:
        station.is_suggested, station.is_active = False, True
        save_edited(station, version=station.version)
        record(AuditKind.CHANGED, by=by, target=station, fields={"is_active": [False, True]})
    return station
