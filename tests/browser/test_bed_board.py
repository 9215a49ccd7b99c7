"""The bed board in a real browser: two windows see one another's moves, a bed is found by the key B."""

import datetime as dt

import pytest
from django.utils import timezone

from shelter.actions import beds
from tests.browser.axe import violations
from tests.factories.accounts import OfficeFactory, UserFactory
from tests.factories.work import (
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    RoomFactory,
    ShelterFactory,
)
from tracekenya.roles.roles import Role

SOON = 10_000  # milliseconds within which a move that was kept must be seen by a colleague


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

    # both beds in sight first: a page that scrolls while the button is down starts no drag
    theirs.locator(f"#bed-{second.pk}").scroll_into_view_if_needed()
    with theirs.expect_response(lambda answer: answer.request.method == "POST") as moved:
        theirs.locator(f"#bed-{first.pk}").drag_to(theirs.locator(f"#bed-{second.pk}"))
    assert moved.value.status == 302  # the address is that of the board before and after
    theirs.locator(f"#bed-{second.pk}", has_text=code).wait_for()

    mine.locator(f"#bed-{second.pk}", has_text=code).wait_for(timeout=SOON)
    said = mine.locator("#board-news").inner_text()
    assert said == f"Updated: A colleague moved {code} to bed A2."
    assert code not in bed_of(mine, first)
    assert violations(mine) == []
    assert [*mine.problems, *theirs.problems] == []


def test_a_board_is_not_drawn_anew_under_a_hand_that_drags(at_the_desk, house, settings):
    """The answer to a look that was under way when the drag began would take the tile from the hand."""
    settings.BOARD_SECONDS = 1
    shelter, stay, first, second = house
    page = at_the_desk(Role.SHELTER_MANAGER, office=shelter.office)
    page.goto(shelter.get_absolute_url())
    looks = []

    def hold_first(look) -> None:
        looks.append(look)
        if len(looks) > 1:
            look.continue_()

    page.route("**/live/**", hold_first)
    beds.move(admission=stay, bed=second, by=UserFactory(role=Role.SHELTER_MANAGER))
    while not looks:
        page.wait_for_timeout(100)
    tile = page.locator(f"#bed-{first.pk}")
    page.evaluate(
        "id => document.getElementById(id).dispatchEvent(new DragEvent('dragstart', {bubbles: true,"
        " dataTransfer: new DataTransfer()}))",
        f"bed-{first.pk}",
    )

    with page.expect_response("**/live/**") as look:
        looks[0].continue_()
    page.wait_for_timeout(300)
    held = stay.case.code in tile.inner_text()
    tile.dispatch_event("dragend")

    assert (look.value.status, held) == (200, True)
    page.locator(f"#bed-{second.pk}", has_text=stay.case.code).wait_for(timeout=SOON)
    assert page.problems == []


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
