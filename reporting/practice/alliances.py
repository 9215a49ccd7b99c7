"""Partnerships and networks, as they grew over the years."""

import datetime as dt

from programmes.models import Network, Partnership
from reporting.practice.draw import Draw
from reporting.practice.world import World
from tracekenya.directory.models import Organisation

PARTNERSHIPS = (  # theme, year of start, kind of organisation, type of partner, status
    ("child_rights_advocacy", 2021, "judiciary", "", "active"),
    ("child_rights_advocacy", 2021, "children_services", "", "active"),
    ("child_rights_advocacy", 2021, "ngo", "", "active"),
    ("child_rights_advocacy", 2022, "ngo", "", "active"),
    ("child_rights_advocacy", 2024, "school_college", "", "active"),
    ("child_rights_advocacy", 2025, "legal_aid", "", "active"),
    ("child_rights_advocacy", 2026, "county_government", "", "active"),
    ("decent_work_migration", 2021, "union", "union", "active"),
    ("decent_work_migration", 2021, "cbo", "survivor", "active"),
    ("decent_work_migration", 2021, "ngo", "practitioner", "active"),
    ("decent_work_migration", 2024, "school_college", "academia", "active"),
    ("decent_work_migration", 2023, "ngo", "research", "dormant"),
    ("strategic", 2022, "un_igo", "", "active"),
    ("strategic", 2023, "un_igo", "", "active"),
    ("strategic", 2023, "donor", "", "active"),
    ("strategic", 2023, "commission", "", "active"),
    ("strategic", 2024, "donor", "", "active"),
    ("strategic", 2024, "labour_nea", "", "active"),
    ("strategic", 2025, "un_igo", "", "active"),
    ("strategic", 2025, "immigration", "", "active"),
    ("strategic", 2025, "transport_sacco", "", "active"),
    ("strategic", 2026, "donor", "", "active"),
    ("strategic", 2026, "county_government", "", "prospect"),
)
LEVELS = {"judiciary": "county", "county_government": "county", "cbo": "local", "un_igo": "global"}
NETWORKS = (  # name, themes, level, our part, year of start
    ("Practice Coast Survivors Network", ["survivor_voice"], "county", "member", 2020),
    ("Practice National Survivors Network", ["survivor_voice"], "national", "member", 2020),
    ("Practice Circle of Mothers", ["survivor_voice"], "local", "founder", 2022),
    ("Practice Returnees Forum", ["survivor_voice", "migration"], "county", "co_founder", 2025),
    ("Practice East Africa Survivors Council", ["survivor_voice"], "regional", "member", 2026),
    ("Practice Counter-trafficking Table", ["anti_trafficking"], "national", "member", 2019),
    ("Practice Peace Network", ["peace"], "regional", "member", 2022),
)
UNIVERSITY = "Practice University"


def make_alliances(world: World) -> None:
    draw = world.draw("alliances")
    university = Organisation(id=draw.new_id(), name=UNIVERSITY, kind="school_college")
    world.organisations.setdefault("school_college", []).append(world.add(university))
    university.recorded_at = draw.moment(dt.date(2022, 1, 5))
    used: set[tuple[str, str]] = set()
    for row in PARTNERSHIPS:
        _partnership(row, used, world, draw)
    for name, themes, level, our_role, year in NETWORKS:
        network = Network(
            id=draw.new_id(),
            name=name,
            themes=themes,
            level=level,
            our_role=our_role,
            starts_on=draw.day(dt.date(year, 2, 1), dt.date(year, 10, 1)),
        )
        world.add(network, at=draw.moment(max(network.starts_on, dt.date(2022, 1, 10))))


def _partnership(row: tuple, used: set, world: World, draw: Draw) -> None:
    """Add an agreement with an organisation that has none on the same theme."""
    theme, year, kind, partner_type, status = row
    free = [one for one in world.organisations[kind] if (theme, one.name) not in used]
    organisation = draw.one(free)
    used.add((theme, organisation.name))
    starts_on = draw.day(dt.date(year, 1, 15), dt.date(year, 9, 30))
    partnership = Partnership(
        id=draw.new_id(),
        organisation=organisation,
        themes=[theme],
        partner_type=partner_type,
        level=LEVELS.get(kind, "national"),
        status=status,
        starts_on=starts_on,
        agreement_signed_on=starts_on if status == "active" else None,
    )
    world.add(partnership, at=draw.moment(max(starts_on, dt.date(2022, 1, 10))))
