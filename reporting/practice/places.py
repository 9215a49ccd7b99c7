"""Shelters with rooms and beds, stations, transport operators with their crews, and donors."""

import datetime as dt

from intercepts.models import Station, TransportOperator
from reporting.practice.draw import Draw
from reporting.practice.names import invented_name, unassigned_phone
from reporting.practice.world import COUNTY_SINCE, World
from shelter.models import Bed, Room, Shelter
from tracekenya.directory.models import CrewMember, Organisation
from tracekenya.places.models import Office
from tracekenya.vault import blind

SECOND_SHELTER = {"code": "tulivu-shelter", "name": "Tulivu Shelter", "reach": "Kilifi and north"}
OPENED_ON = {"mombasa-shelter": dt.date(2019, 3, 1), "tulivu-shelter": dt.date(2024, 7, 1)}
BEDS = {  # office code -> kind of room -> beds
    "mombasa-shelter": {"girls": 5, "boys": 4, "female": 4, "male": 2, "mother_child": 2},
    "tulivu-shelter": {"girls": 4, "boys": 2, "female": 3, "mother_child": 1},
}
ROOM_NAMES = {
    "girls": "Nyota", "boys": "Simba", "female": "Ua", "male": "Mti", "mother_child": "Kiota",
}  # fmt: skip
STATIONS = (  # code, name, kind, county
    ("mtwapa", "Mtwapa stage", "matatu_stage", "003"),
    ("tayari", "Mwembe Tayari terminus", "bus_terminus", "001"),
    ("likoni", "Likoni ferry", "ferry_port", "001"),
    ("lunga", "Lunga Lunga border post", "border_post", "002"),
    ("ukunda", "Ukunda stage", "matatu_stage", "002"),
    ("malindi", "Malindi terminus", "bus_terminus", "003"),
    ("mariakani", "Mariakani weighbridge", "weighbridge", "003"),
    ("voi", "Voi bus park", "bus_terminus", "006"),
    ("taveta", "Taveta border post", "border_post", "006"),
    ("minjila", "Minjila junction", "police_roadblock", "004"),
    ("mokowe", "Mokowe jetty", "ferry_port", "005"),
    ("kakamega", "Kakamega terminus", "bus_terminus", "037"),
    ("nairobi", "Country Bus Station", "bus_terminus", "047"),
    ("garissa", "Garissa terminus", "bus_terminus", "007"),
    ("isiolo", "Isiolo terminus", "bus_terminus", "011"),
    ("luanda", "Luanda stage", "matatu_stage", "038"),
    ("isebania", "Isebania border post", "border_post", "044"),
    ("kitale", "Kitale bus park", "bus_terminus", "026"),
)
OPERATORS = (  # name, kind, mode; the number of each kind is the plan's: 5, 10 and 15
    *((f"Practice Matatu Sacco {n}", "transport_sacco", "matatu") for n in range(1, 6)),
    *((f"Practice Bus Line {n}", "transport_company", "bus") for n in range(1, 11)),
    *((f"Practice Haulage {n}", "transport_company", "truck") for n in range(1, 16)),
)
DONORS = ("Practice Foundation One", "Practice Foundation Two", "Practice Embassy Fund")
TRAINED_OPERATORS = 14
CREW_JOBS = ("driver", "conductor", "booking_clerk", "stage_manager", "loader_porter")


def make_places(world: World) -> None:
    """Add offices and shelters first of all: accounts need them."""
    draw = world.draw("offices")
    world.offices = {office.code: office for office in Office.objects.order_by("code")}
    second = Office(id=draw.new_id(), kind=Office.Kind.SHELTER, **SECOND_SHELTER)
    world.offices[second.code] = world.add(second)


def make_houses(world: World) -> None:
    """Add the shelters with their rooms and beds; one bed is out of use."""
    draw = world.draw("houses")
    for code, rooms in BEDS.items():
        shelter = Shelter(
            id=draw.new_id(),
            office=world.offices[code],
            opened_on=OPENED_ON[code],
            is_place_of_safety=True,
            address="A practice address that does not exist",
        )
        world.add(shelter, at=draw.moment(dt.date(2022, 1, 3)))
        for kind, beds in rooms.items():
            _room(shelter, kind, beds, world, draw)


def make_stations(world: World) -> None:
    draw = world.draw("stations")
    made = [code for code, _name, _kind, _county in STATIONS]
    Station.objects.filter(is_suggested=True, code__in=made).delete()
    for code, name, kind, county in STATIONS:
        station = Station(
            id=draw.new_id(),
            code=code,
            name=name,
            kind=kind,
            county=world.counties[county],
            office=world.offices["mtwapa-office"],
        )
        world.add(station, at=draw.moment(dt.date(COUNTY_SINCE[county], 1, 3)))


def make_partners(world: World) -> None:
    """Add donors and transport operators; crews only where they were trained."""
    draw = world.draw("partners")
    for organisation in sorted(Organisation.objects.all(), key=lambda one: one.name):
        world.organisations.setdefault(organisation.kind, []).append(organisation)
    for name in DONORS:
        _organisation(name, "donor", world, draw)
    for place, (name, kind, mode) in enumerate(OPERATORS):
        is_trained = place < TRAINED_OPERATORS
        organisation = _organisation(name, kind, world, draw)
        operator = TransportOperator(
            id=draw.new_id(), organisation=organisation, mode=mode, is_trained=is_trained
        )
        world.add(operator, at=organisation.recorded_at)
        for _ in range(draw.number(3, 8) if is_trained else 0):
            _crew_member(organisation, world, draw)


def _room(shelter: Shelter, kind: str, beds: int, world: World, draw: Draw) -> None:
    room = Room(id=draw.new_id(), shelter=shelter, name=ROOM_NAMES[kind], kind=kind)
    world.add(room, at=shelter.recorded_at)
    for number in range(1, beds + 1):
        is_broken = kind == "male" and number == beds
        bed = Bed(
            id=draw.new_id(),
            room=room,
            label=f"{room.name} {number}",
            status="out_of_use" if is_broken else "usable",
            in_use_from=room.shelter.opened_on,
        )
        world.add(bed, at=shelter.recorded_at)


def _organisation(name: str, kind: str, world: World, draw: Draw) -> Organisation:
    row = Organisation(id=draw.new_id(), name=name, kind=kind)
    world.organisations.setdefault(kind, []).append(row)
    return world.add(row, at=draw.moment(dt.date(2022, 1, 5)))


def _crew_member(organisation: Organisation, world: World, draw: Draw) -> None:
    names = invented_name(draw)
    row = CrewMember(
        id=draw.new_id(),
        organisation=organisation,
        names=names,
        phone=unassigned_phone(draw),
        job=draw.one(CREW_JOBS),
        name_tokens=blind.name_tokens(names),
    )
    world.add(row, at=organisation.recorded_at)
