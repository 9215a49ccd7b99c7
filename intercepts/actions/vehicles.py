"""Entering and correcting vehicles and routes."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import numbers
from intercepts.models import Route, RouteStop, Station, Vehicle
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions import rows
from tracekenya.vault import blind


@transaction.atomic
def add_vehicle(*, by: User, submission: uuid.UUID | None = None, **facts: Any) -> Vehicle:
    """Enter a vehicle once. Raises DomainError at `plate` for none, or one of the register."""

    def check(vehicle: Vehicle) -> None:
        index_plate(vehicle)
        vehicle.code = numbers.vehicle_code()

    return rows.add(Vehicle, by=by, submission=submission, check=check, **facts)


def edit_vehicle(*, row: Vehicle, by: User, version: int, **facts: Any) -> Vehicle:
    """Correct what is known of a vehicle. Raises StaleVersion, DomainError as adding does."""
    return rows.edit(row, by=by, version=version, check=index_plate, **facts)


def index_plate(vehicle: Vehicle) -> None:
    """Write the plate in capitals, refresh its index and refuse one that another vehicle has."""
    plate = str(vehicle.plate)
    token = blind.plate_token(plate)
    if not token:
        raise DomainError(_("Enter the letters and digits of the plate."), field="plate")
    vehicle.plate, vehicle.plate_token = blind.normal_plate(plate), token
    others = Vehicle.objects.filter(plate_token=token).exclude(pk=vehicle.pk)
    if (other := others.select_related("operator__organisation").first()) is not None:
        words = _("This plate is in the register already, as %(code)s of %(operator)s.")
        facts = {"code": other.code, "operator": other.operator}
        raise DomainError(words % facts, field="plate")


@transaction.atomic
def add_route(
    *, by: User, stops: Sequence[Station], submission: uuid.UUID | None = None, **facts: Any
) -> Route:
    """Enter a route with its stops in order, once. Raises DomainError for fewer than two of them."""
    _refuse_stops(stops)
    route = rows.add(Route, by=by, submission=submission, **facts)
    _put_stops(route, stops)
    return route


@transaction.atomic
def edit_route(
    *, row: Route, by: User, version: int, stops: Sequence[Station], **facts: Any
) -> Route:
    """Correct a route and its stops. Raises StaleVersion, DomainError as adding does."""
    _refuse_stops(stops)
    route = rows.edit(row, by=by, version=version, **facts)
    if _put_stops(route, stops):
        record(AuditKind.CHANGED, by=by, target=route, fields=["stops"])
    return route


def _refuse_stops(stops: Sequence[Station]) -> None:
    if len(stops) < 2:  # noqa: PLR2004  from one to another
        raise DomainError(_("Choose at least where it begins and where it ends."), field="stop_1")
    seen: set[Any] = set()
    for place, station in enumerate(stops, start=1):
        if station.pk in seen:
            words = _("%(station)s is chosen twice. A route stops there once.")
            raise DomainError(words % {"station": station}, field=f"stop_{place}")
        seen.add(station.pk)


def _put_stops(route: Route, stops: Sequence[Station]) -> bool:
    """Let the route have these stops; return whether that changed anything."""
    if list(route.stops.values_list("station_id", flat=True)) == [each.pk for each in stops]:
        return False
    route.stops.all().delete()
    RouteStop.objects.bulk_create(
        RouteStop(route=route, station=station, position=place)
        for place, station in enumerate(stops)
    )
    return True
