"""The bed board in a real browser: two windows see one another's moves, a bed is found by the key B."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.browser.axe import violations
from tests.factories.accounts import OfficeFactory
from tests.factories.work import (
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    RoomFactory,
    ShelterFactory,
)
from tracekenya.roles.roles import Role

SOON = 10_000  # milliseconds within which a move of a colleague must be seen


@pytest.fixture
def house(transactional_db):
    """A house with a resident in A1 and a free bed A2."""
    shelter = ShelterFactory(office=OfficeFactory(kind="shelter", code="TS-9"))
    room = RoomFactory(shelter=shelter, name="Room A")
    first, second = BedFactory(room=room, label="A1"), BedFactory(room=room, label="A2")
    since = timezone.now() - dt.timedelta(days=3)
    stay = AdmissionFactory(shelter=shelter, admitted_at=since)
    BedAssignmentFactory(bed=first, admission=stay, period=(since, None))
    return shelter, stay, first, second


def bed_of(page, bed) -> str:
    return page.locator(f"#bed-{bed.pk}").inner_text()


def test_a_move_in_one_window_is_seen_and_said_in_the_other(at_the_desk, house):
    shelter, stay, first, second = house
    mine = at_the_desk(Role.SHELTER_MANAGER, office=shelter.office)
    theirs = at_the_desk(Role.SHELTER_MANAGER, office=shelter.office)
    for page in (mine, theirs):
        page.goto(shelter.get_absolute_url())
    code = stay.case.code
    assert code in bed_of(mine, first)

    theirs.locator(f"#bed-{first.pk}").drag_to(theirs.locator(f"#bed-{second.pk}"))
    theirs.wait_for_url("**/shelter/**")

    mine.locator(f"#bed-{second.pk}", has_text=code).wait_for(timeout=SOON)
    said = mine.locator("#board-news").inner_text()
    assert said == f"Updated: A colleague moved {code} to bed A2."
    assert code not in bed_of(mine, first)
    assert violations(mine) == []
    assert [*mine.problems, *theirs.problems] == []


def test_the_key_b_leads_to_a_bed_unless_it_is_switched_off(at_the_desk, house):
    shelter, stay, first, _ = house
    page = at_the_desk(Role.SHELTER_MANAGER, office=shelter.office)
    page.goto(shelter.get_absolute_url())

    page.keyboard.press("b")
    page.keyboard.type("a1")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == stay.case.code

    page.locator("#board-keys").uncheck()
    page.locator("main").focus()
    page.keyboard.press("b")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.problems == []
