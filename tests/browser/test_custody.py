"""Signing on the screen of a phone; and tonight's sheet as it comes out of the printer."""

import io
import math

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from shelter import signatures
from shelter.models import BelongingItem, Signature
from tests.browser.hands import send
from tests.factories.cases import ShelterOfficeFactory
from tests.factories.house import BelongingItemFactory
from tests.factories.work import (
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    RoomFactory,
    ShelterFactory,
)
from tracekenya.roles.roles import Role


@pytest.fixture
def house(transactional_db):
    call_command("load_reference_data", verbosity=0)
    return ShelterFactory(office=ShelterOfficeFactory())


def draw(page):
    """Draw a wave into the field, as a finger does."""
    pad = page.locator("canvas")
    pad.evaluate("field => field.scrollIntoView({block: 'center'})")
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 60)
    page.mouse.down()
    for step in range(40):
        page.mouse.move(box["x"] + 20 + 5 * step, box["y"] + 60 + 30 * math.sin(step / 4))
    page.mouse.up()


def test_somebody_signs_on_a_phone_and_the_receipt_draws_it(at_the_desk, house):
    stay = AdmissionFactory(shelter=house)
    item = BelongingItemFactory(admission=stay, kind="passport")
    page = at_the_desk(Role.SHELTER_MANAGER, width=360, office=house.office)

    page.goto(f"/shelter/stays/{stay.pk}/belongings/hand-out/?item={item.pk}")
    draw(page)
    page.locator("[data-clear]").click()
    assert page.locator("[name=strokes]").input_value() == ""
    page.get_by_label("On the printed sheet").check()
    assert page.locator("canvas").is_hidden()
    page.get_by_label("On the screen").check()
    draw(page)
    send(page, {"status": "returned", "out_to": "resident", "signer": "resident"})
    page.wait_for_url(f"**/stays/{stay.pk}/")

    row, item = Signature.objects.get(), BelongingItem.objects.get()
    assert (item.status, row.purpose, row.mode) == ("returned", "items_out", "touch")
    points = signatures.strokes_of(str(row.strokes))[0]
    assert len(points) > signatures.LEAST_POINTS
    assert max(x for x, _y in points) - min(x for x, _y in points) > signatures.WIDTH // 2
    page.locator("form[action$='/receipt/'] button").click()
    page.wait_for_url("**/receipt/")
    assert page.locator(".sheet-signed path").get_attribute("d") == signatures.path_of(
        str(row.strokes)
    )
    assert page.problems == []


@pytest.mark.parametrize("people", [28, pytest.param(120, marks=pytest.mark.deep)])
def test_tonights_sheet_is_one_page_of_paper(at_the_desk, house, people):
    room = RoomFactory(shelter=house, kind="female", name="A room with a long name")
    for number in range(people):
        stay = AdmissionFactory(shelter=house, house_name=f"Practice Called {number}")
        bed = BedFactory(room=room, label=f"Bed {number:03}")
        BedAssignmentFactory(bed=bed, admission=stay)
    page = at_the_desk(Role.SHELTER_STAFF, office=house.office)

    page.goto(f"/shelter/{house.pk}/")
    page.locator("form[action$='/tonight/'] button").click()
    page.wait_for_url("**/tonight/")
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    text = paper.pages[0].extract_text()
    assert len(paper.pages) == 1
    assert ("Shred after use." in text, f"Called {people - 1}" in text) == (True, True)
    assert f"Printed by {page.user.staff_code} on" in text
    assert "Leave quickly" not in text
    assert page.problems == []
