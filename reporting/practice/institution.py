"""The institution's registers: policies, posts, board, channels, investments, money in and out.

The board's register begins in 2023 and that of investments in 2024: earlier years have no data.
"""

import datetime as dt

from programmes.models import (
    BoardAttendance,
    BoardMeeting,
    BoardMember,
    Channel,
    Expenditure,
    FundingRecord,
    Investment,
    PolicyDocument,
    StaffPost,
)
from reporting.models import BudgetLine
from reporting.practice.draw import FIRST_DAY, Draw
from reporting.practice.names import invented_name
from reporting.practice.world import World
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role

POLICIES = (  # title, year approved, years until the next review
    ("ICT and communication policy", 2021, 6), ("Finance manual", 2019, 9),
    ("Procurement manual", 2020, 8), ("Human resources manual", 2020, 8),
    ("Child safeguarding policy", 2021, 6), ("Gender policy", 2021, 6),
    ("Risk and anti-fraud policy", 2022, 3), ("Monitoring and evaluation strategy", 2023, 4),
    ("Partnership policy", 2023, 4), ("Resource mobilisation procedures", 2024, 4),
    ("Data protection policy", 2024, 4), ("Safeguarding of staff policy", 2025, 4),
    ("Whistleblowing policy", 2022, 2), ("Shelter standards", 2026, 3),
)  # fmt: skip
POSTS = (  # title, function, first year, last year or None, share
    ("Executive director", "management", 2018, None, 1), ("Programmes manager", "programme", 2019, None, 1),
    ("Finance and administration officer", "finance", 2019, None, 1),
    ("Shelter manager", "shelter", 2020, None, 1), ("Counsellor", "casework", 2020, None, 1),
    ("Field monitor", "field", 2021, 2023, 1), ("Field monitor", "field", 2022, None, 1),
    ("Child protection officer", "casework", 2022, None, 1), ("Case manager", "casework", 2022, None, 1),
    ("Legal officer", "legal", 2023, None, 1), ("M&E officer", "mne", 2022, None, 1),
    ("Field monitor", "field", 2023, None, 1), ("House mother", "shelter", 2023, None, 1),
    ("House mother", "shelter", 2024, 2025, 1), ("Women's programme officer", "programme", 2024, None, 1),
    ("Field monitor", "field", 2024, None, 1), ("Communication officer", "communication", 2024, None, 1),
    ("Shelter manager", "shelter", 2024, None, 1), ("M&E assistant", "mne", 2024, None, 0.5),
    ("Case worker", "casework", 2025, None, 1), ("Driver", "finance", 2025, None, 1),
    ("Field monitor", "field", 2026, None, 1), ("Night guard", "shelter", 2026, None, 1),
)  # fmt: skip
BOARD_SINCE = 2023
BOARD_MEMBERS = 7
BOARD_PERCENT = {
    2023: 55,
    2024: 66,
    2025: 72,
}  # who came, percent; later years as the constant below
BOARD_PERCENT_NOW = 83
BOARD_YEAR = (
    (2, "ordinary"),
    (5, "ordinary"),
    (7, "impact_activity"),
    (9, "ordinary"),
    (11, "annual"),
)
CHANNELS = (  # kind, name, first year
    ("website", "Web site", 2017), ("facebook", "Facebook page", 2018), ("internal", "Staff chat", 2022),
    ("newsletter", "Quarterly letter", 2023), ("x_twitter", "X account", 2023),
    ("whatsapp", "Partners' broadcast", 2025), ("linkedin", "LinkedIn page", 2025),
)  # fmt: skip
INVESTMENTS = (  # kind, name, first day, value, yearly income
    ("land", "Practice plot", dt.date(2024, 3, 18), 2_400_000, None),
    ("consultancy", "Training service", dt.date(2025, 6, 2), None, 900_000),
    ("enterprise", "Shelter bakery", dt.date(2026, 4, 20), 650_000, 300_000),
)
INCOME_MILLIONS = {2022: 25, 2023: 37, 2024: 46, 2025: 56, 2026: 66}  # KES, whole year
INCOME_KINDS = {"grant": 72, "donation": 18, "own_income": 10}
RECEIPTS_A_YEAR = 22
SPENT_PERCENT = (62, 108)  # of the quarter's share of a budget line
QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


def make_institution(world: World) -> None:
    draw = world.draw("institution")
    _policies(world, draw)
    _posts(world, draw)
    _board(world, draw)
    _channels(world, draw)
    _investments(world, draw)
    _funding(world, draw)
    _expenditure(world, draw)


def _written(day: dt.date, draw: Draw) -> dt.datetime:
    """Return when a row of `day` was entered: not before the registers were."""
    return draw.moment(max(day, FIRST_DAY))


def _director(world: World) -> User:
    return world.user(Role.EXECUTIVE_DIRECTOR)


def _policies(world: World, draw: Draw) -> None:
    """Add the policies; those whose review is overdue have lapsed, the last one is a draft."""
    for title, year, years in POLICIES:
        approved_on = dt.date(year, draw.number(1, 10), draw.number(1, 28))
        is_approved = approved_on <= world.today and title != POLICIES[-1][0]
        row = PolicyDocument(
            id=draw.new_id(),
            title=title,
            status="in_use" if is_approved else "draft",
            meets_standard=is_approved,
            approved_on=approved_on if is_approved else None,
            next_review_on=approved_on.replace(year=year + years) if is_approved else None,
        )
        world.add(row, at=_written(min(approved_on, world.today), draw), by=_director(world))


def _posts(world: World, draw: Draw) -> None:
    for place, (title, function, first, last, share) in enumerate(POSTS, start=1):
        starts_on = dt.date(first, draw.number(1, 9), 1)
        if starts_on > world.today:
            continue
        row = StaffPost(
            id=draw.new_id(),
            staff_code=f"ST{place:02d}",
            holder=invented_name(draw),
            title=title,
            function=function,
            starts_on=starts_on,
            ends_on=dt.date(last, 8, 31) if last else None,
            full_time_share=share,
        )
        world.add(row, at=_written(starts_on, draw), by=_director(world))


def _board(world: World, draw: Draw) -> None:
    secretary = world.user(Role.BOARD_MEMBER)
    members = []
    for number in range(1, BOARD_MEMBERS + 1):
        row = BoardMember(
            id=draw.new_id(),
            code=f"BD{number:02d}",
            names=invented_name(draw),
            starts_on=dt.date(BOARD_SINCE, 1, 1),
        )
        members.append(world.add(row, at=draw.moment(row.starts_on), by=secretary))
    for year in range(BOARD_SINCE, world.today.year + 1):
        for month, kind in BOARD_YEAR:
            held_on = dt.date(year, month, draw.number(3, 20))
            if held_on <= world.today:
                _meeting(held_on, kind, members, world, draw)


def _meeting(
    held_on: dt.date, kind: str, members: list[BoardMember], world: World, draw: Draw
) -> None:
    row = BoardMeeting(id=draw.new_id(), held_on=held_on, kind=kind)
    world.add(row, at=draw.moment(held_on), by=world.user(Role.BOARD_MEMBER))
    percent = BOARD_PERCENT.get(held_on.year, BOARD_PERCENT_NOW)
    for member in members:
        world.add(BoardAttendance(meeting=row, member=member, attended=draw.chance(percent)))


def _channels(world: World, draw: Draw) -> None:
    for kind, name, year in CHANNELS:
        starts_on = dt.date(year, draw.number(1, 9), 1)
        row = Channel(
            id=draw.new_id(),
            kind=kind,
            reach="internal" if kind == "internal" else "external",
            name=name,
            starts_on=starts_on,
            last_activity_on=world.today - dt.timedelta(days=draw.number(0, 30)),
        )
        world.add(row, at=_written(starts_on, draw), by=_director(world))


def _investments(world: World, draw: Draw) -> None:
    for kind, name, day, value, income in INVESTMENTS:
        if day <= world.today:
            row = Investment(
                id=draw.new_id(), kind=kind, name=name, acquired_on=day,
                value_kes=value, yearly_income_kes=income,
            )  # fmt: skip
            world.add(row, at=draw.moment(day), by=_director(world))


def _funding(world: World, draw: Draw) -> None:
    """Add the receipts of each year, spread over its months; those to come are left out."""
    for year, millions in INCOME_MILLIONS.items():
        shares = [draw.number(40, 160) for _ in range(RECEIPTS_A_YEAR)]
        for place, share in enumerate(shares):
            month = 1 + place * 12 // RECEIPTS_A_YEAR
            day = dt.date(year, month, draw.number(1, 28))
            kind = draw.weighted(INCOME_KINDS)
            if day > world.today:
                continue
            row = FundingRecord(
                id=draw.new_id(),
                received_on=day,
                kind=kind,
                donor=draw.one(world.organisations["donor"]) if kind == "grant" else None,
                amount_kes=millions * 1_000_000 * share // sum(shares),
            )
            world.add(row, at=draw.moment(day), by=world.user(Role.FINANCE_OFFICER))


def _expenditure(world: World, draw: Draw) -> None:
    """Spend each line of the plan's budget quarter by quarter, some less, some more."""
    lines = BudgetLine.objects.select_related("kfa").filter(year__gte=FIRST_DAY.year)
    for line in lines.order_by("sort_order"):
        for month, last in QUARTER_ENDS:
            percent = draw.number(*SPENT_PERCENT)
            day = dt.date(line.year, month, last)
            if day > world.today or not line.amount_kes:
                continue
            row = Expenditure(
                id=draw.new_id(),
                spent_on=day,
                kfa=line.kfa.code,
                line=line.name,
                amount_kes=line.amount_kes * percent // 400,
            )
            world.add(row, at=draw.moment(day), by=world.user(Role.FINANCE_OFFICER))
