"""Suggested stations, routes with their legs, and vehicles that are found by their sealed plates."""

import uuid

import pytest
from django.db import connection
from django.urls import reverse

from intercepts.actions.repeats import look_for_repeats
from intercepts.actions.stations import load_suggestions
from intercepts.models import Route, Station, Vehicle
from tests.factories.accounts import CountyFactory
from tests.factories.work import (
    InterceptFactory,
    OperatorFactory,
    RouteFactory,
    StationFactory,
    VehicleFactory,
)
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role
from tracekenya.vault import blind

pytestmark = pytest.mark.django_db
LIST_QUERIES = {"vehicle": 4, "route": 5}  # session, person, banner, rows; the stops of routes


def url(name, row=None):
    return reverse(f"intercepts:{name}", args=[row.pk] if row else [])


def shows(client, where, what) -> bool:
    page = client.get(where.get_absolute_url()).content.decode()
    return f'href="{what.get_absolute_url()}"' in page


def test_an_intercept_and_the_vehicle_of_the_register_lead_to_one_another(signed_in):
    vehicle, other = VehicleFactory(plate="KBA 123X"), VehicleFactory(plate="KBB 123X")
    intercept = InterceptFactory(vehicle_plate="kba-123x")
    look_for_repeats(intercepts=[intercept])
    client, _user = signed_in(Role.CASE_MANAGER)

    assert shows(client, intercept, vehicle)
    assert shows(client, vehicle, intercept)
    assert not shows(client, intercept, other)
    assert not shows(client, other, intercept)
    # who may not read the plate of an intercept does not learn it from the register
    client, _user = signed_in(Role.ME_OFFICER)
    assert not shows(client, intercept, vehicle)
    assert not shows(client, vehicle, intercept)


@pytest.fixture
def officer(signed_in):
    client, _user = signed_in(Role.PROGRAMME_OFFICER)
    return client


def test_suggested_stations_are_loaded_once_and_not_in_use():
    for code in ("001", "003"):
        CountyFactory(code=code)
    kept = StationFactory(code="mtwapa", name="Ours")

    named = [load_suggestions() for _again in range(2)]

    kept.refresh_from_db()
    suggested = Station.objects.filter(is_suggested=True)
    assert named == [175, 175]
    assert (kept.name, kept.is_active, kept.is_suggested) == ("Ours", True, False)
    assert set(suggested.values_list("county_id", "is_active")) == {("001", False), ("003", False)}
    assert suggested.count() == 11


def test_a_suggestion_is_confirmed_by_one_act_that_stays_in_the_trail(officer):
    station = StationFactory(is_active=False, is_suggested=True)
    page = officer.get(url("station_detail", station)).content.decode()

    answers = [officer.post(url("station_confirm", station)).url for _again in range(2)]

    station.refresh_from_db()
    after = officer.get(url("station_detail", station)).content.decode()
    assert ["Confirm: we stand there" in text for text in (page, after)] == [True, False]
    assert answers == [url("station_detail", station)] * 2
    assert (station.is_active, station.is_suggested) == (True, False)
    assert AuditEvent.objects.get(kind="changed").fields == {"is_active": [False, True]}


def test_a_suggestion_is_not_offered_before_it_is_confirmed(officer, signed_in):
    StationFactory(name="Only suggested", is_active=False, is_suggested=True)
    client, _user = signed_in(Role.FIELD_MONITOR)

    assert "Only suggested" not in client.get(url("intercept_record")).content.decode()
    assert "Only suggested" not in officer.get(url("route_add")).content.decode()


def test_putting_a_suggestion_into_use_by_its_form_confirms_it(officer):
    station = StationFactory(is_active=False, is_suggested=True)
    data = {
        "version": 1, "name": "New", "kind": station.kind, "county": station.county_id,
        "office": "", "is_active": "on",
    }  # fmt: skip

    officer.post(url("station_edit", station), data)

    station.refresh_from_db()
    assert (station.is_active, station.is_suggested) == (True, False)


def test_only_programmes_confirm(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    station = StationFactory(is_active=False, is_suggested=True)

    assert client.post(url("station_confirm", station)).status_code == 403
    assert Station.objects.get().is_suggested


def test_a_route_keeps_its_stops_in_order_and_shows_its_legs(officer):
    first, second, third = (StationFactory(name=name) for name in ("Alfa", "Beta", "Gamma"))
    data = {
        "submission": uuid.uuid4(), "name": "By the coast", "mode": "bus", "is_active": "on",
        "stop_1": third.pk, "stop_3": first.pk, "stop_8": second.pk,
    }  # fmt: skip

    answers = [officer.post(url("route_add"), data).url for _again in range(2)]

    route = Route.objects.get()
    page = officer.get(url("route_detail", route)).content.decode()
    assert answers == [url("route_detail", route)] * 2
    assert [stop.station for stop in route.stops.all()] == [third, first, second]
    assert page.count("</a> (") == 4  # two legs with two ends each
    assert "Gamma → Alfa → Beta" in officer.get(url("route_list")).content.decode()


@pytest.mark.parametrize(
    ("stops", "message"),
    [
        ([0], "Choose at least where it begins and where it ends."),
        ([], "Choose at least where it begins and where it ends."),
        ([0, 1, 0], "Alfa is chosen twice. A route stops there once."),
    ],
)
def test_a_route_that_cannot_be_is_refused_and_keeps_what_was_chosen(officer, stops, message):
    stations = [StationFactory(name="Alfa"), StationFactory(name="Beta")]
    chosen = {f"stop_{n + 1}": stations[stop].pk for n, stop in enumerate(stops)}
    data = {"submission": uuid.uuid4(), "name": "Odd", "mode": "bus"} | chosen

    answer = officer.post(url("route_add"), data)

    texts = [text for found in answer.context["form"].errors.values() for text in found]
    assert texts == [message]
    assert Route.objects.count() == 0
    assert [answer.context["form"][name].value() for name in chosen] == [
        str(value) for value in chosen.values()
    ]


def test_new_stops_of_a_route_stay_in_its_history(officer):
    route = RouteFactory()
    old = [stop.station_id for stop in route.stops.all()]
    more = StationFactory()
    data = {
        "version": 1, "name": route.name, "mode": route.mode, "is_active": "on",
        "stop_1": old[1], "stop_2": more.pk,
    }  # fmt: skip

    shown = officer.get(url("route_edit", route)).context["form"]["stop_2"].value()
    officer.post(url("route_edit", route), data)
    stale = officer.post(url("route_edit", route), data | {"stop_2": old[0]})

    assert shown == str(old[1])
    assert [stop.station_id for stop in route.stops.all()] == [old[1], more.pk]
    assert AuditEvent.objects.get(kind="changed").fields == {"stops": None}
    assert stale.status_code == 200


def vehicle_data(**changes):
    return {
        "submission": uuid.uuid4(), "plate": "kba 123x", "mode": "matatu", "fleet": "Blue",
        "is_active": "on",
    } | changes  # fmt: skip


def test_a_vehicle_is_entered_once_with_a_sealed_plate(officer):
    data = vehicle_data(operator=OperatorFactory().pk)

    answers = [officer.post(url("vehicle_add"), data).url for _again in range(2)]

    vehicle = Vehicle.objects.get()
    assert answers == [url("vehicle_detail", vehicle)] * 2
    assert (vehicle.plate, vehicle.code, vehicle.fleet) == ("KBA123X", "V-00001", "Blue")
    assert vehicle.plate_token == blind.plate_token("KBA-123 X")
    with connection.cursor() as cursor:
        cursor.execute("SELECT intercepts_vehicle::text FROM intercepts_vehicle")
        assert "KBA" not in cursor.fetchone()[0]
    assert "KBA" not in str(AuditEvent.objects.get(kind="created").fields)


@pytest.mark.parametrize(
    ("plate", "message"),
    [
        ("KBA-123X", "This plate is in the register already, as V-1 of Practice Line."),
        ("- -", "Enter the letters and digits of the plate."),
    ],
)
def test_a_plate_that_cannot_be_is_answered_at_its_field(officer, plate, message):
    known = VehicleFactory(
        code="V-1", plate="KBA123X", operator__organisation__name="Practice Line"
    )

    data = vehicle_data(operator=known.operator_id, plate=plate)
    answer = officer.post(url("vehicle_add"), data)

    assert answer.context["form"].errors == {"plate": [message]}
    assert answer.context["form"]["plate"].value() == plate
    assert Vehicle.objects.count() == 1


def test_a_vehicle_may_keep_its_own_plate_when_it_is_corrected(officer):
    vehicle = VehicleFactory(plate="KBA123X")
    data = vehicle_data(version=1, operator=vehicle.operator_id, plate="KBA 123 X", fleet="Red")

    officer.post(url("vehicle_edit", vehicle), data)

    vehicle.refresh_from_db()
    assert (vehicle.plate, vehicle.fleet, vehicle.version) == ("KBA123X", "Red", 2)


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.PROGRAMME_OFFICER, True), (Role.FINANCE_OFFICER, False)]
)
def test_the_plate_is_shown_to_those_who_keep_the_register(signed_in, role, sees):
    client, _user = signed_in(role)
    vehicle = VehicleFactory(plate="KBA123X")

    listed = client.get(url("vehicle_list")).content.decode()
    page = client.get(url("vehicle_detail", vehicle)).content.decode()

    assert ["KBA123X" in text for text in (listed, page)] == [False, sees]


@pytest.mark.parametrize("name", ["vehicle", "route"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_as_often_whatever_its_length(officer, django_assert_num_queries, name, count):
    for _number in range(count):
        {"vehicle": VehicleFactory, "route": RouteFactory}[name]()
    officer.get(url(f"{name}_list"))

    with django_assert_num_queries(LIST_QUERIES[name]):
        officer.get(url(f"{name}_list"))
