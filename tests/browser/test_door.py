"""Somebody at the door at night: let in with the keyboard alone, from the bed board to the task list."""

import pytest
from django.core.management import call_command

from shelter.models import Admission
from tests.browser.hands import follow, send
from tests.factories.cases import ShelterOfficeFactory
from tests.factories.work import BedFactory, RoomFactory, ShelterFactory
from tracekenya.roles.roles import Role


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (360, "sw")])
def test_a_child_is_let_in_without_a_mouse(at_the_desk, transactional_db, width, language):
    call_command("load_reference_data", verbosity=0)
    house = ShelterFactory(office=ShelterOfficeFactory())
    BedFactory(room=RoomFactory(shelter=house, kind="male", name="Room M"))
    bed = BedFactory(room=RoomFactory(shelter=house, kind="girls", name="Room G"))
    page = at_the_desk(Role.SHELTER_MANAGER, width=width, language=language, office=house.office)
    page.has_no_mouse = True

    page.goto(f"/shelter/{house.pk}/")
    follow(page, "/door/")
    send(page, {
        "names": "Practice Child", "sex": "female", "age": "12", "bed": str(bed.pk),
        "legal_authority": "pending", "urgent_needs": "Milk",
    })  # fmt: skip
    page.wait_for_url("**/stays/**")

    stay = Admission.objects.get()
    assert (stay.status, stay.bed_assignments.get().bed, stay.case.person.stated_age) == (
        "admitted",
        bed,
        12,
    )
    assert page.locator("main a[href*='/tasks/']").count() == stay.tasks.count() == 9
    assert page.problems == []
